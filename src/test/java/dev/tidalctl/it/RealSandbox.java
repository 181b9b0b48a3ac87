package dev.tidalctl.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tidalctl.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A sandbox of real processes, brought up and taken down through the launcher. */
final class RealSandbox implements AutoCloseable {
  private final JsonMapper mapper = new JsonMapper();
  private final Launcher launcher;
  private final Path dir;
  private final List<Long> pids = new ArrayList<>();
  private final ControlApi control;
  private boolean disturbed;

  private RealSandbox(Launcher launcher, Path dir, JsonNode description) {
    this.launcher = launcher;
    this.dir = dir;
    pids.add(description.path("control").path("pid").asLong());
    description.path("nodes").forEach(node -> pids.add(node.path("pid").asLong()));
    control = new ControlApi(URI.create(description.path("control").path("url").asText()));
  }

  /** Brings one up in a folder. */
  static RealSandbox up(Path dir, int nodes, String... options)
      throws IOException, InterruptedException {
    Launcher launcher = new Launcher();
    List<String> command =
        new ArrayList<>(List.of("sandbox", "up", "-o", "json", "--dir", dir.toString()));
    command.addAll(List.of("--nodes", Integer.toString(nodes)));
    command.addAll(List.of(options));
    Outcome up = launcher.run(command.toArray(String[]::new)).exits(0);
    return new RealSandbox(launcher, dir, up.json());
  }

  ControlApi control() {
    return control;
  }

  Launcher launcher() {
    return launcher;
  }

  Path clusterFile() {
    return dir.resolve("cluster.yaml");
  }

  /** The cluster file with a part replaced, beside the original. */
  Path clusterFileWith(String name, String old, String changed) throws IOException {
    String text = Files.readString(clusterFile());
    String edited = text.replaceFirst(old, java.util.regex.Matcher.quoteReplacement(changed));
    assertTrue(!edited.equals(text), () -> "no '" + old + "' in\n" + text);
    return Files.writeString(dir.resolve(name), edited);
  }

  /** Runs a command on this cluster. */
  Outcome tidalctl(String... args) throws IOException, InterruptedException {
    return launcher.run(onThisCluster(args));
  }

  /** Runs a command on another cluster file. */
  Outcome on(Path file, String... args) throws IOException, InterruptedException {
    return launcher.run(
        Stream.concat(Stream.of(args), Stream.of("--cluster", file.toString()))
            .toArray(String[]::new));
  }

  /** Runs a command on this cluster as another owner. */
  Outcome tidalctlAs(String owner, String... args) throws IOException, InterruptedException {
    return launcher.runAs(owner, onThisCluster(args));
  }

  /** Starts a command on this cluster. */
  Launched start(String... args) throws IOException {
    return launcher.start(Map.of(), onThisCluster(args));
  }

  /** Disturbs or heals it. */
  void fault(String kind, String target) throws IOException, InterruptedException {
    disturbed |= !kind.equals("heal");
    launcher.run("sandbox", "fault", "--dir", dir.toString(), kind, target).exits(0);
  }

  /** Upgrades a node as the cluster file's command does. */
  void upgrade(String node, String version) throws IOException, InterruptedException {
    launcher
        .run("sandbox", "upgrade", "--dir", dir.toString(), "--node", node, "--to", version)
        .exits(0);
  }

  /** Starts a load and waits until it is under way. */
  RealLoad load(int writes, int queries) throws IOException, InterruptedException {
    return RealLoad.start(launcher, dir, writes, queries);
  }

  /** What a node itself holds, past the gateway. */
  JsonNode heldBy(String node, long from, long to) throws IOException, InterruptedException {
    for (JsonNode entry : mapper.readTree(dir.resolve("sandbox.json").toFile()).path("nodes")) {
      if (entry.path("name").asText().equals(node)) {
        URI url = URI.create(entry.path("url").asText());
        return control.get(url, "/signals?from=" + from + "&to=" + to);
      }
    }
    throw new IllegalArgumentException(node);
  }

  /** Brings every node back into service, whoever holds it, and gives up what is unfinished. */
  void restore() throws IOException, InterruptedException {
    if (disturbed || !allReachable()) {
      fault("heal", "all");
      disturbed = false;
    }
    for (JsonNode run : runs()) {
      if (run.path("state").asText().equals("unfinished")) {
        tidalctl("runs", "close", run.path("runId").asText()).exits(0);
      }
    }
    for (JsonNode shard : control.cluster().path("shards")) {
      String name = shard.path("name").asText();
      if (!shard.path("routing").asText().equals("serving")) {
        tidalctl("rejoin", name, "--adopt", name).exits(0);
      }
    }
  }

  private boolean allReachable() throws IOException, InterruptedException {
    for (JsonNode shard : control.cluster().path("shards")) {
      if (!shard.path("reachable").asBoolean()) {
        return false;
      }
    }
    return true;
  }

  /** In this JVM: to tidy up needs no process of its own. */
  private JsonNode runs() {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] command = onThisCluster("runs", "-o", "json");
    int code = Main.run(new PrintWriter(out), new PrintWriter(err), command);
    return new Outcome(String.join(" ", command), code, out.toString(), err.toString())
        .exits(0)
        .json()
        .path("runs");
  }

  /** Ends what the test started, then the sandbox, and sees that its first processes are gone. */
  @Override
  public void close() throws IOException {
    control.close();
    try (launcher) {
      launcher.run("sandbox", "down", "--dir", dir.toString()).exits(0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the sandbox in " + dir + " was taken down", e);
    }
    List<Long> alive = pids.stream().filter(RealSandbox::outlives).toList();
    assertEquals(List.of(), alive, "these processes were started and not ended");
  }

  /** Process 1 may take seconds to reap what has ended, and until then it looks alive. */
  private static boolean outlives(long pid) {
    return ProcessHandle.of(pid)
        .map(process -> process.onExit().thenApply(ended -> false))
        .map(gone -> gone.completeOnTimeout(true, 20, TimeUnit.SECONDS).join())
        .orElse(false);
  }

  private String[] onThisCluster(String... args) {
    return Stream.concat(Stream.of(args), Stream.of("--cluster", clusterFile().toString()))
        .toArray(String[]::new);
  }
}
