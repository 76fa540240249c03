/**
 * Who takes orders: {@link io.ssi.migration.service.ProcessMigrator} on any node sends them to the
 * node that can carry them out, the handlers there do it.
 */
@NullMarked
package io.ssi.migration.service;

import org.jspecify.annotations.NullMarked;
