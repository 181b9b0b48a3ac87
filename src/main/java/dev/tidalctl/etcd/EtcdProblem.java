package dev.tidalctl.etcd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tidalctl.http.JsonAnswer;
import dev.tidalctl.http.PlainText;
import java.util.List;

/**
 * An answer that is no success.
 *
 * @param kind what it means
 * @param words the endpoint and what it said
 */
record EtcdProblem(Kind kind, String words) {
  /** What can be done about it. */
  enum Kind {
    /** The token is no longer good: get another, and ask again. */
    TOKEN_DECLINED,
    /** The lifetime that was named has ended. */
    LIFETIME_ENDED,
    /** Nothing was done, and another member may do it. */
    NOT_DONE_HERE,
    /** Nothing was done, and no other member would. */
    NOT_DONE,
    /** It may have been done. */
    MAYBE_DONE
  }

  private static final int UNAUTHORIZED = 401;
  private static final int NOT_FOUND = 404;
  private static final int SERVER_ERROR = 500;

  /** What etcd says when a token has run out, or users were changed since it was given. */
  private static final List<String> OLD_TOKEN =
      List.of("invalid auth token", "revision in header is old", "invalid auth management");

  /** What etcd says before it proposes anything, and what another member may not say. */
  private static final List<String> TURNED_AWAY =
      List.of("etcdserver: no leader", "too many requests", "not supported for learner");

  /** What etcd says instead of doing it, wherever it is asked. */
  private static final List<String> DECLINED = List.of("database space exceeded");

  static EtcdProblem from(JsonAnswer.Answered answer) {
    JsonNode body = answer.body().orElse(MissingNode.getInstance());
    JsonNode streamed = body.path("error");
    String message =
        PlainText.of(
            streamed.isObject()
                ? streamed.path("message").asText("")
                : body.path("message").asText(streamed.asText("")));
    String said = message.isEmpty() ? "HTTP " + answer.status() : message;
    return new EtcdProblem(
        kind(answer.status(), message), answer.endpoint() + " says '" + said + "'");
  }

  private static Kind kind(int status, String message) {
    if (status == UNAUTHORIZED || says(message, OLD_TOKEN)) {
      return Kind.TOKEN_DECLINED;
    }
    if (message.contains("requested lease not found")) {
      return Kind.LIFETIME_ENDED;
    }
    if (says(message, DECLINED)) {
      return Kind.NOT_DONE;
    }
    if (says(message, TURNED_AWAY) || status == NOT_FOUND) {
      return Kind.NOT_DONE_HERE;
    }
    return status >= SERVER_ERROR ? Kind.MAYBE_DONE : Kind.NOT_DONE;
  }

  private static boolean says(String message, List<String> any) {
    return any.stream().anyMatch(message::contains);
  }
}
