package dev.tidalctl.state;

import dev.tidalctl.core.model.NodeName;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that operators share, as of one revision.
 *
 * @param revision of the store
 * @param lease the live one
 * @param unfinished the roll that took the lease last and has not released it; without a live lease
 *     it is abandoned
 * @param renewed when the lease was last taken or renewed, by its holder's clock
 * @param released the nonces of leases that were given back or broken, the latest last
 * @param floor the fewest nodes that served under the latest token
 * @param marks of the nodes that do not serve
 * @param switchover under way, or broken off
 */
record Kept(
    long revision,
    Optional<Held> lease,
    Seen<Claim> unfinished,
    Optional<Instant> renewed,
    Seen<List<String>> released,
    Seen<Floor> floor,
    Map<NodeName, SharedState.Marked> marks,
    Optional<SwitchoverNote> switchover) {
  static final String FOLDER = "state/";
  static final String LEASE = FOLDER + "lease";
  static final String UNFINISHED = FOLDER + "unfinished-roll";
  static final String RENEWED = FOLDER + "renewed";
  static final String RELEASED = FOLDER + "released";
  static final String FLOOR = FOLDER + "serving-floor";
  static final String SWITCHOVER = FOLDER + "switchover";
  private static final String MARKS = FOLDER + "marks/";

  Kept {
    marks = Collections.unmodifiableMap(new TreeMap<>(marks));
  }

  /**
   * The live lease.
   *
   * @param claim whose it is
   * @param token the fencing token: the revision at which it was taken
   * @param lifetime under which it lives
   */
  record Held(Claim claim, long token, long lifetime) {}

  /**
   * The fewest nodes that served.
   *
   * @param token of the lease under which that was
   * @param fewest empty when no mark was changed yet
   */
  record Floor(long token, OptionalInt fewest) {}

  /**
   * What one key holds.
   *
   * @param key which
   * @param value what, if the key is there
   * @param revision at which it was last put
   */
  record Seen<T>(String key, Optional<T> value, OptionalLong revision) {
    /** That nobody has changed it since. */
    Store.Condition unchanged() {
      return revision.isPresent()
          ? new Store.Condition.ModifiedAt(key, revision.getAsLong())
          : new Store.Condition.Absent(key);
    }
  }

  static String markOf(NodeName node) {
    return MARKS + node.value();
  }

  /** Whether the lease with this token is live. */
  boolean holds(long token) {
    return lease.filter(held -> held.token() == token).isPresent();
  }

  static Kept of(Store.Contents contents) throws Unreadable {
    SortedMap<String, Store.Entry> entries = contents.entries();
    Map<NodeName, SharedState.Marked> marks = new TreeMap<>();
    for (Map.Entry<String, Store.Entry> entry :
        entries.subMap(MARKS, MARKS + Character.MAX_VALUE).entrySet()) {
      String name = entry.getKey().substring(MARKS.length());
      if (name.isBlank()) {
        throw new Unreadable(entry.getKey(), "the mark of no node");
      }
      marks.put(
          new NodeName(name),
          new SharedState.Marked(
              Texts.readMark(entry.getKey(), entry.getValue().text()),
              entry.getValue().modified()));
    }
    return new Kept(
        contents.revision(),
        held(entries),
        seen(entries, UNFINISHED, Texts::readClaim),
        seen(entries, RENEWED, Texts::readInstant).value(),
        seen(entries, RELEASED, Texts::readNonces),
        seen(entries, FLOOR, Texts::readFloor),
        marks,
        seen(entries, SWITCHOVER, Texts::readNote).value());
  }

  private static Optional<Held> held(SortedMap<String, Store.Entry> entries) throws Unreadable {
    Store.Entry entry = entries.get(LEASE);
    if (entry == null) {
      return Optional.empty();
    }
    if (entry.lifetime().isEmpty()) {
      throw new Unreadable(LEASE, "a lease that never ends");
    }
    return Optional.of(
        new Held(
            Texts.readClaim(LEASE, entry.text()), entry.created(), entry.lifetime().getAsLong()));
  }

  /** Makes a value of a text. */
  @FunctionalInterface
  private interface TextReader<T> {
    T read(String key, String text) throws Unreadable;
  }

  private static <T> Seen<T> seen(
      SortedMap<String, Store.Entry> entries, String key, TextReader<T> reader) throws Unreadable {
    Store.Entry entry = entries.get(key);
    return entry == null
        ? new Seen<>(key, Optional.empty(), OptionalLong.empty())
        : new Seen<>(
            key, Optional.of(reader.read(key, entry.text())), OptionalLong.of(entry.modified()));
  }
}
