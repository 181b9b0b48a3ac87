package dev.tidalctl.pg;

import dev.tidalctl.it.Launched;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The scripts are judged by the tool that knows what goes wrong in scripts. */
@Tag("debian")
final class ScriptsIT {
  @Test
  void shellcheckHasNothingToSay() throws Exception {
    List<String> command = new ArrayList<>(List.of("shellcheck", "--external-sources"));
    command.addAll(List.of(".ci/run", "src/main/dist/bin/tidalctl", "completions/tidalctl.bash"));
    command.addAll(List.of("src/build/deb", "src/it/pg", "src/it/complete"));
    command.addAll(List.of("src/it/package", "src/it/release", "src/it/runbook"));
    Launched.start(new ProcessBuilder(command)).await().exits(0);
  }
}
