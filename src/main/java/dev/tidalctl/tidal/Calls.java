package dev.tidalctl.tidal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.http.Failover;
import dev.tidalctl.http.Fitness;
import dev.tidalctl.http.JsonAnswer;
import dev.tidalctl.http.JsonRequest;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/**
 * Sends everything but looks, to endpoints that were seen to speak for the right cluster, and says
 * what came of it.
 */
final class Calls {
  /** Makes an answer of a body. */
  @FunctionalInterface
  interface BodyReader<T> {
    /** Reads it strictly. */
    T read(Fields body) throws MalformedAnswer;
  }

  private final Failover failover;
  private final Looks looks;

  Calls(Failover failover, Looks looks) {
    this.failover = failover;
    this.looks = looks;
  }

  /**
   * Sends a request.
   *
   * @param request what
   * @param reader of the body of a success; an empty one is read as an empty object
   */
  <T> Reply<T> send(JsonRequest request, BodyReader<T> reader) {
    OneCall call =
        new OneCall(
            answered ->
                request.repeatable() && reply(answered, reader) instanceof Reply.Unknown<T>(var why)
                    ? Optional.of(why)
                    : Optional.empty());
    JsonAnswer answer = failover.send(request, call);
    return switch (answer) {
      case JsonAnswer.Lost(String why) -> new Reply.Unknown<>(why);
      case JsonAnswer.NotSent(String why) when call.senseless -> new Reply.Unknown<>(why);
      case JsonAnswer.NotSent(String why) ->
          call.wrongCluster.<Reply<T>>map(Reply.Refused::new).orElse(new Reply.Unreachable<>(why));
      case JsonAnswer.Answered answered -> reply(answered, reader);
    };
  }

  private static <T> Reply<T> reply(JsonAnswer.Answered answer, BodyReader<T> reader) {
    return answer.status() / 100 == 2 ? read(answer, reader) : declined(Problem.from(answer));
  }

  private static <T> Reply<T> declined(Problem problem) {
    return problem
        .refusal()
        .<Reply<T>>map(Reply.Refused::new)
        .orElse(new Reply.Unknown<>(problem.words()));
  }

  private static <T> Reply<T> read(JsonAnswer.Answered answer, BodyReader<T> reader) {
    JsonNode body = answer.body().orElse(JsonNodeFactory.instance.objectNode());
    try {
      return new Reply.Ok<>(reader.read(Fields.of(body, "")));
    } catch (MalformedAnswer e) {
      return new Reply.Unknown<>(answer.endpoint() + ": in its answer, " + e.why());
    }
  }

  /** Which endpoint may take one request. */
  private final class OneCall implements Fitness {
    private final Function<JsonAnswer.Answered, Optional<String>> setAside;
    private Optional<Refusal> wrongCluster = Optional.empty();
    private boolean senseless;

    /**
     * For one request.
     *
     * @param setAside why an answer to it says nothing, so that another endpoint may be asked
     */
    OneCall(Function<JsonAnswer.Answered, Optional<String>> setAside) {
      this.setAside = setAside;
    }

    @Override
    public Optional<String> before(URI endpoint) {
      Optional<Refusal> unfit = looks.unfit(endpoint);
      if (unfit.filter(r -> r.code() == Refusal.Code.WRONG_CLUSTER).isPresent()) {
        wrongCluster = unfit;
      }
      return unfit.map(Refusal::detail);
    }

    /** A change moves on only when it was declined, a read whenever nothing was learned. */
    @Override
    public Optional<String> after(JsonAnswer.Answered answer) {
      Problem problem = Problem.from(answer);
      if (problem.notAuthoritative()) {
        return Optional.of(problem.words());
      }
      Optional<String> why = setAside.apply(answer);
      senseless |= why.isPresent();
      return why;
    }
  }
}
