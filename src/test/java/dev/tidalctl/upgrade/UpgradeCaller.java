package dev.tidalctl.upgrade;

import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.UpgradeJob;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A process that asks for an upgrade and prints how it ended: one to be killed in a test. */
final class UpgradeCaller {
  private UpgradeCaller() {}

  /** Takes the folder of the runs, then the command. */
  public static void main(String[] args) {
    try (SupervisedUpgrader upgrader =
        new SupervisedUpgrader(Path.of(args[0]), System.getenv("PATH"), "here")) {
      System.out.println(
          upgrader
              .run(job(Duration.ofSeconds(30), Arrays.copyOfRange(args, 1, args.length)))
              .how());
    }
  }

  static UpgradeJob job(Duration limit, String... argv) {
    return new UpgradeJob.Command(
        new NodeName("node-1"), new RunId("r-1"), 1, List.of(argv), Map.of(), limit);
  }

  /** Starts one, first of a process group of its own. */
  static Process start(Path runs, String... argv) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                "setsid",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "-cp",
                home(UpgradeCaller.class) + ":" + home(SupervisedUpgrader.class),
                UpgradeCaller.class.getName(),
                runs.toString()));
    words.addAll(List.of(argv));
    return new ProcessBuilder(words).redirectErrorStream(true).start();
  }

  private static String home(Class<?> of) {
    return Path.of(of.getProtectionDomain().getCodeSource().getLocation().getPath()).toString();
  }
}
