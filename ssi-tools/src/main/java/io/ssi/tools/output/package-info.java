/**
 * How results look: aligned tables for people, JSON for programs, and the units of both. Knows no
 * verb.
 */
@NullMarked
package io.ssi.tools.output;

import org.jspecify.annotations.NullMarked;
