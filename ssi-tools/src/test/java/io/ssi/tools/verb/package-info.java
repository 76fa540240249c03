@NullMarked
package io.ssi.tools.verb;

import org.jspecify.annotations.NullMarked;
