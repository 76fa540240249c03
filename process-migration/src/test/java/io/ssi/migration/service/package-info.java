/** Promises of orders between nodes, shown over networks in memory. */
@NullMarked
package io.ssi.migration.service;

import org.jspecify.annotations.NullMarked;
