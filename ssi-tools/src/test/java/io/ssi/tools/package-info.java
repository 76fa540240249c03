@NullMarked
package io.ssi.tools;

import org.jspecify.annotations.NullMarked;
