package dev.tidalctl.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The sandbox's control plane and gateway, as a test looks at them. */
final class ControlApi implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final JsonMapper mapper = new JsonMapper();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI base;

  ControlApi(URI base) {
    this.base = base;
  }

  /** The address. */
  URI base() {
    return base;
  }

  /** The snapshot. */
  JsonNode cluster() throws IOException, InterruptedException {
    return get("/v1/cluster");
  }

  /** One node of the snapshot. */
  JsonNode node(String name) throws IOException, InterruptedException {
    return node(cluster(), name);
  }

  /** One node of a snapshot. */
  static JsonNode node(JsonNode cluster, String name) {
    for (JsonNode shard : cluster.path("shards")) {
      if (shard.path("name").asText().equals(name)) {
        return shard;
      }
    }
    return fail("no " + name + " in " + cluster);
  }

  /** The leader's name. */
  String leader() throws IOException, InterruptedException {
    JsonNode cluster = cluster();
    for (JsonNode shard : cluster.path("shards")) {
      if (shard.path("id").asInt() == cluster.path("leader").asInt(-1)) {
        return shard.path("name").asText();
      }
    }
    return fail("no leader in " + cluster);
  }

  /** Waits by long-poll until the snapshot is so. */
  JsonNode await(String what, Predicate<JsonNode> so) throws IOException, InterruptedException {
    long until = System.nanoTime() + LIMIT.toNanos();
    JsonNode cluster = cluster();
    while (!so.test(cluster)) {
      if (System.nanoTime() - until > 0) {
        fail("never came: " + what + "; the cluster is " + cluster);
      }
      long seen = cluster.path("observation").asLong();
      cluster = get("/v1/cluster?of=observation&wait=2s&after=" + seen);
    }
    return cluster;
  }

  /** Waits until a node's routing is so. */
  void awaitRouting(String node, String routing) throws IOException, InterruptedException {
    await(
        node + " is " + routing,
        cluster -> node(cluster, node).path("routing").asText().equals(routing));
  }

  /** The transitions after this one. */
  List<JsonNode> transitions(long since) throws IOException, InterruptedException {
    List<JsonNode> transitions = new ArrayList<>();
    get("/v1/transitions?since=" + since).path("transitions").forEach(transitions::add);
    return transitions;
  }

  /** The transitions of these kinds after this one. */
  List<JsonNode> transitions(long since, List<String> kinds)
      throws IOException, InterruptedException {
    return transitions(since).stream()
        .filter(transition -> kinds.contains(transition.path("kind").asText()))
        .toList();
  }

  /** The number of the last transition, 0 when there is none. */
  long lastTransition() throws IOException, InterruptedException {
    List<JsonNode> all = transitions(0);
    return all.isEmpty() ? 0 : all.getLast().path("seq").asLong();
  }

  /** Writes signals one after another and returns the position of the last. */
  long write(String prefix, int count) throws IOException, InterruptedException {
    long seqno = 0;
    for (int number = 0; number < count; number++) {
      String id = prefix + "-" + number;
      String body = mapper.createObjectNode().put("id", id).put("payload", "of " + id).toString();
      HttpRequest request =
          HttpRequest.newBuilder(base.resolve("/v1/signals"))
              .timeout(LIMIT)
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertEquals(201, response.statusCode(), response::body);
      seqno = mapper.readTree(response.body()).path("seqno").asLong();
    }
    return seqno;
  }

  /** Reads a range through the gateway. */
  JsonNode read(long from, long to) throws IOException, InterruptedException {
    return get("/v1/signals?from=" + from + "&to=" + to);
  }

  @Override
  public void close() {
    client.close();
  }

  private JsonNode get(String pathAndQuery) throws IOException, InterruptedException {
    return get(base, pathAndQuery);
  }

  /** Gets a document from any process of the sandbox. */
  JsonNode get(URI process, String pathAndQuery) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(process.resolve(pathAndQuery)).timeout(LIMIT).build();
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    assertEquals(200, response.statusCode(), response::body);
    return mapper.readTree(response.body());
  }
}
