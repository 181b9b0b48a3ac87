package dev.tidalctl.cli.sandbox;

import dev.tidalctl.cli.CommandFailed;
import dev.tidalctl.cli.ExitCode;
import dev.tidalctl.sandbox.stage.NodeEntry;
import dev.tidalctl.sandbox.stage.SandboxException;
import dev.tidalctl.sandbox.stage.Stage;
import dev.tidalctl.sandbox.stage.StageDescription;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Runs a command on the sandbox in a folder, and describes it to a reader. */
final class Stages {
  private Stages() {}

  /**
   * Does something with the sandbox of a folder.
   *
   * @throws CommandFailed when it does not work
   */
  static <T> T with(Path dir, Function<Stage, T> action) {
    try {
      return action.apply(Stage.at(dir));
    } catch (SandboxException e) {
      throw failed(e);
    }
  }

  /** The failure that an operator is told. */
  static CommandFailed failed(SandboxException e) {
    ExitCode code =
        switch (e.kind()) {
          case MISUSE -> ExitCode.USAGE;
          case REFUSED -> ExitCode.REFUSED;
          case FAILED -> ExitCode.FAILED;
          case UNREACHABLE -> ExitCode.UNREACHABLE;
          case UNKNOWN -> ExitCode.UNKNOWN;
        };
    return new CommandFailed(code, e.what(), e.why(), e.now(), e.next());
  }

  /** Where clients of the sandbox in a folder send their requests. */
  static URI gateway(Path dir) {
    return with(dir, stage -> stage.describe().requireControl().url());
  }

  /** What runs, and where. */
  static List<String> lines(StageDescription description) {
    List<String> lines = new ArrayList<>();
    description
        .control()
        .ifPresent(control -> lines.add(line("control", "", control.pid(), control.url())));
    for (NodeEntry node : description.nodes()) {
      lines.add(line(node));
    }
    return lines;
  }

  /** What one node runs, and where. */
  static String line(NodeEntry node) {
    return line(node.name(), node.version(), node.pid(), node.url());
  }

  private static String line(String name, String version, long pid, URI url) {
    return "%-10s %-8s pid %-8d %s".formatted(name, version, pid, url);
  }
}
