/**
 * Every process of every node. Nothing is published: whoever wants to see processes asks the nodes,
 * and each answers from a fresh look at its own {@code /proc}. The reasons are in {@code
 * docs/design/process-view.md}.
 *
 * <p>Reading order: {@link io.ssi.pid.view.ProcessView} (the cluster), {@link
 * io.ssi.pid.view.LocalProcesses} (this node).
 */
@NullMarked
package io.ssi.pid.view;

import org.jspecify.annotations.NullMarked;
