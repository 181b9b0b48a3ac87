package dev.tidalctl.hook;

import dev.tidalctl.core.model.CommandEnd;
import dev.tidalctl.core.model.HookJob;
import dev.tidalctl.core.model.Version;
import dev.tidalctl.core.port.HookRunner;
import dev.tidalctl.process.BoundedCommand;
import dev.tidalctl.process.Detacher;
import dev.tidalctl.process.Ended;
import dev.tidalctl.process.Executables;
import dev.tidalctl.render.HookEventJson;
import dev.tidalctl.render.JsonDocument;
import dev.tidalctl.topology.ClusterFile;
import dev.tidalctl.topology.CommandTemplate;
import dev.tidalctl.topology.NodeSpec;
import dev.tidalctl.topology.Placeholder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs the hooks that a cluster file names.
 *
 * <ol>
 *   <li>Without a shell, away from the terminal, with tidalctl's environment and the placeholders'
 *       values as {@code TIDALCTL_NODE} and so on.
 *   <li>The event is its standard input: a file that only the operator may read, as is its output,
 *       the first 1 MiB of either stream. Both lie in the run's folder and show the last time that
 *       the hook was run for the node.
 *   <li>Past its limit, and when tidalctl ends before it, it is killed with its descendants.
 * </ol>
 */
public final class OperatorHooks implements HookRunner, AutoCloseable {
  private final ClusterFile file;
  private final Path runs;
  private final Map<String, String> environment;
  private final InstantSource clock;
  private final Set<Thread> waiting = ConcurrentHashMap.newKeySet();

  /**
   * Hooks of one cluster.
   *
   * @param file that names them
   * @param runs the folder of all runs of this cluster, made when needed
   * @param environment tidalctl's environment variables
   * @param clock for the event's time
   */
  public OperatorHooks(
      ClusterFile file, Path runs, Map<String, String> environment, InstantSource clock) {
    this.file = file;
    this.runs = runs;
    this.environment = Map.copyOf(environment);
    this.clock = clock;
  }

  @Override
  public CommandEnd run(HookJob job) {
    long start = System.nanoTime();
    waiting.add(Thread.currentThread());
    try {
      HookFiles files = HookFiles.in(runs.resolve(job.runId().value()), job);
      CommandEnd.How how = how(job, files);
      return end(how, start, files.output().toString());
    } catch (IOException e) {
      return end(new CommandEnd.How.NotStarted(e.toString()), start, "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return end(new CommandEnd.How.Unknown("tidalctl ended before it, and killed it"), start, "");
    } finally {
      waiting.remove(Thread.currentThread());
    }
  }

  /** Kills the hooks that still run. */
  @Override
  public void close() {
    for (Thread thread : waiting) {
      thread.interrupt();
      try {
        thread.join(Duration.ofSeconds(2));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private CommandEnd.How how(HookJob job, HookFiles files)
      throws IOException, InterruptedException {
    Optional<CommandTemplate> template =
        Optional.ofNullable(file.hooks().byName().get(job.hook().word()));
    if (template.isEmpty()) {
      return new CommandEnd.How.NotStarted("the cluster file names none");
    }
    Optional<NodeSpec> node = job.node().flatMap(name -> file.node(name.value()));
    Map<Placeholder, String> values = values(job, node);
    List<String> words = template.get().expand(values);
    String path = environment.getOrDefault("PATH", "");
    if (Executables.find(words.getFirst(), path).isEmpty()) {
      return new CommandEnd.How.NotStarted("there is no program " + words.getFirst());
    }
    Map<String, String> variables = new HashMap<>(environment);
    values.forEach((placeholder, value) -> variables.put(placeholder.variable(), value));
    List<String> argv = new ArrayList<>(Detacher.words(path));
    argv.addAll(words);
    files.tell(
        JsonDocument.line(
            HookEventJson.of(job, file.name(), node.map(OperatorHooks::shown), clock.instant())));
    return kept(
        new BoundedCommand(argv, variables, files.event().toFile(), job.hook().limit()).run(),
        files);
  }

  private static CommandEnd.How kept(Ended ended, HookFiles files) {
    return switch (ended) {
      case Ended.Exited(int status, String output, String complaint) -> {
        files.keep(output, complaint);
        yield new CommandEnd.How.Exited(status);
      }
      case Ended.TimedOut(Duration limit) -> new CommandEnd.How.TimedOut(limit);
      case Ended.NotStarted(String why) -> new CommandEnd.How.NotStarted(why);
    };
  }

  private Map<Placeholder, String> values(HookJob job, Optional<NodeSpec> node) {
    Map<Placeholder, String> values = new EnumMap<>(Placeholder.class);
    for (Placeholder each : Placeholder.values()) {
      values.put(each, "");
    }
    values.put(Placeholder.RUN, job.runId().value());
    job.to().map(Version::value).ifPresent(version -> values.put(Placeholder.VERSION, version));
    if (node.isPresent()) {
      values.put(Placeholder.NODE, node.get().name());
      values.put(Placeholder.HOST, node.get().host());
      node.get().shard().ifPresent(s -> values.put(Placeholder.SHARD, Integer.toString(s)));
      values.put(Placeholder.ROLE, job.leads() ? "leader" : "follower");
    }
    return values;
  }

  private static HookEventJson.Node shown(NodeSpec node) {
    return new HookEventJson.Node(node.name(), node.shard(), node.host(), node.zone());
  }

  private static CommandEnd end(CommandEnd.How how, long start, String log) {
    boolean written =
        how instanceof CommandEnd.How.Exited && !log.isEmpty() && Files.exists(Path.of(log));
    return new CommandEnd(how, Duration.ofNanos(System.nanoTime() - start), written ? log : "");
  }

  /**
   * What a hook reads, and what it wrote.
   *
   * @param event a line of JSON
   * @param output both streams, one after the other
   */
  private record HookFiles(Path event, Path output) {
    static HookFiles in(Path run, HookJob job) throws IOException {
      Path folder = run.resolve("hooks");
      PrivateFolder.make(folder);
      String name = job.hook().word() + job.node().map(node -> "-" + node).orElse("");
      return new HookFiles(folder.resolve(name + ".json"), folder.resolve(name + ".log"));
    }

    /** What an earlier one wrote is not to pass for this one's. */
    void tell(String line) throws IOException {
      Files.deleteIfExists(output);
      PrivateFolder.write(event, line + "\n");
    }

    /** The hook has run, whatever becomes of its words. */
    void keep(String first, String second) {
      try {
        PrivateFolder.write(output, first + second);
      } catch (IOException notKept) {
        // Then no file is named to look at.
        return;
      }
    }
  }
}
