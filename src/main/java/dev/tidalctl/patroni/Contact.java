package dev.tidalctl.patroni;

import dev.tidalctl.core.model.Impediment;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import java.util.List;
import java.util.function.Function;

/**
 * How it went to reach for one thing that the cluster file names.
 *
 * @param verdict whether that is well
 * @param what it is
 * @param detail what it said, or why it did not
 * @param remedy what to do about it; empty when all is well
 */
public record Contact(Verdict verdict, String what, String detail, String remedy) {
  /** The ways. */
  public enum Verdict {
    /** It answered as it should. */
    GOOD,
    /** It is worth knowing. */
    DOUBTFUL,
    /** It does not do for a roll. */
    BAD,
    /** It can't be reached, which does not do either. */
    UNREACHED
  }

  static Contact good(String what, String detail) {
    return new Contact(Verdict.GOOD, what, detail, "");
  }

  static Contact doubtful(String what, String detail, String remedy) {
    return new Contact(Verdict.DOUBTFUL, what, detail, remedy);
  }

  static Contact bad(String what, String detail, String remedy) {
    return new Contact(Verdict.BAD, what, detail, remedy);
  }

  /** What an answer amounts to, or what stands for it. */
  static <T> List<Contact> of(
      String what, Reply<T> reply, String remedy, Function<T, List<Contact>> answered) {
    return switch (reply) {
      case Reply.Ok<T>(T answer) -> answered.apply(answer);
      case Reply.Refused<T>(Refusal refusal) -> List.of(bad(what, refusal.detail(), remedy));
      case Reply.Unreachable<T>(String why) -> List.of(unreached(what, why, remedy));
      case Reply.Unknown<T>(String why) -> List.of(unreached(what, why, remedy));
    };
  }

  /** What stands in the way there. */
  static Contact of(String what, Impediment impediment, String remedy) {
    return impediment.outlook() == Impediment.Outlook.UNREACHED
        ? unreached(what, impediment.why(), remedy)
        : bad(what, impediment.why(), remedy);
  }

  static Contact unreached(String what, String detail, String remedy) {
    return new Contact(Verdict.UNREACHED, what, detail, remedy);
  }
}
