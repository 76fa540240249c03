package io.ssi.membership.jgroups;

import io.ssi.membership.ClusterKey;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Seals and opens group messages with AES-256-GCM. Every run of an agent has a session: 16 random
 * bytes that, with the cluster's key, give the session's key; its nonces count up. So no nonce is
 * used twice under a key, whatever the number of agents and restarts. A sealed message is
 *
 * <pre>
 *   session (16)  counter (8)  ciphertext  tag (16)
 * </pre>
 *
 * Each counter of a session is accepted once, within a window of {@link ReplayWindow#SIZE}. Safe
 * for any thread.
 */
final class MessageSeal {
  /** Bytes that sealing adds to a message. */
  static final int OVERHEAD = 16 + 8 + 16;

  private static final int MAX_SESSIONS = 1024;

  private record SessionId(long high, long low) {}

  private record Session(SecretKeySpec key, ReplayWindow window) {}

  private final ClusterKey clusterKey;
  private final String clusterName;
  private final SessionId ownId;
  private final SecretKeySpec ownKey;
  private final AtomicLong counter = new AtomicLong();
  private final ConcurrentLinkedQueue<Cipher> ciphers = new ConcurrentLinkedQueue<>();
  // Least recently used first; guarded by itself.
  private final Map<SessionId, Session> sessions =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SessionId, Session> eldest) {
          return size() > MAX_SESSIONS;
        }
      };

  MessageSeal(ClusterKey clusterKey, String clusterName, SecureRandom random) {
    this.clusterKey = clusterKey;
    this.clusterName = clusterName;
    this.ownId = new SessionId(random.nextLong(), random.nextLong());
    this.ownKey = sessionKey(ownId);
  }

  /** Seals {@code length} bytes. */
  byte[] seal(byte[] plain, int offset, int length) {
    long count = counter.incrementAndGet();
    byte[] sealed = new byte[length + OVERHEAD];
    ByteBuffer.wrap(sealed).putLong(ownId.high()).putLong(ownId.low()).putLong(count);
    Cipher cipher = cipher();
    try {
      cipher.init(Cipher.ENCRYPT_MODE, ownKey, nonce(count));
      cipher.doFinal(plain, offset, length, sealed, 24);
      return sealed;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot seal a group message", e);
    } finally {
      ciphers.offer(cipher);
    }
  }

  /** Opens a sealed message; null if it is not of this cluster, was changed, or was seen before. */
  byte @Nullable [] open(byte[] sealed, int offset, int length) {
    if (length < OVERHEAD) {
      return null;
    }
    ByteBuffer head = ByteBuffer.wrap(sealed, offset, length);
    SessionId id = new SessionId(head.getLong(), head.getLong());
    long count = head.getLong();
    Session session = session(id);
    Cipher cipher = cipher();
    try {
      cipher.init(Cipher.DECRYPT_MODE, session.key(), nonce(count));
      byte[] plain = cipher.doFinal(sealed, offset + 24, length - 24);
      return admit(id, session).window().accept(count) ? plain : null;
    } catch (AEADBadTagException e) {
      return null;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot open a group message", e);
    } finally {
      ciphers.offer(cipher);
    }
  }

  private Session session(SessionId id) {
    synchronized (sessions) {
      Session known = sessions.get(id);
      if (known != null) {
        return known;
      }
    }
    return new Session(sessionKey(id), new ReplayWindow());
  }

  /** Only a session that has proved to know the key is remembered. */
  private Session admit(SessionId id, Session session) {
    synchronized (sessions) {
      Session known = sessions.putIfAbsent(id, session);
      return known == null ? session : known;
    }
  }

  private SecretKeySpec sessionKey(SessionId id) {
    byte[] salt = ByteBuffer.allocate(16).putLong(id.high()).putLong(id.low()).array();
    return new SecretKeySpec(clusterKey.derive(salt, "group messages " + clusterName, 32), "AES");
  }

  private static GCMParameterSpec nonce(long count) {
    return new GCMParameterSpec(128, ByteBuffer.allocate(12).putInt(0).putLong(count).array());
  }

  private Cipher cipher() {
    Cipher free = ciphers.poll();
    try {
      return free != null ? free : Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no AES/GCM", e);
    }
  }
}
