package dev.tidalctl.pg;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidalctl.it.Launched;
import dev.tidalctl.it.Launcher;
import dev.tidalctl.it.Outcome;
import dev.tidalctl.testing.Goldens;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whoever is on call: runs tidalctl on one cluster through its launcher, and compares all that it
 * says with what it is to say; what differs from one run to the next is replaced.
 */
final class OnCall implements AutoCloseable {
  private static final String NEXT = "next:";

  private final RealPostgres cluster;
  private final Path file;
  private final Launcher launcher = new Launcher();

  private OnCall(RealPostgres cluster, Path file) {
    this.cluster = cluster;
    this.file = file;
  }

  /** Somebody who works by the cluster's own file. */
  static OnCall of(RealPostgres cluster) {
    return new OnCall(cluster, cluster.clusterFile());
  }

  /** Somebody whose nodes have only so long to drain. */
  static OnCall inHaste(RealPostgres cluster) throws IOException {
    return with(cluster, "soak: 0s", "soak: 0s, timeouts: { drain: 10s }");
  }

  /** Somebody whose file says something else in one place. */
  static OnCall with(RealPostgres cluster, String old, String changed) throws IOException {
    return new OnCall(cluster, cluster.clusterFileWith("other.yaml", old, changed));
  }

  Outcome runs(String... words) throws IOException, InterruptedException {
    return starts(words).await();
  }

  Launched starts(String... words) throws IOException {
    return launcher.start(
        Stream.concat(Stream.of(words), Stream.of("--cluster", file.toString()))
            .toArray(String[]::new));
  }

  /** Runs the command that was printed to be run next, as it stands. */
  Outcome runsWhatIsNext(Outcome before) throws IOException, InterruptedException {
    return launcher.runPrinted(next(before));
  }

  /** Runs it likewise, and need not confirm it. */
  Outcome confirmsWhatIsNext(Outcome before) throws IOException, InterruptedException {
    return launcher.runPrinted(next(before) + " --yes");
  }

  private static String next(Outcome before) {
    List<String> found =
        before.out().lines().filter(line -> line.startsWith(NEXT)).map(OnCall::command).toList();
    assertTrue(found.size() == 1, () -> "not one command to be run next: " + before);
    return found.getFirst();
  }

  private static String command(String line) {
    return line.substring(NEXT.length()).strip();
  }

  JsonNode status() throws IOException, InterruptedException {
    return runs("status", "-o", "json").exits(0).json();
  }

  /** Fails unless it ended so, and said this and nothing else. */
  Outcome sees(String golden, int code, Outcome outcome) {
    outcome.exits(code);
    Goldens.check(
        "pg/" + golden + ".txt",
        "exit "
            + code
            + "\n--- stdout\n"
            + lasting(outcome.out())
            + "--- stderr\n"
            + lasting(outcome.err()));
    return outcome;
  }

  /** What depends on when it was looked at is left out, as is what a slow machine adds. */
  private String lasting(String said) {
    return said.lines()
        .filter(line -> !line.contains("how long a node may be away is not known"))
        .filter(line -> !line.contains("Patroni does not list it"))
        .filter(line -> !line.contains(" waiting: "))
        .map(this::masked)
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  private String masked(String line) {
    return line.replace(file.toString(), "FILE")
        .replace(cluster.dir().toString(), "DIR")
        .replaceAll("[0-9]{8}-[0-9]{6}-[0-9a-f]{4}", "RUN")
        .replaceAll("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z", "TIME")
        .replaceAll("[0-9]{2}:[0-9]{2}:[0-9]{2}Z", "TIME")
        .replaceAll("127\\.0\\.0\\.1:[0-9]+", "ADDRESS")
        .replaceAll("\\b[\\w.-]+@[\\w.-]+", "OWNER")
        .replaceAll("\\bLSN [0-9A-F]+/[0-9A-F]+", "LSN N")
        .replaceAll("\\b[0-9]+/[0-9]{7,}", "POSITION")
        .replaceAll("\\b(lag|pid|seqno) [0-9]+", "$1 N")
        .replaceAll("\\b[0-9]+m[0-9]{2}s\\b|\\b[0-9]+(\\.[0-9]+)? m?s\\b", "SPAN")
        .replaceAll("not applying:|stuck for [0-9]+s:", "STUCK:")
        .replaceAll("(leadership moved from n[0-9]) to n[0-9]", "$1")
        .replaceAll(" {2,}", "  ")
        .replaceAll("POSITION  [0-9]+  [0-9]+  ", "POSITION  LAG  SESSIONS  ");
  }

  @Override
  public void close() {
    launcher.close();
  }
}
