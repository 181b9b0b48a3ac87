package dev.tidalctl.etcd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.http.Failover;
import dev.tidalctl.http.HttpJsonClient;
import dev.tidalctl.http.HttpSettings;
import dev.tidalctl.http.JsonAnswer;
import dev.tidalctl.http.JsonRequest;
import dev.tidalctl.secret.SecretReader;
import dev.tidalctl.topology.EtcdSpec;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Calls to etcd's HTTP gateway: any member will do, each call ends within 5 s.
 *
 * <ol>
 *   <li>Where a user is configured, a token is got first, and sent with each call.
 *   <li>The members are asked in turn, as {@link Failover} does it: the next one when this one
 *       certainly did nothing, or the call may be repeated.
 *   <li>A call whose token was declined did nothing: another token is got, and it is sent once
 *       more.
 *   <li>A write without an answer that says what came of it is {@code Unknown}.
 * </ol>
 */
final class Gateway implements AutoCloseable {
  /** Connecting within a data centre takes a few milliseconds. */
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(1);

  /** With one member there is no other to turn to. */
  private static final Duration LIMIT_OF_ONLY = Duration.ofSeconds(4);

  private static final Duration LIMIT_OF_EACH = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofMillis(2500);

  private final HttpJsonClient client;
  private final Failover failover;
  private final Duration attempt;
  private final Optional<Login> login;

  Gateway(EtcdSpec spec, Map<String, String> environment) {
    this.client =
        new HttpJsonClient(
            new HttpSettings(
                spec.endpoints(),
                spec.tls(),
                Optional.empty(),
                CONNECT_LIMIT,
                HttpSettings.LARGEST_BODY),
            environment);
    this.failover = new Failover(client);
    this.attempt = spec.endpoints().size() == 1 ? LIMIT_OF_ONLY : LIMIT_OF_EACH;
    this.login = spec.auth().map(auth -> new Login(auth, new SecretReader(environment)));
  }

  /** Makes an answer of a body. */
  @FunctionalInterface
  interface BodyReader<T> {
    /** Reads it strictly. */
    T read(Fields body) throws MalformedAnswer;
  }

  /** A call that may be made twice although it may have been heard. */
  <T> Reply<T> repeatable(String path, ObjectNode body, BodyReader<T> reader) {
    return call(path, body, true, reader);
  }

  /** A call that is made once. */
  <T> Reply<T> once(String path, ObjectNode body, BodyReader<T> reader) {
    return call(path, body, false, reader);
  }

  private <T> Reply<T> call(
      String path, ObjectNode body, boolean repeatable, BodyReader<T> reader) {
    if (login.isEmpty()) {
      return reply(post(path, body, repeatable, Optional.empty()), reader);
    }
    Login user = login.get();
    Reply<String> first = user.current(this::authenticate);
    if (!(first instanceof Reply.Ok<String>(String token))) {
      return notAsked(first);
    }
    JsonAnswer answer = post(path, body, repeatable, Optional.of(token));
    if (answer instanceof JsonAnswer.Answered answered && declinesToken(answered)) {
      Reply<String> second = user.insteadOf(token, this::authenticate);
      if (!(second instanceof Reply.Ok<String>(String renewed))) {
        return notAsked(second);
      }
      answer = post(path, body, repeatable, Optional.of(renewed));
    }
    return reply(answer, reader);
  }

  private static boolean declinesToken(JsonAnswer.Answered answered) {
    return answered.status() / 100 != 2
        && EtcdProblem.from(answered).kind() == EtcdProblem.Kind.TOKEN_DECLINED;
  }

  /** Getting a token changes nothing: whatever became of that, the call itself was not made. */
  private static <T> Reply<T> notAsked(Reply<String> login) {
    return switch (login) {
      case Reply.Refused<String>(Refusal refusal) -> new Reply.Unreachable<>(refusal.detail());
      case Reply.Unreachable<String>(String why) -> new Reply.Unreachable<>(why);
      case Reply.Unknown<String>(String why) -> new Reply.Unreachable<>(why);
      case Reply.Ok<String> ok -> throw new IllegalStateException("a token is no failure");
    };
  }

  private Reply<String> authenticate(String user, String password) {
    ObjectNode body =
        JsonNodeFactory.instance.objectNode().put("name", user).put("password", password);
    JsonAnswer answer = send(request("/v3/auth/authenticate", body, true, Map.of()).with(password));
    return reply(answer, fields -> fields.plain("token"));
  }

  private JsonAnswer post(
      String path, ObjectNode body, boolean repeatable, Optional<String> token) {
    Map<String, String> headers =
        token.map(t -> Map.of(HttpJsonClient.AUTHORIZATION, t)).orElse(Map.of());
    return send(request(path, body, repeatable, headers));
  }

  private JsonRequest request(
      String path, ObjectNode body, boolean repeatable, Map<String, String> headers) {
    return new JsonRequest("POST", path, headers, Optional.of(body), attempt, repeatable);
  }

  private JsonAnswer send(JsonRequest request) {
    return failover.send(
        request, new OneCall(PATIENCE, request.repeatable(), login.map(Login::name)));
  }

  private static <T> Reply<T> reply(JsonAnswer answer, BodyReader<T> reader) {
    return switch (answer) {
      case JsonAnswer.NotSent(String why) -> new Reply.Unreachable<>("etcd: " + why);
      case JsonAnswer.Lost(String why) -> new Reply.Unknown<>("etcd: " + why);
      case JsonAnswer.Answered answered when answered.status() / 100 == 2 -> read(answered, reader);
      case JsonAnswer.Answered answered -> declined(EtcdProblem.from(answered));
    };
  }

  private static <T> Reply<T> declined(EtcdProblem problem) {
    String why = "etcd: " + problem.words();
    return switch (problem.kind()) {
      case LIFETIME_ENDED ->
          new Reply.Refused<>(Refusal.of(Refusal.Code.STALE_TOKEN, problem.words()));
      case MAYBE_DONE -> new Reply.Unknown<>(why);
      case TOKEN_DECLINED, NOT_DONE_HERE, NOT_DONE -> new Reply.Unreachable<>(why);
    };
  }

  private static <T> Reply<T> read(JsonAnswer.Answered answer, BodyReader<T> reader) {
    JsonNode body = answer.body().orElse(JsonNodeFactory.instance.missingNode());
    try {
      return new Reply.Ok<>(reader.read(new Fields(body)));
    } catch (MalformedAnswer e) {
      return new Reply.Unknown<>("etcd: " + answer.endpoint() + ": " + e.why());
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
