package dev.tidalctl.pg;

import dev.tidalctl.it.Launched;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The scripts are judged by the tool that knows what goes wrong in scripts. */
@Tag("debian")
final class ScriptsIT {
  @Test
  void shellcheckHasNothingToSay() throws Exception {
    Launched.start(new ProcessBuilder("shellcheck", "--external-sources", "src/it/pg", ".ci/run"))
        .await()
        .exits(0);
  }
}
