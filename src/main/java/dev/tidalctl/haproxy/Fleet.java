package dev.tidalctl.haproxy;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.tls.DeferredTls;
import dev.tidalctl.topology.HaproxyEndpoint;
import dev.tidalctl.topology.Tls;
import dev.tidalctl.traffic.Together;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** All HAProxies of a cluster: asked and told at the same time, and of one mind or not. */
final class Fleet {
  private static final String OTHERS = "; the other HAProxies may have done it";

  private final List<RuntimeApi> apis;

  Fleet(List<HaproxyEndpoint> endpoints, Optional<Tls> tls) {
    Optional<DeferredTls> deferred = tls.map(DeferredTls::new);
    apis = endpoints.stream().map(each -> new RuntimeApi(each, deferred)).toList();
  }

  /** What each shows, or why it does not. */
  List<Reply<Seen>> look() {
    return Together.ask(apis, Seen::look);
  }

  /**
   * Goes on with what all show. When one shows nothing, that is the answer: nothing was sent.
   *
   * @param next takes as many as there are HAProxies
   */
  <T> Reply<T> having(Function<List<Seen>, Reply<T>> next) {
    return switch (lookAtAll()) {
      case Reply.Ok<List<Seen>>(var all) -> next.apply(all);
      case Reply.Refused<List<Seen>>(var refusal) -> new Reply.Refused<>(refusal);
      case Reply.Unreachable<List<Seen>>(var why) -> new Reply.Unreachable<>(why);
      case Reply.Unknown<List<Seen>>(var why) -> new Reply.Unreachable<>(why);
    };
  }

  /** What all show; when one does not, why. */
  Reply<List<Seen>> lookAtAll() {
    List<Seen> seen = new ArrayList<>();
    for (Reply<Seen> each : look()) {
      switch (each) {
        case Reply.Ok<Seen>(var one) -> seen.add(one);
        case Reply.Refused<Seen>(var refusal) -> {
          return new Reply.Refused<>(refusal);
        }
        case Reply.Unreachable<Seen>(var why) -> {
          return new Reply.Unreachable<>(why);
        }
        case Reply.Unknown<Seen>(var why) -> {
          return new Reply.Unknown<>(why);
        }
      }
    }
    return new Reply.Ok<>(List.copyOf(seen));
  }

  /** Tells all of them the commands, one after another, each until it objects. */
  Reply<Done> tell(List<String> commands) {
    Reply<Done> told = tell(apis, commands);
    return apis.size() == 1 ? told : others(told);
  }

  /** What one of several declined, others may have done. */
  static Reply<Done> others(Reply<Done> told) {
    return switch (told) {
      case Reply.Refused<Done>(var refusal) -> new Reply.Unknown<>(refusal.detail() + OTHERS);
      case Reply.Unreachable<Done>(var why) -> new Reply.Unknown<>(why + OTHERS);
      case Reply.Ok<Done> r -> r;
      case Reply.Unknown<Done> r -> r;
    };
  }

  /** Tells each of these the commands, one after another, each until it objects. */
  static Reply<Done> tell(List<RuntimeApi> apis, List<String> commands) {
    return Together.tell(apis, api -> tell(api, commands));
  }

  private static Reply<Done> tell(RuntimeApi api, List<String> commands) {
    boolean told = false;
    for (String command : commands) {
      Reply<Done> reply = tell(api, command);
      if (!(reply instanceof Reply.Ok<Done>)) {
        return told && reply instanceof Reply.Unreachable<Done>(var why)
            ? new Reply.Unknown<>(why)
            : reply;
      }
      told = true;
    }
    return new Reply.Ok<>(new Done());
  }

  private static Reply<Done> tell(RuntimeApi api, String command) {
    return switch (api.ask(command)) {
      case Reply.Ok<String>(var words) ->
          words.isBlank()
              ? new Reply.Ok<>(new Done())
              : new Reply.Refused<>(objection(api, command, words));
      case Reply.Refused<String>(var refusal) -> new Reply.Refused<>(refusal);
      case Reply.Unreachable<String>(var why) -> new Reply.Unreachable<>(why);
      case Reply.Unknown<String>(var why) -> new Reply.Unknown<>(why);
    };
  }

  private static Refusal objection(RuntimeApi api, String command, String words) {
    String hint =
        words.contains("Permission denied") || words.contains("permission denied")
            ? "; its runtime API needs 'level admin'"
            : "";
    return Refusal.of(
        Refusal.Code.OTHER,
        "HAProxy %s answers '%s' with: %s%s".formatted(api.name(), command, Words.of(words), hint));
  }
}
