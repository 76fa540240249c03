/**
 * Who is in the cluster and in which state, and the three ways nodes share things: messages ({@code
 * channel}), maps ({@code map}) and bulk streams ({@code stream}).
 *
 * <p>Reading order: {@link io.ssi.membership.NodeId}, {@link io.ssi.membership.NodeState}, {@link
 * io.ssi.membership.Membership}, then the three ports.
 */
@NullMarked
package io.ssi.membership;

import org.jspecify.annotations.NullMarked;
