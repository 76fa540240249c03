/**
 * A cluster that is not there: fakes of the ports, for tests of this module and of the agent's
 * control socket. {@link io.ssi.tools.testing.FakeCluster} holds them all.
 */
@NullMarked
package io.ssi.tools.testing;

import org.jspecify.annotations.NullMarked;
