/**
 * The screen by JLine: what the caller's kind of terminal understands (terminfo), and what has to
 * be written to turn one screenful into the next. The terminal itself is at the other end of the
 * control socket, so nothing native of JLine is used.
 */
@NullMarked
package io.ssi.tools.top.jline;

import org.jspecify.annotations.NullMarked;
