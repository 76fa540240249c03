@NullMarked
package io.ssi.tools.service;

import org.jspecify.annotations.NullMarked;
