/**
 * The whole story on an embedded cluster: {@link io.ssi.agent.demo.Demo} plays one {@link
 * io.ssi.agent.demo.Scene} after the other on a {@link io.ssi.agent.demo.Stage}, which types the
 * commands, shows what they print and stops at the first thing that does not hold.
 */
@NullMarked
package io.ssi.agent.demo;

import org.jspecify.annotations.NullMarked;
