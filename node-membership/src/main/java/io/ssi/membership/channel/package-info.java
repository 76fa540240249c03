/** Messages between agents: requests that are answered, one handler per message type. */
@NullMarked
package io.ssi.membership.channel;

import org.jspecify.annotations.NullMarked;
