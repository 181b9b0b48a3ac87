package dev.tidalctl.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tidalctl.it.Launched;
import dev.tidalctl.it.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A newcomer who does what README.md says, to the letter and in its order, gets what it says. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class ReadmeIT {
  private static final Path STAGE = Path.of("/tmp/stage");

  @TempDir private Path clone;

  @Test
  void aSessionIsAsItIsShown() throws Exception {
    Readme.Block session =
        Readme.blocks().stream()
            .filter(block -> block.heading().equals(ReadmeTest.SESSION))
            .findFirst()
            .orElseThrow();
    List<String> before = built();
    List<Walk.Step> steps = List.of();
    try {
      steps = Walk.through(clone, joined(before, session.commands()));
    } finally {
      endSandbox("stage");
    }

    for (int i = 0; i < session.commands().size(); i++) {
      Walk.Step step = steps.get(before.size() + i);
      List<String> shown = Readme.alike(session.outputs().get(i));
      assertEquals(Optional.empty(), Walk.untold(shown, Readme.alike(step.said())), step::toString);
    }
  }

  /** The file that stands for production is a rehearsal's. */
  @Test
  @Tag("debian")
  void anOwnClusterIsCheckedPlannedAndRolled() throws Exception {
    List<String> instead =
        List.of("tidalctl sandbox up --dir rehearsal -q", "cp rehearsal/cluster.yaml prod.yaml");
    try {
      Walk.through(clone, joined(joined(built(), instead), typed(ReadmeTest.OWN_CLUSTER)));
    } finally {
      endSandbox("rehearsal");
    }
  }

  @Test
  @Tag("debian")
  void postgreSqlIsRolledAndBrokenInTenMinutes() throws Exception {
    assertFalse(Files.exists(STAGE), STAGE + " is where README.md has its cluster made");
    try {
      Walk.through(clone, joined(built(), typed(ReadmeTest.POSTGRESQL)));
    } finally {
      endPostgres();
    }
  }

  /** What makes the tool be found, once it is built. */
  private static List<String> built() throws IOException {
    return typed(ReadmeTest.TRY_IT);
  }

  /** Maven's commands are continuous integration's to run: what they build is tested here. */
  private static List<String> typed(String heading) throws IOException {
    return Readme.commands(heading).stream()
        .filter(command -> !command.startsWith("mvn "))
        .toList();
  }

  private static List<String> joined(List<String> one, List<String> other) {
    List<String> all = new ArrayList<>(one);
    all.addAll(other);
    return all;
  }

  private void endSandbox(String name) throws Exception {
    Path folder = clone.resolve(name);
    if (Files.exists(folder)) {
      try (Launcher launcher = new Launcher()) {
        launcher.run("sandbox", "down", "--dir", folder.toString(), "-q").exits(0);
      }
    }
  }

  private static void endPostgres() throws Exception {
    if (Files.exists(STAGE)) {
      ProcessBuilder down = new ProcessBuilder("src/it/pg", "down", STAGE.toString());
      try (Launched ended = Launched.start(down)) {
        ended.await().exits(0);
      }
      try (Stream<Path> all = Files.walk(STAGE)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
