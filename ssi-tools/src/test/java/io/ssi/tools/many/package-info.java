@NullMarked
package io.ssi.tools.many;

import org.jspecify.annotations.NullMarked;
