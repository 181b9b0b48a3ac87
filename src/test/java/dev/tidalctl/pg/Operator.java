package dev.tidalctl.pg;

import dev.tidalctl.it.Launched;
import dev.tidalctl.it.Launcher;
import dev.tidalctl.it.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Somebody at work on a cluster, with a name and a state folder of their own: what they share with
 * others is in etcd. Each upgrade command leaves a mark before it begins.
 */
final class Operator implements AutoCloseable {
  private final Launcher launcher = new Launcher();
  private final Path file;
  private final Path marks;
  private final Map<String, String> environment;

  Operator(RealPostgres cluster, String name) throws IOException {
    this(cluster, name, "");
  }

  /**
   * One with another cluster file.
   *
   * @param without the key of {@code routing} that is left out of it; none when empty
   */
  Operator(RealPostgres cluster, String name, String without) throws IOException {
    marks = cluster.dir().resolve("commands");
    String text =
        Files.readString(cluster.clusterFile())
            .replace("state: { dir: state, ", "state: { ")
            .replaceFirst(
                "(?m)^  command: \\[",
                "  command: [sh, -c, 'echo \"\\$TIDALCTL_NODE \\$TIDALCTL_VERSION\" >> \"\\$0\";"
                    + " exec \"\\$@\"', \""
                    + marks
                    + "\", ");
    file =
        Files.writeString(
            cluster.dir().resolve(name + ".yaml"),
            without.isEmpty() ? text : text.replaceFirst("(?m)^  " + without + ": .*\n", ""));
    environment =
        Map.of(
            "TIDALCTL_OWNER",
            name,
            "XDG_STATE_HOME",
            cluster.dir().resolve("of-" + name).toString());
  }

  /** Starts the tool. */
  Launched start(String... words) throws IOException {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--cluster", file.toString()));
    return launcher.start(environment, all.toArray(String[]::new));
  }

  /** Runs the tool to its end. */
  Outcome run(String... words) throws IOException, InterruptedException {
    return start(words).await();
  }

  /** Starts a roll of which each event is told. */
  Launched roll(String version, String... more) throws IOException {
    List<String> words = new ArrayList<>(List.of("roll", "--to", version));
    words.addAll(List.of("--yes", "-o", "ndjson"));
    words.addAll(List.of(more));
    return start(words.toArray(String[]::new));
  }

  /** Starts to go on with the roll that is not finished. */
  Launched resume(String... more) throws IOException {
    List<String> words = new ArrayList<>(List.of("roll", "--resume"));
    words.addAll(List.of(more));
    words.addAll(List.of("--yes", "-o", "ndjson"));
    return start(words.toArray(String[]::new));
  }

  /** The upgrade commands that were run, by whomever: a node and a version each, in order. */
  List<String> commands() throws IOException {
    return Files.exists(marks) ? Files.readAllLines(marks) : List.of();
  }

  @Override
  public void close() {
    launcher.close();
  }
}
