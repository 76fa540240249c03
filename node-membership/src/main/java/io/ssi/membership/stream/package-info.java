/**
 * Direct, authenticated and encrypted streams between two agents, for memory images and logs.
 *
 * <p>{@link io.ssi.membership.stream.TcpBulkStreams} speaks this protocol, all numbers big-endian:
 *
 * <pre>
 *   opener    magic "SSIB", version 1, from (1), to (1), nonce (32), purpose (UTF)
 *   acceptor  nonce (32), HMAC-SHA256 over role and all of the above (32)
 *   opener    HMAC-SHA256 over role and all of the above (32)
 *   then, in both directions, frames under a key of their own:
 *             end flag and length n (4, authenticated), AES-256-GCM of n bytes and their CRC32C,
 *             tag (16); the nonce counts frames
 *   acceptor  first frame: status (1), 0 if it has an acceptor for the purpose
 * </pre>
 *
 * <p>The keys come from the cluster's key and both nonces, so a recorded stream is worth nothing.
 * The end of a direction is a frame with the end flag: a connection that breaks is never mistaken
 * for an end.
 */
@NullMarked
package io.ssi.membership.stream;

import org.jspecify.annotations.NullMarked;
