package dev.tidalctl.state;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.port.Lease;
import dev.tidalctl.state.Store.Condition;
import dev.tidalctl.state.Store.Write;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What operators share, in a store.
 *
 * <p>To change a mark or the note of a switchover:
 *
 * <ol>
 *   <li>Read all that is kept. The lease is not the caller's: {@code STALE_TOKEN}. The mark is not
 *       the one that the change was decided on: {@code REVISION_CHANGED}.
 *   <li>Write it, together with how few nodes ever served under this token, in one step: if the
 *       lease is still that one, the mark that one, and nothing was marked or noted since the read.
 *   <li>Not done: somebody was faster; begin again, a few times.
 * </ol>
 *
 * <p>The last condition also stops a write that arrives late, when its answer was lost long ago and
 * what it would do has been done and undone since.
 */
public final class StoredState implements SharedState {
  private static final int ROUNDS = 8;

  private final Store store;
  private final StoredLease lease;

  /**
   * Over a store.
   *
   * @param store closed with this
   * @param clock this machine's, for what is shown to people only
   */
  public StoredState(Store store, InstantSource clock) {
    this.store = store;
    this.lease = new StoredLease(store, clock);
  }

  @Override
  public Lease lease() {
    return lease;
  }

  @Override
  public Reply<View> look() {
    return Replies.then(
        lease.read(),
        kept ->
            new Reply.Ok<>(
                new View(
                    kept.revision(),
                    kept.lease()
                        .map(Kept.Held::claim)
                        .map(claim -> claim.shown(lease.expiry(kept), false))
                        .or(
                            () ->
                                kept.unfinished()
                                    .value()
                                    .map(claim -> claim.shown(lease.expiry(kept), true))),
                    kept.marks(),
                    kept.switchover())));
  }

  @Override
  public Reply<Done> mark(
      NodeName node, Optional<Long> seen, Optional<Mark> mark, int servingAfter, long token) {
    String key = Kept.markOf(node);
    Condition unchanged =
        seen.<Condition>map(revision -> new Condition.ModifiedAt(key, revision))
            .orElseGet(() -> new Condition.Absent(key));
    return change(
        token,
        kept ->
            Optional.ofNullable(kept.marks().get(node)).map(Marked::revision).equals(seen)
                ? Optional.empty()
                : Optional.of(
                    Refusal.of(
                        Refusal.Code.REVISION_CHANGED,
                        "the mark on " + node + " is another one by now")),
        Optional.of(unchanged),
        put(key, mark.map(Texts::mark)),
        OptionalInt.of(servingAfter));
  }

  @Override
  public Reply<Done> note(Optional<SwitchoverNote> note, long token) {
    return change(
        token,
        kept -> Optional.empty(),
        Optional.empty(),
        put(Kept.SWITCHOVER, note.map(Texts::note)),
        OptionalInt.empty());
  }

  private static Write put(String key, Optional<String> text) {
    return text.<Write>map(t -> new Write.Put(key, t, OptionalLong.empty()))
        .orElseGet(() -> new Write.Delete(key));
  }

  /** Why what was read forbids a change. */
  @FunctionalInterface
  private interface Objection {
    Optional<Refusal> to(Kept kept);
  }

  private Reply<Done> change(
      long token,
      Objection objection,
      Optional<Condition> condition,
      Write write,
      OptionalInt serving) {
    for (int round = 0; round < ROUNDS; round++) {
      Reply<Kept> read = lease.read();
      if (!(read instanceof Reply.Ok<Kept>(Kept kept))) {
        return Replies.then(read, k -> Replies.crowded());
      }
      if (!kept.holds(token)) {
        return Replies.stale(token);
      }
      Optional<Refusal> refusal = objection.to(kept);
      if (refusal.isPresent()) {
        return new Reply.Refused<>(refusal.get());
      }
      Condition ours = new Condition.CreatedAt(Kept.LEASE, token);
      Condition first = kept.floor().unchanged();
      String floor = Texts.floor(floor(kept, token, serving));
      Reply<Boolean> commit =
          store.commit(
              condition.map(c -> List.of(ours, first, c)).orElse(List.of(ours, first)),
              List.of(write, new Write.Put(Kept.FLOOR, floor, OptionalLong.empty())));
      if (!(commit instanceof Reply.Ok<Boolean>(Boolean done))) {
        return Replies.then(commit, d -> Replies.crowded());
      }
      if (done) {
        return new Reply.Ok<>(new Done());
      }
    }
    return Replies.crowded();
  }

  private static Kept.Floor floor(Kept kept, long token, OptionalInt serving) {
    OptionalInt before =
        kept.floor()
            .value()
            .filter(floor -> floor.token() == token)
            .map(Kept.Floor::fewest)
            .orElse(OptionalInt.empty());
    if (serving.isEmpty()) {
      return new Kept.Floor(token, before);
    }
    int now = serving.getAsInt();
    return new Kept.Floor(token, OptionalInt.of(Math.min(before.orElse(now), now)));
  }

  @Override
  public Reply<OptionalInt> servingFloor(long token) {
    return Replies.then(
        lease.read(),
        kept ->
            new Reply.Ok<>(
                kept.floor()
                    .value()
                    .filter(floor -> floor.token() == token)
                    .map(Kept.Floor::fewest)
                    .orElse(OptionalInt.empty())));
  }

  @Override
  public void close() {
    store.close();
  }
}
