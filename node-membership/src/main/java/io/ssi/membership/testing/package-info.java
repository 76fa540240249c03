/**
 * A cluster in one object, for tests: {@link io.ssi.membership.testing.InMemoryNetwork} gives each
 * node a membership, a channel, maps and streams that obey the contracts of the ports, and a {@link
 * io.ssi.membership.testing.Firewall} to break them. No network, no timers, no JUnit.
 */
@NullMarked
package io.ssi.membership.testing;

import org.jspecify.annotations.NullMarked;
