/** The verbs that a person types, and how their results look. */
@NullMarked
package io.ssi.tools;

import org.jspecify.annotations.NullMarked;
