package dev.tidalctl.sandbox.wal;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One event of the history.
 *
 * <p>Its {@code chain} is the SHA-256 of the event before's chain and this event's content, so two
 * logs that agree on one chain agree on everything up to it.
 *
 * @param position its term and number
 * @param kind what it is
 * @param id the client's name for a signal, at most 65535 bytes; empty for a heartbeat
 * @param payload a signal's content; empty for a heartbeat
 * @param chain the digest of the history up to and including this event, in hex
 */
public record WalRecord(Position position, Kind kind, String id, String payload, String chain) {
  /** The chain before the first event. */
  public static final String CHAIN_START = "0".repeat(64);

  private static final int CHAIN_BYTES = 32;

  /** What an event is. */
  public enum Kind {
    /** Written by a client. */
    SIGNAL(1),
    /** Written to prove that the log moves, and at the start of each term; no client sees it. */
    HEARTBEAT(2);

    private final byte code;

    Kind(int code) {
      this.code = (byte) code;
    }

    private static Kind of(byte code) throws IOException {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      throw new IOException("no kind of event has the code " + code);
    }
  }

  /** The event that follows a history which ends with {@code previousChain}. */
  public static WalRecord following(
      String previousChain, Position position, Kind kind, String id, String payload) {
    return new WalRecord(
        position, kind, id, payload, chain(previousChain, position, kind, id, payload));
  }

  /** Whether this event is what follows a history that ends with {@code previousChain}. */
  public boolean follows(String previousChain) {
    return chain.equals(chain(previousChain, position, kind, id, payload));
  }

  /** The bytes that {@link #decode} reads. */
  public byte[] encode() {
    byte[] idBytes = id.getBytes(StandardCharsets.UTF_8);
    byte[] payloadBytes = payload.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(19 + CHAIN_BYTES + idBytes.length + payloadBytes.length)
        .putLong(position.term())
        .putLong(position.seqno())
        .put(kind.code)
        .put(HexFormat.of().parseHex(chain))
        .putShort((short) idBytes.length)
        .put(idBytes)
        .put(payloadBytes)
        .array();
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IOException when it is something else
   */
  public static WalRecord decode(ByteBuffer bytes) throws IOException {
    try {
      Position position = new Position(bytes.getLong(), bytes.getLong());
      Kind kind = Kind.of(bytes.get());
      byte[] chain = new byte[CHAIN_BYTES];
      bytes.get(chain);
      byte[] id = new byte[Short.toUnsignedInt(bytes.getShort())];
      bytes.get(id);
      byte[] payload = new byte[bytes.remaining()];
      bytes.get(payload);
      return new WalRecord(
          position,
          kind,
          new String(id, StandardCharsets.UTF_8),
          new String(payload, StandardCharsets.UTF_8),
          HexFormat.of().formatHex(chain));
    } catch (BufferUnderflowException e) {
      throw new IOException("not a WAL record", e);
    }
  }

  private static String chain(
      String previousChain, Position position, Kind kind, String id, String payload) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(previousChain.getBytes(StandardCharsets.US_ASCII));
      String head = position + "/" + kind + "/" + id.length() + "/" + id + "/";
      sha.update(head.getBytes(StandardCharsets.UTF_8));
      sha.update(payload.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
