package dev.tidalctl.traffic;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Reply;
import java.util.List;
import java.util.Optional;

/**
 * What can hold writes back for a moment, so that a switchover fails none. Calls block their own
 * thread, end within a limit, and never throw for what the other side does.
 */
public interface WriteGate extends AutoCloseable {
  /** Looks at every pooler: what is held there, and what forbids holding. */
  Reply<View> look();

  /**
   * Holds writes everywhere. Something that outlives this process is armed before: it lets them go
   * when this process dies, and after the limit in any case.
   *
   * @return {@code Ok} once all hold; {@code Refused} when one holds already for somebody else, or
   *     can't hold (session pooling), or failed: then all were let go
   */
  Reply<Held> hold();

  /**
   * Lets writes go everywhere, whoever held them: for what a predecessor left that died together
   * with its guard. Harmless where nothing is held.
   */
  Reply<Done> letGo();

  /**
   * Has the pools leave the servers they are connected to, each connection once no transaction uses
   * it, and connect anew: to a server that clients are still sent to.
   */
  Reply<Done> reconnect();

  /** Gives up what it keeps open. */
  @Override
  void close();

  /** Writes that are held. */
  interface Held {
    /** Where nothing is held. */
    static Held nothing() {
      return new Held() {
        @Override
        public Reply<Done> release() {
          return new Reply.Ok<>(new Done());
        }

        @Override
        public Optional<String> lapsed() {
          return Optional.empty();
        }
      };
    }

    /** Lets them go everywhere. Twice is harmless. */
    Reply<Done> release();

    /** Why they were let go before {@link #release}, as at the limit; empty while they are held. */
    Optional<String> lapsed();
  }

  /**
   * What they show.
   *
   * @param held where writes are held now, by whomever, each in words
   * @param unfit why writes can't be held, each in words with its remedy; empty when they can
   */
  record View(List<String> held, List<String> unfit) {
    /** Keeps its own copies. */
    public View {
      held = List.copyOf(held);
      unfit = List.copyOf(unfit);
    }
  }
}
