package dev.tidalctl.sandbox.wal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One event of the history, kept as the bytes that are written and shipped: its {@link Chain},
 * term, number, kind, the length of its id, id and payload. A node that passes events on never
 * takes them apart.
 */
public final class WalRecord {
  private static final int TERM = Long.BYTES; // after the chain
  private static final int SEQNO = TERM + 8;
  private static final int KIND = SEQNO + 8;
  private static final int ID_LENGTH = KIND + 1;
  private static final int ID = ID_LENGTH + 2;

  private final byte[] bytes;
  private final Position position;
  private final Kind kind;

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

  private WalRecord(byte[] bytes, Position position, Kind kind) {
    this.bytes = bytes;
    this.position = position;
    this.kind = kind;
  }

  /**
   * The event that follows a history.
   *
   * @param previous the chain of that history
   * @param position its term and number
   * @param kind what it is
   * @param id the client's name for a signal, at most 65535 bytes; empty for a heartbeat
   * @param payload a signal's content; empty for a heartbeat
   */
  public static WalRecord following(
      Chain previous, Position position, Kind kind, String id, String payload) {
    byte[] idBytes = id.getBytes(StandardCharsets.UTF_8);
    byte[] payloadBytes = payload.getBytes(StandardCharsets.UTF_8);
    byte[] bytes =
        ByteBuffer.allocate(ID + idBytes.length + payloadBytes.length)
            .position(TERM)
            .putLong(position.term())
            .putLong(position.seqno())
            .put(kind.code)
            .putShort((short) idBytes.length)
            .put(idBytes)
            .put(payloadBytes)
            .array();
    ByteBuffer.wrap(bytes).putLong(previous.then(bytes, TERM).value());
    return new WalRecord(bytes, position, kind);
  }

  /**
   * Reads what {@link #bytes} gave.
   *
   * @throws IOException when it is something else
   */
  public static WalRecord decode(byte[] bytes) throws IOException {
    ByteBuffer fields = ByteBuffer.wrap(bytes);
    if (bytes.length < ID || bytes.length < ID + idLength(fields)) {
      throw new IOException("not a WAL record");
    }
    return new WalRecord(
        bytes,
        new Position(fields.getLong(TERM), fields.getLong(SEQNO)),
        Kind.of(fields.get(KIND)));
  }

  /** Its term and number. */
  public Position position() {
    return position;
  }

  /** What it is. */
  public Kind kind() {
    return kind;
  }

  /** The client's name for a signal; empty for a heartbeat. */
  public String id() {
    return text(ID, idLength(ByteBuffer.wrap(bytes)));
  }

  /** A signal's content; empty for a heartbeat. */
  public String payload() {
    int from = ID + idLength(ByteBuffer.wrap(bytes));
    return text(from, bytes.length - from);
  }

  /** The digest of the history up to and including this event. */
  public Chain chain() {
    return new Chain(ByteBuffer.wrap(bytes).getLong());
  }

  /** Whether this event is what follows a history with this chain. */
  public boolean follows(Chain previous) {
    return chain().equals(previous.then(bytes, TERM));
  }

  /** The bytes that {@link #decode} reads; not to be changed. */
  byte[] bytes() {
    return bytes;
  }

  private static int idLength(ByteBuffer fields) {
    return Short.toUnsignedInt(fields.getShort(ID_LENGTH));
  }

  private String text(int from, int length) {
    return new String(bytes, from, length, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WalRecord that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return position + " " + kind + " " + id();
  }
}
