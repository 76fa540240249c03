/**
 * What the verbs need from the cluster, in the words of the verbs: ports and the records that go
 * through them.
 *
 * <p>The agent implements the ports over the other modules; {@code io.ssi.tools.testing} has fakes.
 * Reading order: {@link io.ssi.tools.service.Services}, {@link io.ssi.tools.service.VerbCall},
 * {@link io.ssi.tools.service.Nodes}, {@link io.ssi.tools.service.Processes}, then the rest.
 *
 * <p>Contract of every method of every port: it may be called from any thread and may block; a
 * method that takes a {@link io.ssi.tools.service.VerbCall} ends soon after its cancellation, with
 * {@link io.ssi.tools.service.InterruptedVerbException} that says what was done and what not. What
 * the caller may not do fails with {@link io.ssi.tools.service.NotPermittedException}; reading is
 * open to everybody.
 */
@NullMarked
package io.ssi.tools.service;

import org.jspecify.annotations.NullMarked;
