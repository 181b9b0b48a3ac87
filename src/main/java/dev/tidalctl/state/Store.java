package dev.tidalctl.state;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Reply;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;

/**
 * A small shared store of texts under keys, with revisions, transactions and lifetimes; what etcd
 * v3 offers, and no more of it than is needed.
 *
 * <p>Calls block their own thread, end within a limit and never throw for anything the other side
 * does. {@code Unreachable} means certainly not sent, {@code Unknown} that a write may have been
 * done: look, by reading the keys again.
 */
public interface Store extends AutoCloseable {
  /**
   * Reads all entries whose key begins with {@code prefix}, together, at one revision, and no older
   * than any write that ended before.
   */
  Reply<Contents> read(String prefix);

  /**
   * Does all writes in one step if all conditions hold at that instant, else none.
   *
   * @return {@code Ok} with whether they were done; {@code Refused} with {@code STALE_TOKEN}, and
   *     none was done, when a lifetime has ended that one is put under
   */
  Reply<Boolean> commit(List<Condition> conditions, List<Write> writes);

  /**
   * Begins a lifetime: entries put under it vanish when it is not kept alive in time.
   *
   * @param timeToLive at least 1 s
   * @return its number, at least 1
   */
  Reply<Long> grant(Duration timeToLive);

  /**
   * Prolongs a lifetime by its time to live, from now on.
   *
   * @return {@code Ok} with the time to live; {@code Refused} with {@code STALE_TOKEN} when it has
   *     ended
   */
  Reply<Duration> keepAlive(long lifetime);

  /** Ends a lifetime, and with it the entries put under it; one that has ended stays so. */
  Reply<Done> revoke(long lifetime);

  /** Closes connections; lifetimes are not touched. */
  @Override
  void close();

  /**
   * What a read shows.
   *
   * @param revision of the whole store at that instant; grows with every write
   * @param entries by key, sorted
   */
  record Contents(long revision, SortedMap<String, Entry> entries) {}

  /**
   * One value.
   *
   * @param text the value
   * @param created the revision at which the key came to be; another one after it was deleted and
   *     put again
   * @param modified the revision of its last put
   * @param lifetime under which it was put
   */
  record Entry(String text, long created, long modified, OptionalLong lifetime) {}

  /** What must be so for a commit to be done. */
  sealed interface Condition {
    /** There is no such key. */
    record Absent(String key) implements Condition {}

    /** The key came to be at that revision, and is still there. */
    record CreatedAt(String key, long revision) implements Condition {}

    /** The key was last put at that revision, and is still there. */
    record ModifiedAt(String key, long revision) implements Condition {}
  }

  /** One part of a commit. */
  sealed interface Write {
    /**
     * Sets a key.
     *
     * @param lifetime under which it lives, empty for good
     */
    record Put(String key, String text, OptionalLong lifetime) implements Write {}

    /** Removes a key; nothing happens when there is none. */
    record Delete(String key) implements Write {}
  }
}
