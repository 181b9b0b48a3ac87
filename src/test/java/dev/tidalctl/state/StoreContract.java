package dev.tidalctl.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.state.Store.Condition;
import dev.tidalctl.state.Store.Contents;
import dev.tidalctl.state.Store.Entry;
import dev.tidalctl.state.Store.Write;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every store does, whatever it is kept in. Each test uses a folder of its own. */
public abstract class StoreContract {
  private static final Duration LIFE = Duration.ofSeconds(2);

  /** The store, empty below the folders that the tests use. */
  protected abstract Store store();

  /** Lets time pass for it. */
  protected abstract void pass(Duration span);

  @Test
  final void whatIsPutIsRead() {
    ok(store().commit(List.of(), List.of(put("put/a", "é\n\"1\""), put("put/b", ""))));

    Contents contents = ok(store().read("put/"));

    assertEquals(Set.of("put/a", "put/b"), contents.entries().keySet());
    assertEquals("é\n\"1\"", entry(contents, "put/a").text());
    assertEquals("", entry(contents, "put/b").text());
    assertEquals(OptionalLong.empty(), entry(contents, "put/a").lifetime());
    assertEquals(contents.revision(), entry(contents, "put/a").created());
    assertEquals(contents.revision(), entry(contents, "put/b").modified());
  }

  @Test
  final void onlyWhatIsBelowIsRead() {
    ok(store().commit(List.of(), List.of(put("below/a", "1"), put("below0", "2"))));

    assertEquals(Set.of("below/a"), ok(store().read("below/")).entries().keySet());
    assertEquals(Set.of(), ok(store().read("below/a/")).entries().keySet());
  }

  @Test
  final void aKeyPutAgainIsTheSameKeyUntilItIsDeleted() {
    ok(store().commit(List.of(), List.of(put("again/a", "1"))));
    Entry first = entry(ok(store().read("again/")), "again/a");
    ok(store().commit(List.of(), List.of(put("again/a", "2"))));
    Entry second = entry(ok(store().read("again/")), "again/a");
    ok(store().commit(List.of(), List.of(new Write.Delete("again/a"))));
    Contents gone = ok(store().read("again/"));
    ok(store().commit(List.of(), List.of(put("again/a", "3"))));
    Entry third = entry(ok(store().read("again/")), "again/a");

    assertEquals(first.created(), second.created());
    assertTrue(second.modified() > first.modified());
    assertEquals(Set.of(), gone.entries().keySet());
    assertTrue(gone.revision() > second.modified());
    assertTrue(third.created() > gone.revision());
  }

  @Test
  final void aCommitDoesAllOrNothing() {
    ok(store().commit(List.of(), List.of(put("all/a", "1"), put("all/b", "1"))));
    Contents before = ok(store().read("all/"));
    Entry a = entry(before, "all/a");
    List<Write> writes = List.of(put("all/a", "2"), new Write.Delete("all/b"));

    assertEquals(false, ok(store().commit(List.of(new Condition.Absent("all/a")), writes)));
    assertEquals(
        false,
        ok(
            store()
                .commit(
                    List.of(
                        new Condition.CreatedAt("all/a", a.created()),
                        new Condition.CreatedAt("all/b", a.created() - 1)),
                    writes)));
    assertEquals(
        false,
        ok(store().commit(List.of(new Condition.ModifiedAt("all/none", a.modified())), writes)));
    assertEquals(before.entries(), ok(store().read("all/")).entries());
    assertEquals(
        true,
        ok(
            store()
                .commit(
                    List.of(
                        new Condition.CreatedAt("all/a", a.created()),
                        new Condition.ModifiedAt("all/a", a.modified()),
                        new Condition.Absent("all/none")),
                    writes)));
    assertEquals(Set.of("all/a"), ok(store().read("all/")).entries().keySet());
  }

  @Test
  final void deletingWhatIsNotThereIsDone() {
    assertEquals(true, ok(store().commit(List.of(), List.of(new Write.Delete("none/a")))));
  }

  @Test
  final void whatIsUnderALifetimeVanishesWithIt() {
    long lifetime = ok(store().grant(LIFE));
    ok(store().commit(List.of(), List.of(under("life/a", lifetime), put("life/b", "1"))));
    Contents before = ok(store().read("life/"));

    pass(LIFE.multipliedBy(2));
    Contents after = ok(store().read("life/"));

    assertEquals(OptionalLong.of(lifetime), entry(before, "life/a").lifetime());
    assertEquals(Set.of("life/b"), after.entries().keySet());
    assertTrue(after.revision() > before.revision());
    assertEquals(Refusal.Code.STALE_TOKEN, refusal(store().keepAlive(lifetime)));
  }

  @Test
  final void aLifetimeIsProlonged() {
    long lifetime = ok(store().grant(LIFE));
    ok(store().commit(List.of(), List.of(under("longer/a", lifetime))));
    for (int i = 0; i < 4; i++) {
      pass(LIFE.dividedBy(2));
      assertEquals(LIFE, ok(store().keepAlive(lifetime)));
    }

    assertEquals(Set.of("longer/a"), ok(store().read("longer/")).entries().keySet());
  }

  @Test
  final void aLifetimeIsEndedOnceOrTwice() {
    long lifetime = ok(store().grant(LIFE));
    ok(store().commit(List.of(), List.of(under("ended/a", lifetime))));

    assertEquals(new Done(), ok(store().revoke(lifetime)));
    assertEquals(new Done(), ok(store().revoke(lifetime)));

    assertEquals(Set.of(), ok(store().read("ended/")).entries().keySet());
    assertEquals(Refusal.Code.STALE_TOKEN, refusal(store().keepAlive(lifetime)));
  }

  @Test
  final void nothingIsPutUnderALifetimeThatHasEnded() {
    long lifetime = ok(store().grant(LIFE));
    ok(store().revoke(lifetime));

    assertEquals(
        Refusal.Code.STALE_TOKEN,
        refusal(store().commit(List.of(), List.of(put("late/b", "1"), under("late/a", lifetime)))));
    assertEquals(Set.of(), ok(store().read("late/")).entries().keySet());
  }

  @Test
  final void aKeyPutAgainWithoutALifetimeOutlivesIt() {
    long lifetime = ok(store().grant(LIFE));
    ok(store().commit(List.of(), List.of(under("outlives/a", lifetime))));
    ok(store().commit(List.of(), List.of(put("outlives/a", "for good"))));
    ok(store().revoke(lifetime));

    assertEquals("for good", entry(ok(store().read("outlives/")), "outlives/a").text());
  }

  private static Write put(String key, String text) {
    return new Write.Put(key, text, OptionalLong.empty());
  }

  private static Write under(String key, long lifetime) {
    return new Write.Put(key, "1", OptionalLong.of(lifetime));
  }

  private static Entry entry(Contents contents, String key) {
    Entry entry = contents.entries().get(key);
    if (entry == null) {
      throw new AssertionError("no " + key + " in " + contents);
    }
    return entry;
  }

  /** The value of a reply that must have gone well. */
  protected static <T> T ok(Reply<T> reply) {
    if (reply instanceof Reply.Ok<T>(T value)) {
      return value;
    }
    throw new AssertionError("not Ok: " + reply);
  }

  private static Refusal.Code refusal(Reply<?> reply) {
    return assertInstanceOf(Reply.Refused.class, reply).refusal().code();
  }
}
