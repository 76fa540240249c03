/** The daemon: puts the modules together and serves the control socket. */
@NullMarked
package io.ssi.agent;

import org.jspecify.annotations.NullMarked;
