package dev.tidalctl.patroni.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.http.HttpJsonClient;
import dev.tidalctl.http.JsonAnswer;
import dev.tidalctl.http.JsonRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** The REST API over HTTP. */
public final class HttpNodeApi implements NodeApi {
  /** A node that says nothing for so long is as good as gone for one look. */
  private static final Duration AT_ONCE = Duration.ofMillis(1500);

  /** Patroni itself waits 20 s and more before it gives up on a switchover. */
  private static final Duration FOR_SWITCHOVER = Duration.ofSeconds(45);

  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  /** Makes a reading of a body. */
  @FunctionalInterface
  private interface BodyReader<T> {
    T read(JsonNode body) throws MalformedAnswer;
  }

  private final HttpJsonClient client;
  private final Map<NodeName, URI> urls;

  /**
   * Over one client for all nodes.
   *
   * @param client closed with this
   * @param urls scheme, host and port of each node's API
   */
  public HttpNodeApi(HttpJsonClient client, Map<NodeName, URI> urls) {
    this.client = client;
    this.urls = Map.copyOf(urls);
  }

  @Override
  public Reply<NodeReading> reading(NodeName node) {
    return read(node, "/patroni", NodeReading::from);
  }

  @Override
  public Reply<ClusterReading> cluster(NodeName node) {
    return read(node, "/cluster", ClusterReading::from);
  }

  @Override
  public Reply<ConfigReading> config(NodeName node) {
    return read(node, "/config", ConfigReading::from);
  }

  @Override
  public Reply<TimelineHistory> history(NodeName node) {
    return read(node, "/history", TimelineHistory::from);
  }

  @Override
  public Reply<Boolean> takesWrites(NodeName node) {
    return health(node, "/primary");
  }

  @Override
  public Reply<Boolean> takesReads(NodeName node) {
    return health(node, "/replica");
  }

  @Override
  public Reply<SwitchoverAnswer> switchover(NodeName leader, NodeName candidate) {
    JsonNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("leader", leader.value())
            .put("candidate", candidate.value());
    return switch (post(leader, "/switchover", body, FOR_SWITCHOVER)) {
      case JsonAnswer.Answered a -> new Reply.Ok<>(SwitchoverAnswer.of(a.status(), text(a)));
      case JsonAnswer.NotSent(String why) -> new Reply.Unreachable<>(why);
      case JsonAnswer.Lost(String why) -> new Reply.Unknown<>(why);
    };
  }

  @Override
  public Reply<RestartAnswer> restart(NodeName node, Duration limit) {
    return switch (post(node, "/restart", JsonNodeFactory.instance.objectNode(), limit)) {
      case JsonAnswer.Answered a -> new Reply.Ok<>(RestartAnswer.of(a.status(), text(a)));
      case JsonAnswer.NotSent(String why) -> new Reply.Unreachable<>(why);
      case JsonAnswer.Lost(String why) -> new Reply.Unknown<>(why);
    };
  }

  @Override
  public void close() {
    client.close();
  }

  private JsonAnswer post(NodeName node, String target, JsonNode body, Duration limit) {
    return client.send(url(node), JsonRequest.postForText(target, body, limit));
  }

  private <T> Reply<T> read(NodeName node, String target, BodyReader<T> reader) {
    return switch (client.send(url(node), JsonRequest.get(target, AT_ONCE))) {
      case JsonAnswer.Answered answer -> read(answer, target, reader);
      case JsonAnswer.NotSent(String why) -> new Reply.Unreachable<>(why);
      case JsonAnswer.Lost(String why) -> new Reply.Unknown<>(why);
    };
  }

  private static <T> Reply<T> read(
      JsonAnswer.Answered answer, String target, BodyReader<T> reader) {
    String who = answer.endpoint() + target;
    if ((answer.status() != OK && answer.status() != UNAVAILABLE) || answer.body().isEmpty()) {
      return new Reply.Unknown<>(who + " answered HTTP " + answer.status());
    }
    try {
      return new Reply.Ok<>(reader.read(answer.body().get()));
    } catch (MalformedAnswer e) {
      return new Reply.Unknown<>(who + ": in its answer, " + e.why());
    }
  }

  private Reply<Boolean> health(NodeName node, String target) {
    return switch (client.send(url(node), JsonRequest.get(target, AT_ONCE))) {
      case JsonAnswer.Answered answer ->
          answer.status() == OK || answer.status() == UNAVAILABLE
              ? new Reply.Ok<>(answer.status() == OK)
              : new Reply.Refused<>(
                  Refusal.of(
                      Refusal.Code.OTHER,
                      answer.endpoint() + target + " answered HTTP " + answer.status()));
      case JsonAnswer.NotSent(String why) -> new Reply.Unreachable<>(why);
      case JsonAnswer.Lost(String why) -> new Reply.Unknown<>(why);
    };
  }

  private URI url(NodeName node) {
    URI url = urls.get(node);
    if (url == null) {
      throw new IllegalArgumentException("the cluster file names no node " + node);
    }
    return url;
  }

  private static String text(JsonAnswer.Answered answer) {
    return answer.body().map(JsonNode::asText).orElse("");
  }
}
