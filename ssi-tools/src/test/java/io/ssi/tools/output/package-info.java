@NullMarked
package io.ssi.tools.output;

import org.jspecify.annotations.NullMarked;
