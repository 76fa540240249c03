package io.ssi.membership.stream;

import io.ssi.membership.ClusterKey;
import io.ssi.membership.NodeId;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Both sides of the opening of a stream: each proves that it knows the cluster's key, over fresh
 * numbers of both, both node ids and the purpose.
 */
final class StreamHandshake {
  private static final int MAGIC = 0x53534942; // "SSIB"
  private static final int VERSION = 1;
  private static final int NONCE = 32;
  private static final int MAC = 32;
  private static final int MAX_PURPOSE = 64;

  /** What was agreed. */
  record Agreed(NodeId from, NodeId to, String purpose, byte[] toAcceptor, byte[] toOpener) {}

  /** The other side does not know the key, or is not who was meant. */
  static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }

  private final ClusterKey key;
  private final String cluster;
  private final SecureRandom random;

  StreamHandshake(ClusterKey key, String cluster, SecureRandom random) {
    this.key = key;
    this.cluster = cluster;
    this.random = random;
  }

  Agreed open(InputStream in, OutputStream out, NodeId from, NodeId to, String purpose)
      throws IOException {
    byte[] hello = hello(from, to, purpose, nonce());
    out.write(hello);
    DataInputStream data = new DataInputStream(in);
    byte[] answer = new byte[NONCE];
    data.readFully(answer);
    byte[] proof = new byte[MAC];
    data.readFully(proof);
    byte[] salt = concatenate(hello, answer);
    byte[] secret = derive(salt, "authentication");
    if (!MessageDigest.isEqual(proof, mac(secret, "acceptor", salt))) {
      throw new RefusedException("it has another cluster key");
    }
    out.write(mac(secret, "opener", concatenate(salt, proof)));
    return agreed(from, to, purpose, salt);
  }

  Agreed accept(InputStream in, OutputStream out, NodeId local) throws IOException {
    DataInputStream data = new DataInputStream(in);
    if (data.readInt() != MAGIC) {
      throw new RefusedException("it does not speak the stream protocol");
    }
    int version = data.readUnsignedByte();
    if (version != VERSION) {
      throw new RefusedException("it speaks version " + version + ", not " + VERSION);
    }
    int from = data.readUnsignedByte();
    int to = data.readUnsignedByte();
    byte[] nonce = new byte[NONCE];
    data.readFully(nonce);
    int length = data.readUnsignedShort();
    if (from == 0 || to != local.value() || length > MAX_PURPOSE) {
      throw new RefusedException("it asks for node " + to + ", this is node " + local);
    }
    byte[] text = new byte[length];
    data.readFully(text);
    String purpose = new String(text, StandardCharsets.UTF_8);
    NodeId opener = new NodeId(from);
    byte[] salt = concatenate(hello(opener, local, purpose, nonce), nonceOf(out));
    return prove(data, out, opener, local, purpose, salt);
  }

  private Agreed prove(
      DataInputStream data,
      OutputStream out,
      NodeId opener,
      NodeId local,
      String purpose,
      byte[] salt)
      throws IOException {
    byte[] secret = derive(salt, "authentication");
    byte[] proof = mac(secret, "acceptor", salt);
    out.write(proof);
    byte[] theirs = new byte[MAC];
    try {
      data.readFully(theirs);
    } catch (EOFException e) {
      throw new RefusedException("it broke off when it saw our proof: another cluster key?");
    }
    if (!MessageDigest.isEqual(theirs, mac(secret, "opener", concatenate(salt, proof)))) {
      throw new RefusedException("it has another cluster key");
    }
    return agreed(opener, local, purpose, salt);
  }

  private byte[] nonceOf(OutputStream out) throws IOException {
    byte[] nonce = nonce();
    out.write(nonce);
    return nonce;
  }

  private byte[] nonce() {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    return nonce;
  }

  private static byte[] hello(NodeId from, NodeId to, String purpose, byte[] nonce)
      throws IOException {
    byte[] text = purpose.getBytes(StandardCharsets.UTF_8);
    if (text.length > MAX_PURPOSE) {
      throw new IllegalArgumentException("The purpose " + purpose + " is too long");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(bytes);
    data.writeInt(MAGIC);
    data.writeByte(VERSION);
    data.writeByte(from.value());
    data.writeByte(to.value());
    data.write(nonce);
    data.writeShort(text.length);
    data.write(text);
    return bytes.toByteArray();
  }

  private Agreed agreed(NodeId from, NodeId to, String purpose, byte[] salt) {
    return new Agreed(from, to, purpose, derive(salt, "to acceptor"), derive(salt, "to opener"));
  }

  private byte[] derive(byte[] salt, String use) {
    return key.derive(salt, "bulk stream " + cluster + " " + use, 32);
  }

  private static byte[] mac(byte[] secret, String role, byte[] transcript) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      mac.update(role.getBytes(StandardCharsets.US_ASCII));
      return mac.doFinal(transcript);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no HmacSHA256", e);
    }
  }

  private static byte[] concatenate(byte[] first, byte[] second) {
    byte[] all = new byte[first.length + second.length];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
