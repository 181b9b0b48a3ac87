package dev.tidalctl.journal;

import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.port.RunArchive;
import dev.tidalctl.state.Store;
import dev.tidalctl.state.Store.Condition;
import dev.tidalctl.state.Store.Write;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A journal in a store that is written.
 *
 * <ol>
 *   <li>Each keeping puts one record, if there is none of its number and the driver's key is still
 *       ours. It may be tried again: it can't be done twice.
 *   <li>A put without a clear answer is tried again for 8 s. One that was not done is looked into:
 *       the record is there with our text, from a try before, or the journal is lost.
 *   <li>Once lost, nothing more is written.
 * </ol>
 */
final class StoredJournal implements RunArchive.OpenJournal {
  private static final Duration BETWEEN_BEATS = Duration.ofSeconds(3);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(250);
  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final int TRIES = 16;

  private final Store store;
  private final StoredRun stored;
  private final long lock;
  private final long lifetime;
  private final List<Recorded> facts;
  private final Consumer<Duration> pause;
  private final CountDownLatch closed = new CountDownLatch(1);
  private int records;
  private Optional<String> lost = Optional.empty();

  private StoredJournal(
      Store store,
      StoredRun stored,
      long lock,
      long lifetime,
      int records,
      List<Recorded> facts,
      Consumer<Duration> pause) {
    this.store = store;
    this.stored = stored;
    this.lock = lock;
    this.lifetime = lifetime;
    this.records = records;
    this.facts = List.copyOf(facts);
    this.pause = pause;
  }

  /**
   * Opens one whose driver's key is ours.
   *
   * @param lock the revision at which that key was put
   * @param lifetime under which it lives
   * @param records that it holds
   * @param facts that they hold
   * @param pause waits so long
   */
  static StoredJournal open(
      Store store,
      StoredRun stored,
      long lock,
      long lifetime,
      int records,
      List<Recorded> facts,
      Consumer<Duration> pause) {
    StoredJournal journal = new StoredJournal(store, stored, lock, lifetime, records, facts, pause);
    Thread.ofVirtual().name("journal-heartbeat").start(journal::beat);
    return journal;
  }

  /** Prolongs the life of the driver's key until closed; whether it was in time shows a keeping. */
  private void beat() {
    try {
      while (!closed.await(BETWEEN_BEATS.toMillis(), TimeUnit.MILLISECONDS)) {
        store.keepAlive(lifetime);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Kept keep(List<Recorded> more) {
    if (lost.isEmpty()) {
      lost = put(records + 1, StoredRun.text(Format.facts(more)));
      records++;
    }
    return lost.<Kept>map(Kept.Lost::new).orElseGet(Kept.Safe::new);
  }

  /** Why it was not put. */
  private Optional<String> put(int number, String text) {
    String key = stored.record(number);
    long begun = System.nanoTime();
    String why = "";
    for (int i = 0; i < TRIES && System.nanoTime() - begun < PATIENCE.toNanos(); i++) {
      if (i > 0) {
        pause.accept(BETWEEN_TRIES);
      }
      Reply<Boolean> commit =
          store.commit(
              List.of(new Condition.CreatedAt(stored.driver(), lock), new Condition.Absent(key)),
              List.of(new Write.Put(key, text, OptionalLong.empty())));
      switch (commit) {
        case Reply.Ok<Boolean>(Boolean done) when done -> {
          return Optional.empty();
        }
        case Reply.Ok<Boolean> declined -> {
          Reply<Store.Contents> read = store.read(stored.folder());
          if (read instanceof Reply.Ok<Store.Contents>(Store.Contents contents)) {
            return lookedInto(contents, key, text);
          }
          why = "the shared state can't be read";
        }
        case Reply.Refused<Boolean>(Refusal refusal) -> {
          return Optional.of(refusal.detail());
        }
        case Reply.Unreachable<Boolean>(String reason) -> why = reason;
        case Reply.Unknown<Boolean>(String reason) -> why = reason;
      }
    }
    return Optional.of(why + ", writing " + stored.name());
  }

  private Optional<String> lookedInto(Store.Contents contents, String key, String text) {
    if (stored.driver(contents).filter(driver -> driver.created() == lock).isEmpty()) {
      return Optional.of(
          "this process no longer drives the run: "
              + stored.name()
              + " was not reached for "
              + StoreArchive.DRIVER_LIFE.toSeconds()
              + " s, or another process goes on with it");
    }
    return Optional.ofNullable(contents.entries().get(key))
            .filter(entry -> entry.text().equals(text))
            .isPresent()
        ? Optional.empty()
        : Optional.of(stored.name() + " holds another record in the place of " + key);
  }

  @Override
  public List<Recorded> facts() {
    return facts;
  }

  @Override
  public Optional<String> finding() {
    return Optional.empty();
  }

  /** Gives the driver's key back; if that fails, it ends by itself. */
  @Override
  public void close() {
    closed.countDown();
    store.revoke(lifetime);
  }
}
