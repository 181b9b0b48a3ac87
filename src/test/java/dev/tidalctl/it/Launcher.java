package dev.tidalctl.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The launcher of the built distribution, and all the processes that a test started with it: those
 * that still run are ended when it is closed.
 */
public final class Launcher implements AutoCloseable {
  private static final Path HOME =
      Path.of(System.getProperty("tidalctl.home", "target/tidalctl")).toAbsolutePath();
  private static final Path PROGRAM = HOME.resolve("bin/tidalctl");

  private final Deque<Launched> started = new ArrayDeque<>();

  /** Runs it to its end. */
  public Outcome run(String... args) throws IOException, InterruptedException {
    return start(args).await();
  }

  /** Runs it to its end as this owner of holds and leases. */
  public Outcome runAs(String owner, String... args) throws IOException, InterruptedException {
    return start(Map.of("TIDALCTL_OWNER", owner), args).await();
  }

  /** Starts it. */
  public Launched start(String... args) throws IOException {
    return start(Map.of(), args);
  }

  /** Starts it with these variables in its environment. */
  public Launched start(Map<String, String> environment, String... args) throws IOException {
    // A shell that starts the tests in the background has them ignore INT, and so all they start.
    List<String> command =
        Stream.concat(Stream.of("env", "--default-signal=INT", PROGRAM.toString()), Stream.of(args))
            .toList();
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    return remembered(Launched.start(builder));
  }

  /** Runs a printed command as it stands, in a shell that finds {@code tidalctl}. */
  public Outcome runPrinted(String command) throws IOException, InterruptedException {
    return remembered(Launched.start(finding("sh", "-c", command))).await();
  }

  /** A command that finds {@code tidalctl}. */
  static ProcessBuilder finding(String... command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder
        .environment()
        .merge("PATH", HOME.resolve("bin").toString(), (old, bin) -> bin + ":" + old);
    return builder;
  }

  @Override
  public void close() {
    while (!started.isEmpty()) {
      started.pop().close();
    }
  }

  private Launched remembered(Launched launched) {
    started.push(launched);
    return launched;
  }
}
