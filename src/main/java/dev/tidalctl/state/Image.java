package dev.tidalctl.state;

import dev.tidalctl.state.Store.Condition;
import dev.tidalctl.state.Store.Entry;
import dev.tidalctl.state.Store.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A whole store as a value.
 *
 * @param revision grows by one with each change
 * @param entries by key
 * @param lifetimes that have not ended, by number
 */
record Image(long revision, SortedMap<String, Entry> entries, SortedMap<Long, Life> lifetimes) {
  static final Image EMPTY = new Image(1, new TreeMap<>(), new TreeMap<>());

  Image {
    entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    lifetimes = Collections.unmodifiableSortedMap(new TreeMap<>(lifetimes));
  }

  /**
   * A lifetime.
   *
   * @param timeToLive from each prolonging
   * @param prolonged when it last was, by the machine's wall clock
   */
  record Life(Duration timeToLive, Instant prolonged) {
    /** A clock that was set back by more than a whole time to live must not make it immortal. */
    boolean over(Instant now) {
      return Duration.between(prolonged, now).abs().compareTo(timeToLive) >= 0;
    }
  }

  /** What is left of it now: without the lifetimes that are over, and all that was under them. */
  Image at(Instant now) {
    SortedMap<Long, Life> left = new TreeMap<>(lifetimes);
    left.values().removeIf(life -> life.over(now));
    return without(left);
  }

  Image ending(long lifetime) {
    SortedMap<Long, Life> left = new TreeMap<>(lifetimes);
    left.remove(lifetime);
    return without(left);
  }

  private Image without(SortedMap<Long, Life> left) {
    if (left.size() == lifetimes.size()) {
      return this;
    }
    SortedMap<String, Entry> kept = new TreeMap<>(entries);
    kept.values()
        .removeIf(
            entry ->
                entry.lifetime().isPresent() && !left.containsKey(entry.lifetime().getAsLong()));
    return new Image(revision + 1, kept, left);
  }

  Image living(long lifetime, Life life) {
    SortedMap<Long, Life> more = new TreeMap<>(lifetimes);
    more.put(lifetime, life);
    return new Image(revision + 1, entries, more);
  }

  boolean meets(Condition condition) {
    return switch (condition) {
      case Condition.Absent(String key) -> !entries.containsKey(key);
      case Condition.CreatedAt(String key, long at) ->
          entry(key).filter(e -> e.created() == at).isPresent();
      case Condition.ModifiedAt(String key, long at) ->
          entry(key).filter(e -> e.modified() == at).isPresent();
    };
  }

  private Optional<Entry> entry(String key) {
    return Optional.ofNullable(entries.get(key));
  }

  /** Whether every lifetime that something is put under has not ended. */
  boolean keeps(List<Write> writes) {
    return writes.stream()
        .allMatch(
            write ->
                switch (write) {
                  case Write.Delete d -> true;
                  case Write.Put(String key, String text, OptionalLong lifetime) ->
                      lifetime.isEmpty() || lifetimes.containsKey(lifetime.getAsLong());
                });
  }

  Image with(List<Write> writes) {
    long next = revision + 1;
    SortedMap<String, Entry> changed = new TreeMap<>(entries);
    for (Write write : writes) {
      switch (write) {
        case Write.Put(String key, String text, OptionalLong lifetime) ->
            changed.put(
                key, new Entry(text, entry(key).map(Entry::created).orElse(next), next, lifetime));
        case Write.Delete(String key) -> changed.remove(key);
      }
    }
    return new Image(next, changed, lifetimes);
  }

  /** The entries whose keys begin so. */
  SortedMap<String, Entry> below(String prefix) {
    SortedMap<String, Entry> found = new TreeMap<>(entries.tailMap(prefix));
    found.keySet().removeIf(key -> !key.startsWith(prefix));
    return found;
  }
}
