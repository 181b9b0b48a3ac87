package dev.tidalctl.journal;

import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.port.RunArchive;
import dev.tidalctl.state.Store;
import dev.tidalctl.state.Store.Condition;
import dev.tidalctl.state.Store.Write;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Journals in a store that operators share: whatever machine a run was begun on, each sees it and
 * can go on with it.
 *
 * <ol>
 *   <li>Who drives a run has a key under a lifetime of 10 s of its own, which is prolonged while
 *       the journal is open. Each record is put on the condition that this key is still the same
 *       one: a driver that lost it can't write any more.
 *   <li>To go on with a run whose driver is known to be dead, because it was a process of this
 *       machine, that key is removed; else it is waited for, 20 s at most. A key that is there
 *       after that has a driver that lives.
 *   <li>What the journal holds is read after the key was put: nothing can be added by others then.
 * </ol>
 */
public final class StoreArchive implements RunArchive, AutoCloseable {
  static final Duration DRIVER_LIFE = Duration.ofSeconds(10);

  private static final int POLLS = 80;
  private static final Duration BETWEEN_POLLS = Duration.ofMillis(250);
  private static final String REMEDY = "see that it can be reached, then try again";

  private final Store store;
  private final Drivers drivers;
  private final Consumer<Duration> pause;

  /**
   * Over a store, closed with this.
   *
   * @param store of one cluster
   * @param host this machine's name
   */
  public StoreArchive(Store store, String host) {
    this(store, new Drivers(host), span -> LockSupport.parkNanos(span.toNanos()));
  }

  StoreArchive(Store store, Drivers drivers, Consumer<Duration> pause) {
    this.store = store;
    this.drivers = drivers;
    this.pause = pause;
  }

  @Override
  public Listing runs() {
    return switch (store.read(StoredRun.RUNS)) {
      case Reply.Ok<Store.Contents>(Store.Contents contents) ->
          new Listing.Listed(
              contents.entries().keySet().stream()
                  .map(key -> new RunId(key.substring(StoredRun.RUNS.length())))
                  .sorted(Comparator.comparing(RunId::value).reversed())
                  .toList());
      case Reply.Refused<Store.Contents>(Refusal refusal) ->
          new Listing.Unreadable(refusal.detail(), REMEDY);
      case Reply.Unreachable<Store.Contents>(String why) -> new Listing.Unreadable(why, REMEDY);
      case Reply.Unknown<Store.Contents>(String why) -> new Listing.Unreadable(why, REMEDY);
    };
  }

  /** The state of one cluster knows no other. */
  @Override
  public Optional<String> otherClusterOf(RunId run) {
    return Optional.empty();
  }

  @Override
  public Reading read(RunId run) {
    if (!RunIds.fit(run)) {
      return new Reading.Missing();
    }
    StoredRun stored = new StoredRun(run);
    try {
      Store.Contents contents = contents(stored);
      if (!contents.entries().containsKey(stored.record(1))) {
        return new Reading.Missing();
      }
      boolean live =
          stored
              .driver(contents)
              .filter(driver -> drivers.life(driver.text()) != Drivers.Life.DEAD)
              .isPresent();
      return new Reading.Read(stored.facts(contents), live);
    } catch (Distrust distrust) {
      return new Reading.Unreadable(distrust.why(), distrust.remedy());
    }
  }

  @Override
  public Opening begin(RunId run) {
    if (!RunIds.fit(run)) {
      return new Opening.Failed(RunIds.unfit(run), RunIds.REMEDY);
    }
    StoredRun stored = new StoredRun(run);
    try {
      Lock lock = new Lock(stored);
      boolean put =
          lock.put(
              List.of(new Condition.Absent(stored.index()), new Condition.Absent(stored.driver())),
              List.of(
                  new Write.Put(stored.index(), "", OptionalLong.empty()),
                  new Write.Put(
                      stored.record(1), StoredRun.text(Format.header()), OptionalLong.empty())));
      if (put) {
        return lock.opened();
      }
      return stored.driver(contents(stored)).isPresent()
          ? new Opening.Driven()
          : new Opening.Failed("there is a run " + run + " already", "resume it, or close it");
    } catch (Distrust distrust) {
      return new Opening.Failed(distrust.why(), distrust.remedy());
    }
  }

  @Override
  public Opening reopen(RunId run) {
    if (!RunIds.fit(run)) {
      return new Opening.Missing();
    }
    StoredRun stored = new StoredRun(run);
    try {
      for (int poll = 0; poll < POLLS; poll++) {
        Store.Contents contents = contents(stored);
        if (!contents.entries().containsKey(stored.record(1))) {
          return new Opening.Missing();
        }
        Optional<Store.Entry> driver = stored.driver(contents);
        if (driver.isEmpty()) {
          Lock lock = new Lock(stored);
          if (lock.put(List.of(new Condition.Absent(stored.driver())), List.of())) {
            return lock.opened();
          }
        } else {
          switch (drivers.life(driver.get().text())) {
            case ALIVE -> {
              return new Opening.Driven();
            }
            case DEAD -> remove(stored, driver.get());
            case UNKNOWN -> pause.accept(BETWEEN_POLLS);
          }
        }
      }
      return new Opening.Driven();
    } catch (Distrust distrust) {
      return new Opening.Failed(distrust.why(), distrust.remedy());
    }
  }

  private void remove(StoredRun stored, Store.Entry dead) throws Distrust {
    require(
        store.commit(
            List.of(new Condition.CreatedAt(stored.driver(), dead.created())),
            List.of(new Write.Delete(stored.driver()))));
  }

  private Store.Contents contents(StoredRun stored) throws Distrust {
    return require(store.read(stored.folder()));
  }

  private static <T> T require(Reply<T> reply) throws Distrust {
    return switch (reply) {
      case Reply.Ok<T>(T value) -> value;
      case Reply.Refused<T>(Refusal refusal) -> throw new Distrust(refusal.detail(), REMEDY);
      case Reply.Unreachable<T>(String why) -> throw new Distrust(why, REMEDY);
      case Reply.Unknown<T>(String why) -> throw new Distrust(why, REMEDY);
    };
  }

  /** The key of this process as the driver of a run. */
  private final class Lock {
    private final StoredRun stored;
    private final String self = drivers.self(UUID.randomUUID().toString());
    private final long lifetime;

    Lock(StoredRun stored) throws Distrust {
      this.stored = stored;
      this.lifetime = require(store.grant(DRIVER_LIFE));
    }

    /** Puts it, with what else is to be put in the same step. */
    boolean put(List<Condition> conditions, List<Write> more) throws Distrust {
      Write driver = new Write.Put(stored.driver(), self, OptionalLong.of(lifetime));
      Reply<Boolean> put =
          store.commit(conditions, Stream.concat(Stream.of(driver), more.stream()).toList());
      boolean done =
          put instanceof Reply.Unknown ? mine(contents(stored)).isPresent() : require(put);
      if (!done) {
        store.revoke(lifetime);
      }
      return done;
    }

    private Optional<Store.Entry> mine(Store.Contents contents) {
      return stored.driver(contents).filter(driver -> driver.text().equals(self));
    }

    /** The journal as it is now that nobody else can write it. */
    Opening opened() throws Distrust {
      boolean opened = false;
      try {
        Store.Contents contents = contents(stored);
        Optional<Store.Entry> mine = mine(contents);
        if (mine.isEmpty()) {
          return new Opening.Driven();
        }
        List<Lines.Line> lines = stored.lines(contents);
        List<Recorded> facts = Format.read(lines, stored.name());
        opened = true;
        return new Opening.Opened(
            StoredJournal.open(
                store, stored, mine.get().created(), lifetime, lines.size(), facts, pause));
      } finally {
        if (!opened) {
          store.revoke(lifetime);
        }
      }
    }
  }

  /** Closes the store. */
  @Override
  public void close() {
    store.close();
  }
}
