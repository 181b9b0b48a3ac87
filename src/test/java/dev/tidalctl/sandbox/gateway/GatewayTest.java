package dev.tidalctl.sandbox.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tidalctl.sandbox.wire.HttpEndpoint;
import dev.tidalctl.sandbox.wire.HttpPeer;
import dev.tidalctl.sandbox.wire.JsonObject;
import dev.tidalctl.sandbox.wire.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The gateway before two nodes, 0 (the leader) and 1, that say their number. */
@Isolated("it measures what this machine can carry")
final class GatewayTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final HttpEndpoint endpoint;
  private final Map<Integer, HttpEndpoint> nodes = new ConcurrentHashMap<>();
  private final Set<Integer> serving = ConcurrentHashMap.newKeySet();
  private final CountDownLatch mayAnswer = new CountDownLatch(1);
  private final CountDownLatch writing = new CountDownLatch(1);
  private final Traffic traffic = new Traffic();
  private final HttpPeer client;

  GatewayTest() throws IOException {
    endpoint = HttpEndpoint.bind(0);
    client = HttpPeer.at(endpoint.url());
    for (int shard = 0; shard < 2; shard++) {
      nodes.put(shard, node(shard));
      serving.add(shard);
    }
  }

  @BeforeEach
  void start() {
    new Gateway(new Routes(), new WriteGate(), traffic).serveOn(endpoint);
    endpoint.start();
  }

  @AfterEach
  void stop() {
    mayAnswer.countDown();
    client.close();
    endpoint.close();
    nodes.values().forEach(HttpEndpoint::close);
  }

  @Test
  void queriesGoToTheServingNodesInTurn() throws IOException {
    long first = asked();
    long second = asked();
    assertEquals(1, first + second, "each was asked once");

    serving.remove(1);

    assertEquals(List.of(0L, 0L, 0L), List.of(asked(), asked(), asked()));
  }

  @Test
  void withNobodyServingTheAnswerIsThereAtOnce() throws IOException {
    serving.clear();

    Reply reply = client.get("/v1/signals/count", LIMIT);

    assertEquals(503, reply.status());
    assertEquals("no_node_serving", reply.document().text("code"));
  }

  @Test
  void aQueryThatFailsIsNotAskedElsewhere() throws IOException {
    nodes.values().forEach(HttpEndpoint::close);

    assertEquals(503, client.get("/v1/signals/count", LIMIT).status());
    assertEquals(0, traffic.inFlight(0) + traffic.inFlight(1));
  }

  @Test
  void whatIsUnderWayIsCountedOnItsNode() throws Exception {
    try (ExecutorService writer = Executors.newSingleThreadExecutor()) {
      Future<Reply> write =
          writer.submit(() -> client.post("/v1/signals", JsonObject.empty(), LIMIT));
      writing.await();
      assertEquals(1, traffic.inFlight(0));

      mayAnswer.countDown();

      assertEquals(201, write.get().status());
      assertEquals(0, traffic.inFlight(0));
    }
  }

  @Test
  void moreThanItTakesOnIsTurnedAway() throws Exception {
    try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletionService<Reply> writes = new ExecutorCompletionService<>(writers);
      for (int i = 0; i < 1600; i++) {
        writes.submit(() -> client.post("/v1/signals", JsonObject.empty(), LIMIT));
      }

      // No node answers yet, so whoever is answered was turned away.
      Future<Reply> first = Optional.ofNullable(writes.poll(10, TimeUnit.SECONDS)).orElseThrow();
      int atLeader = traffic.inFlight(0);

      mayAnswer.countDown();
      assertEquals(503, first.get().status());
      assertEquals("overloaded", first.get().document().text("code"));
      assertEquals(64, atLeader, "the others wait in the gateway");
    }
  }

  private long asked() throws IOException {
    return client.get("/v1/signals/count", LIMIT).document().number("count");
  }

  private HttpEndpoint node(int shard) throws IOException {
    HttpEndpoint node = HttpEndpoint.bind(0);
    node.on(
            "GET",
            "/signals/count",
            request -> Reply.ok(JsonObject.builder().put("count", shard).build()))
        .on(
            "POST",
            "/signals",
            request -> {
              writing.countDown();
              mayAnswer.await();
              return Reply.json(201, JsonObject.empty());
            })
        .start();
    return node;
  }

  private final class Routes implements RouteTable {
    private final Map<Integer, HttpPeer> peers = new ConcurrentHashMap<>();

    @Override
    public Optional<Target> leader() {
      return Optional.of(target(0));
    }

    @Override
    public List<Target> readers() {
      return serving.stream().sorted().map(this::target).toList();
    }

    @Override
    public boolean takesClients(int shard) {
      return serving.contains(shard);
    }

    private Target target(int shard) {
      return new Target(
          shard,
          peers.computeIfAbsent(
              shard, any -> HttpPeer.at(Optional.ofNullable(nodes.get(any)).orElseThrow().url())));
    }
  }
}
