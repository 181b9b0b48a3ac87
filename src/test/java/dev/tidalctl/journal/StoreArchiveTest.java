package dev.tidalctl.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.port.RunArchive;
import dev.tidalctl.core.port.RunArchive.OpenJournal;
import dev.tidalctl.core.port.RunArchive.Opening;
import dev.tidalctl.core.port.RunArchive.Reading;
import dev.tidalctl.core.port.RunJournal.Kept;
import dev.tidalctl.state.HandClock;
import dev.tidalctl.state.MemoryStore;
import dev.tidalctl.state.MemoryStore.Lost;
import dev.tidalctl.state.Store;
import dev.tidalctl.state.Store.Write;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Journals in a store: what one operator kept, another reads, and only one at a time writes. */
final class StoreArchiveTest {
  private static final RunId RUN = new RunId("20260314-091500-7f3a");
  private static final List<Recorded> BEGIN =
      List.of(
          Specimens.recorded(
              Specimens.facts().stream()
                  .filter(Event.RunStarted.class::isInstance)
                  .findFirst()
                  .orElseThrow()));
  private static final List<Recorded> TOKEN = List.of(Specimens.recorded(new Event.LeaseTaken(7)));
  private static final List<Recorded> END = List.of(Specimens.recorded(new Event.LeaseReleased()));

  private final HandClock clock = new HandClock();
  private final MemoryStore store = new MemoryStore(clock);
  private Duration waited = Duration.ZERO;

  /** An operator who knows so much of who else drives runs. */
  private StoreArchive archive(Store mine, Drivers.Life known) {
    return new StoreArchive(
        mine,
        new Drivers("host") {
          @Override
          Life life(String text) {
            return known;
          }
        },
        span -> {
          waited = waited.plus(span);
          clock.pass(span);
        });
  }

  private StoreArchive archive() {
    return archive(store, Drivers.Life.UNKNOWN);
  }

  private static OpenJournal opened(Opening opening) {
    return assertInstanceOf(Opening.Opened.class, opening).journal();
  }

  private static List<Recorded> read(Reading reading) {
    return assertInstanceOf(Reading.Read.class, reading).facts();
  }

  private static List<Recorded> all(List<List<Recorded>> steps) {
    return steps.stream().flatMap(List::stream).toList();
  }

  private void write(List<List<Recorded>> steps) {
    try (OpenJournal journal = opened(archive().begin(RUN))) {
      steps.forEach(step -> assertEquals(new Kept.Safe(), journal.keep(step)));
    }
  }

  @Test
  void whatWasKeptIsReadAgainByAnotherAndAppendedTo() {
    write(List.of(BEGIN, TOKEN));
    try (OpenJournal journal = opened(archive().reopen(RUN))) {
      assertEquals(all(List.of(BEGIN, TOKEN)), journal.facts());
      assertEquals(Optional.empty(), journal.finding());
      journal.keep(END);
    }
    assertEquals(all(List.of(BEGIN, TOKEN, END)), read(archive().read(RUN)));
    assertEquals(new RunArchive.Listing.Listed(List.of(RUN)), archive().runs());
    assertEquals(Duration.ZERO, waited);
  }

  @Test
  void oneProcessAtATimeDrivesARun() {
    StoreArchive seeing = archive(store, Drivers.Life.ALIVE);
    try (OpenJournal journal = opened(seeing.begin(RUN))) {
      journal.keep(BEGIN);
      assertInstanceOf(Opening.Driven.class, seeing.reopen(RUN));
      assertInstanceOf(Opening.Driven.class, seeing.begin(RUN));
      assertTrue(assertInstanceOf(Reading.Read.class, seeing.read(RUN)).live());
    }
    assertEquals(false, assertInstanceOf(Reading.Read.class, seeing.read(RUN)).live());
    opened(seeing.reopen(RUN)).close();
    assertInstanceOf(Opening.Failed.class, seeing.begin(RUN));
  }

  @Test
  void aDriverOfThisMachineThatIsDeadIsNotWaitedFor() {
    opened(archive().begin(RUN)).keep(BEGIN);

    StoreArchive seeing = archive(store, Drivers.Life.DEAD);
    assertEquals(false, assertInstanceOf(Reading.Read.class, seeing.read(RUN)).live());
    assertEquals(BEGIN, opened(seeing.reopen(RUN)).facts());
    assertEquals(Duration.ZERO, waited);
  }

  @Test
  void aDriverOfAnotherMachineIsWaitedFor() {
    opened(archive().begin(RUN)).keep(BEGIN);

    assertEquals(BEGIN, opened(archive().reopen(RUN)).facts());

    assertEquals(StoreArchive.DRIVER_LIFE, waited);
  }

  @Test
  void aDriverThatLivesIsNotWaitedForWithoutEnd() {
    OpenJournal journal = opened(archive().begin(RUN));
    long lifetime =
        Objects.requireNonNull(entries().get("journals/" + RUN + "/driver"))
            .lifetime()
            .orElseThrow();
    store.through(
        new MemoryStore.Door() {
          @Override
          public Optional<Lost> before(String call) {
            store.through(MemoryStore.Door.OPEN);
            store.keepAlive(lifetime);
            store.through(this);
            return Optional.empty();
          }
        });

    assertInstanceOf(Opening.Driven.class, archive().reopen(RUN));

    assertEquals(Duration.ofSeconds(20), waited);
    assertEquals(new Kept.Safe(), journal.keep(BEGIN));
  }

  @Test
  void whoLostTheRunWritesNothingMore() {
    OpenJournal first = opened(archive().begin(RUN));
    first.keep(BEGIN);
    clock.pass(StoreArchive.DRIVER_LIFE);
    OpenJournal second = opened(archive().reopen(RUN));

    Kept.Lost lost = assertInstanceOf(Kept.Lost.class, first.keep(TOKEN));
    assertTrue(lost.why().startsWith("this process no longer drives the run"), lost.why());
    assertEquals(new Kept.Safe(), second.keep(END));
    assertInstanceOf(Kept.Lost.class, first.keep(TOKEN));
    assertEquals(all(List.of(BEGIN, END)), read(archive().read(RUN)));
  }

  @Test
  void anAnswerThatIsLostIsLookedInto() {
    try (OpenJournal journal = opened(archive().begin(RUN))) {
      journal.keep(BEGIN);
      store.through(losingOne("commit", true, Lost.UNKNOWN));
      assertEquals(new Kept.Safe(), journal.keep(TOKEN));
      store.through(losingOne("commit", false, Lost.UNREACHABLE));
      assertEquals(new Kept.Safe(), journal.keep(END));
    }
    assertEquals(all(List.of(BEGIN, TOKEN, END)), read(archive().read(RUN)));
  }

  private MemoryStore.Door losingOne(String which, boolean after, Lost how) {
    return new MemoryStore.Door() {
      @Override
      public Optional<Lost> before(String call) {
        return after ? Optional.empty() : lose(call);
      }

      @Override
      public Optional<Lost> after(String call) {
        return after ? lose(call) : Optional.empty();
      }

      private Optional<Lost> lose(String call) {
        if (!call.equals(which)) {
          return Optional.empty();
        }
        store.through(MemoryStore.Door.OPEN);
        return Optional.of(how);
      }
    };
  }

  @Test
  void aStoreThatStaysDownLosesTheJournalInBoundedTime() {
    OpenJournal journal = opened(archive().begin(RUN));
    store.through(
        new MemoryStore.Door() {
          @Override
          public Optional<Lost> before(String call) {
            return Optional.of(Lost.UNREACHABLE);
          }
        });

    Kept.Lost lost = assertInstanceOf(Kept.Lost.class, journal.keep(BEGIN));

    assertTrue(lost.why().contains("the store is down"), lost.why());
    assertTrue(waited.compareTo(Duration.ofSeconds(8)) < 0, waited.toString());
    assertInstanceOf(RunArchive.Listing.Unreadable.class, archive().runs());
    assertInstanceOf(Reading.Unreadable.class, archive().read(RUN));
    assertInstanceOf(Opening.Failed.class, archive().reopen(RUN));
    assertInstanceOf(Opening.Failed.class, archive().begin(new RunId("another")));
  }

  /** The process dies before or after each of its calls; then another goes on. */
  @Test
  void whereverItCrashesWhatWasSafeIsThere() {
    AtomicInteger points = new AtomicInteger();
    for (int last = 0; crashesAt(last); last++) {
      points.incrementAndGet();
    }
    assertTrue(points.get() >= 6, points + " crash points");
  }

  /** Whether there was such a call. */
  private boolean crashesAt(int last) {
    boolean reached = false;
    for (boolean done : new boolean[] {false, true}) {
      HandClock time = new HandClock();
      MemoryStore shared = new MemoryStore(time);
      AtomicInteger calls = new AtomicInteger();
      Store dying =
          shared.seenThrough(
              call -> {
                int nth = calls.getAndIncrement();
                return nth < last ? Optional.empty() : Optional.of(Lost.UNREACHABLE);
              });
      List<List<Recorded>> safe = new ArrayList<>();
      Drivers drivers = new Drivers("host");
      StoreArchive mine = new StoreArchive(done ? last(shared, last) : dying, drivers, time::pass);
      if (mine.begin(RUN) instanceof Opening.Opened(OpenJournal journal)) {
        for (List<Recorded> step : List.of(BEGIN, TOKEN, END)) {
          if (!(journal.keep(step) instanceof Kept.Safe)) {
            reached = true;
            break;
          }
          safe.add(step);
        }
      } else {
        reached = true;
      }
      time.pass(StoreArchive.DRIVER_LIFE);
      StoreArchive other =
          new StoreArchive(
              shared,
              new Drivers("other") {
                @Override
                Life life(String text) {
                  return Life.UNKNOWN;
                }
              },
              time::pass);
      switch (other.reopen(RUN)) {
        case Opening.Opened(OpenJournal journal) -> {
          List<Recorded> kept = journal.facts();
          List<Recorded> sure = all(safe);
          assertEquals(sure, kept.subList(0, sure.size()), "call " + last);
          assertTrue(kept.size() <= sure.size() + 1, "call " + last);
          assertEquals(new Kept.Safe(), journal.keep(kept.isEmpty() ? BEGIN : END));
          journal.close();
        }
        case Opening.Missing missing -> assertEquals(List.of(), safe, "call " + last);
        case Opening.Driven driven -> throw new AssertionError("still driven at " + last);
        case Opening.Failed failed -> throw new AssertionError(failed.toString());
      }
    }
    return reached;
  }

  /** The same store for a process that hears nothing of its nth call, though it was done. */
  private static Store last(MemoryStore shared, int last) {
    AtomicInteger calls = new AtomicInteger();
    Store dead = shared.seenThrough(call -> Optional.of(Lost.UNKNOWN));
    return new Store() {
      private <T> Reply<T> heard(Reply<T> reply) {
        return calls.getAndIncrement() < last ? reply : new Reply.Unknown<>("dead");
      }

      private Store way() {
        return calls.get() > last ? dead : shared;
      }

      @Override
      public Reply<Contents> read(String prefix) {
        return heard(way().read(prefix));
      }

      @Override
      public Reply<Boolean> commit(List<Condition> conditions, List<Write> writes) {
        return heard(way().commit(conditions, writes));
      }

      @Override
      public Reply<Long> grant(Duration timeToLive) {
        return heard(way().grant(timeToLive));
      }

      @Override
      public Reply<Duration> keepAlive(long lifetime) {
        return heard(way().keepAlive(lifetime));
      }

      @Override
      public Reply<dev.tidalctl.core.model.Done> revoke(long lifetime) {
        return heard(way().revoke(lifetime));
      }

      @Override
      public void close() {}
    };
  }

  @Test
  void anyDamagedOrMissingRecordIsRefusedByName() {
    write(List.of(BEGIN, TOKEN, END));
    Map<String, Store.Entry> whole = entries();
    for (Map.Entry<String, Store.Entry> record : whole.entrySet()) {
      String key = record.getKey();
      String text = record.getValue().text();
      for (String damage : List.of("", text.substring(0, text.length() - 1), text + "x")) {
        put(key, damage);
        refused(key);
      }
      put(key, text);
      boolean last = key.endsWith("4");
      store.commit(List.of(), List.of(new Write.Delete(key)));
      if (!last && !key.endsWith("1")) {
        refused(key);
      }
      put(key, text);
    }
    assertEquals(all(List.of(BEGIN, TOKEN, END)), read(archive().read(RUN)));
    put("journals/" + RUN + "/record-00000006", StoredRun.text("[]"));
    refused("record-00000006");
  }

  private void refused(String what) {
    Reading.Unreadable refused =
        assertInstanceOf(Reading.Unreadable.class, archive().read(RUN), what);
    assertTrue(
        refused.why().startsWith("the journal of run " + RUN + " in the shared state "),
        refused.why());
    assertInstanceOf(Opening.Failed.class, archive().reopen(RUN), what);
  }

  @Test
  void aNewerFormatIsRefusedByName() {
    put(
        "journals/" + RUN + "/record-00000001",
        StoredRun.text("{\"format\":\"tidalctl-journal\",\"version\":9}"));

    Reading.Unreadable refused = assertInstanceOf(Reading.Unreadable.class, archive().read(RUN));

    assertTrue(refused.why().contains("is of format version 9"), refused.why());
  }

  @Test
  void aRunThatIsNotThereIsMissingWhateverItIsCalled() {
    for (String name : List.of("20260101-000000-0000", "../../etc", "", "..", "-x")) {
      assertInstanceOf(Reading.Missing.class, archive().read(new RunId(name)), name);
      assertInstanceOf(Opening.Missing.class, archive().reopen(new RunId(name)), name);
    }
    assertEquals(new RunArchive.Listing.Listed(List.of()), archive().runs());
  }

  @Test
  void aProcessOfThisMachineIsKnownToLiveOrNot() throws Exception {
    Drivers here = new Drivers("host");
    String self = here.self("nonce");

    assertEquals(Drivers.Life.ALIVE, here.life(self));
    Process other = new ProcessBuilder("sleep", "60").start();
    String text =
        self.replace("\"pid\":" + ProcessHandle.current().pid(), "\"pid\":" + other.pid());
    assertEquals(Drivers.Life.DEAD, here.life(text), "another process of that number");
    other.destroyForcibly().waitFor();
    assertEquals(
        Drivers.Life.UNKNOWN,
        here.life(self.replaceFirst("\"machine\":\"[^\"]*\"", "\"machine\":\"x\"")));
    assertEquals(Drivers.Life.UNKNOWN, here.life("garbage"));
  }

  private Map<String, Store.Entry> entries() {
    return assertInstanceOf(Reply.Ok.class, store.read("journals/")).value()
            instanceof Store.Contents contents
        ? contents.entries()
        : Map.of();
  }

  private void put(String key, String text) {
    store.commit(List.of(), List.of(new Write.Put(key, text, OptionalLong.empty())));
  }
}
