package dev.tidalctl.cli;

import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.port.RunArchive.Listing;
import dev.tidalctl.topology.ClusterFile;
import dev.tidalctl.topology.NodeSpec;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code tidalctl complete}: what the completions of the shells ask, in the middle of somebody's
 * line. So it contacts nobody, and where a name can't be told it prints nothing, not even why.
 */
@Command(
    name = "complete",
    hidden = true,
    description = "Print the names of nodes or runs, for the completions of shells.")
final class CompleteCommand implements Callable<Integer> {
  /** No shell makes anything else of such a word. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]+");

  private final CommandContext context;

  @Parameters(paramLabel = "WHAT", description = "One of nodes, runs.")
  private What what = What.NODES;

  /** Of what the names are asked. */
  enum What {
    NODES,
    RUNS
  }

  CompleteCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try {
      context.print(names().stream().filter(name -> PLAIN.matcher(name).matches()).toList());
    } catch (RuntimeException nothingToOffer) {
      return ExitCode.OK.code();
    }
    return ExitCode.OK.code();
  }

  private List<String> names() {
    ClusterFile file = context.clusterFile();
    return switch (what) {
      case NODES -> file.nodes().stream().map(NodeSpec::name).toList();
      case RUNS -> file.state().etcd().isPresent() ? List.of() : runs(file);
    };
  }

  /** The latest first. */
  private List<String> runs(ClusterFile file) {
    return switch (context.archive(file).runs()) {
      case Listing.Listed(List<RunId> runs) -> runs.stream().map(RunId::value).toList();
      case Listing.Unreadable unreadable -> List.of();
    };
  }
}
