package dev.tidalctl.tidal;

import static dev.tidalctl.tidal.DriverFixture.ok;
import static dev.tidalctl.tidal.DriverFixture.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.RunKind;
import dev.tidalctl.topology.ClusterFile;
import dev.tidalctl.topology.DriverSpec;
import dev.tidalctl.topology.HomeFolders;
import dev.tidalctl.topology.read.ClusterFileReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the built {@code tidalctl} and the rehearsal cluster say to each other is what the OpenAPI
 * file says, in the judgement of a library that knows neither.
 */
final class DocumentedExchangesIT {
  private static final Path HOME =
      Path.of(System.getProperty("tidalctl.home", "target/tidalctl")).toAbsolutePath();
  private static final Pattern ENDPOINT = Pattern.compile("http://127\\.0\\.0\\.1:[0-9]+");

  @TempDir static Path folder;

  private final List<RecordingProxy> proxies = new ArrayList<>();

  @BeforeAll
  static void up() throws Exception {
    assertEquals(0, tidalctl("sandbox", "up", "--nodes", "3", "--dir", sandbox().toString()));
  }

  @AfterAll
  static void down() throws Exception {
    assertEquals(0, tidalctl("sandbox", "down", "--dir", sandbox().toString()));
  }

  @AfterEach
  void closeProxies() {
    proxies.forEach(RecordingProxy::close);
  }

  @Test
  void statusDrainRejoinAndRollSayWhatIsDocumented() throws Exception {
    RecordingProxy proxy = proxy();
    String file = clusterFile(proxy).toString();

    assertEquals(0, tidalctl("status", "--cluster", file));
    assertEquals(0, tidalctl("drain", "node-1", "--cluster", file));
    assertEquals(0, tidalctl("rejoin", "node-1", "--cluster", file));
    assertEquals(0, tidalctl("roll", "--to", "2.0.0", "--yes", "--cluster", file));

    assertEquals(
        Set.of(
            "GET /v1/cluster",
            "GET /v1/shards/ID/digest",
            "GET /v1/transitions",
            "POST /v1/leadership",
            "POST /v1/leases/upgrade",
            "DELETE /v1/leases/upgrade",
            "POST /v1/shards/ID/ship",
            "POST /v1/wal/heartbeat",
            "PUT /v1/shards/ID/routing"),
        operations(proxy).stream()
            .filter(o -> !o.equals("PUT /v1/leases/upgrade"))
            .collect(Collectors.toSet()),
        "besides renewals, which a quick roll may not need");
    new ExchangeValidator().assertAllValid(proxy.exchanges());
  }

  @Test
  void refusalsSayWhatIsDocumented() throws Exception {
    RecordingProxy proxy = proxy();
    ClusterFile file =
        ClusterFileReader.read(clusterFile(proxy), HomeFolders.from(Map.of(), folder.toString()));
    Identity ann = new Identity("ann@desk", "desk", new RunId("r-1"), RunKind.DRAIN);
    Identity bob = new Identity("bob@lap", "lap", new RunId("r-2"), RunKind.ROLL);
    NodeName node = new NodeName("node-1");
    try (TidalDriver driver =
        TidalDriver.connect(file, (DriverSpec.Tidal) file.driver(), Map.of())) {
      long token = ok(driver.lease().take(ann, Optional.empty(), "n-1", Optional.empty())).token();

      assertEquals(
          token,
          ok(driver.lease().take(ann, Optional.empty(), "n-1", Optional.empty())).token(),
          "same nonce");
      assertEquals(token, ok(driver.lease().renew(token)).token());
      Refusal held = refusal(driver.lease().take(bob, Optional.empty(), "n-2", Optional.empty()));
      assertEquals(Refusal.Code.LEASE_HELD, held.code());
      assertEquals("ann@desk", held.holder().orElseThrow().owner());
      assertEquals(
          Refusal.Code.LEASE_HELD, refusal(driver.lease().breakLease(ann.runId(), false)).code());
      assertEquals(
          Refusal.Code.OTHER, refusal(driver.lease().breakLease(bob.runId(), false)).code());
      assertEquals(
          Refusal.Code.STALE_TOKEN,
          refusal(driver.walShipper().shipSegmentsSince(node, new Position(1, 1), token + 9))
              .code());
      ok(driver.lease().release(token));
      assertEquals(Refusal.Code.STALE_TOKEN, refusal(driver.lease().renew(token)).code());
    }
    new ExchangeValidator().assertAllValid(proxy.exchanges());
  }

  @Test
  void clientsAreToldWhatIsDocumented() throws Exception {
    RecordingProxy proxy = proxy();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest write =
          HttpRequest.newBuilder(proxy.url().resolve("/v1/signals"))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString("{\"id\":\"s-1\",\"payload\":\"x\"}"))
              .build();
      assertEquals(201, status(client, write));
      assertEquals(200, status(client, get(proxy, "/v1/signals?from=1&to=9")));
      assertEquals(200, status(client, get(proxy, "/v1/signals/count")));
    }
    new ExchangeValidator().assertAllValid(proxy.exchanges());
  }

  private static HttpRequest get(RecordingProxy proxy, String target) {
    return HttpRequest.newBuilder(proxy.url().resolve(target)).build();
  }

  private static int status(HttpClient client, HttpRequest request) throws Exception {
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private static Set<String> operations(RecordingProxy proxy) {
    return proxy.exchanges().stream()
        .map(
            e ->
                e.method()
                    + " "
                    + e.target().getPath().replaceAll("/shards/[0-9]+/", "/shards/ID/"))
        .collect(Collectors.toSet());
  }

  private static Path sandbox() {
    return folder.resolve("sandbox");
  }

  private RecordingProxy proxy() throws IOException {
    Matcher endpoint = ENDPOINT.matcher(Files.readString(sandbox().resolve("cluster.yaml")));
    assertTrue(endpoint.find());
    RecordingProxy proxy = RecordingProxy.before(URI.create(endpoint.group()));
    proxies.add(proxy);
    return proxy;
  }

  /** The sandbox's own, with the proxy for a control plane. */
  private static Path clusterFile(RecordingProxy proxy) throws IOException {
    String text = Files.readString(sandbox().resolve("cluster.yaml"));
    return Files.writeString(
        folder.resolve("cluster.yaml"),
        ENDPOINT.matcher(text).replaceFirst(proxy.url().toString()));
  }

  /** Runs the launcher; its words are shown when it fails. */
  private static int tidalctl(String... arguments) throws Exception {
    Path words = Files.createTempFile(folder, "tidalctl", ".txt");
    List<String> command = new ArrayList<>();
    command.add(HOME.resolve("bin/tidalctl").toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(words.toFile());
    builder
        .environment()
        .merge("PATH", HOME.resolve("bin").toString(), (old, bin) -> bin + ":" + old);
    Process process = builder.start();
    try {
      boolean ended = process.waitFor(Duration.ofMinutes(3).toSeconds(), TimeUnit.SECONDS);
      assertTrue(ended, () -> command + " goes on");
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      System.out.println(command + "\n" + Files.readString(words));
    }
    return process.exitValue();
  }
}
