package dev.tidalctl.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tidalctl.core.model.Interest;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.testing.fuzz.TreeDamage;
import dev.tidalctl.testing.hostile.HostileServer;
import dev.tidalctl.testing.hostile.Misbehaviour;
import dev.tidalctl.testing.hostile.SoundApi;
import dev.tidalctl.tidal.TidalDriver;
import dev.tidalctl.topology.ClusterFile;
import dev.tidalctl.topology.DriverSpec;
import dev.tidalctl.topology.HomeFolders;
import dev.tidalctl.topology.read.ClusterFileReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What damaged files and answers come to on the command line: never a bug, always a reason. */
final class MutatedInputsTest {
  private static final int FILES = 150;
  private static final int ANSWERS = 300;
  private static final List<String[]> LOOKING =
      List.of(
          new String[] {"status"},
          new String[] {"status", "-o", "json"},
          new String[] {"check"},
          new String[] {"check", "-o", "json"},
          new String[] {"roll", "--to=2.0.0", "--dry-run"},
          new String[] {"roll", "--to=2.0.0", "--dry-run", "-o", "json"});

  private final JsonMapper json = new JsonMapper();
  private final RandomGenerator random =
      RandomGeneratorFactory.of("L64X128MixRandom").create(20260314);

  @TempDir Path folder;

  @Test
  void aDamagedFileIsReadOrRefusedWithItsPlaces() throws IOException {
    YAMLMapper yaml = new YAMLMapper();
    JsonNode sound = yaml.readTree(Files.readAllBytes(ClusterFiles.valid(folder)));
    Path file = folder.resolve("damaged.yaml");
    int refused = 0;
    for (int round = 0; round < FILES; round++) {
      JsonNode damaged = TreeDamage.blow(TreeDamage.blow(sound, sound, random), sound, random);
      Files.writeString(file, yaml.writeValueAsString(damaged));
      Invocation tidalctl = new Invocation(new ScriptedCluster()).on(file);

      int code = tidalctl.run(LOOKING.get(round % LOOKING.size()));

      String which = "round " + round + " exited " + code + "\n" + damaged;
      assertTrue(Set.of(0, 2, 3).contains(code), () -> which + "\n" + tidalctl.err());
      assertTrue(code != 2 || tidalctl.err().contains("damaged.yaml"), () -> which);
      refused += code == 2 ? 1 : 0;
    }
    assertTrue(refused > FILES / 4 && refused < FILES, refused + " refused");
  }

  @Test
  void aDamagedAnswerIsShownOrRefused() throws Exception {
    int shown = 0;
    try (HostileServer server = new HostileServer()) {
      Path path = Files.writeString(ClusterFiles.valid(folder), fileFor(server));
      ClusterFile file = ClusterFileReader.read(path, HomeFolders.from(Map.of(), "/home/carol"));
      DriverSpec.Tidal spec = (DriverSpec.Tidal) file.driver();
      for (int round = 0; round < ANSWERS; round++) {
        JsonNode sound = json.readTree(SoundApi.snapshot(Instant.parse("2026-03-14T09:15:00Z")));
        JsonNode damaged = TreeDamage.blow(sound, sound, random);
        server.turn(new Misbehaviour.Answers(SoundApi.json(200, damaged.toString()), false));
        Reply<Snapshot> reply;
        try (TidalDriver driver = TidalDriver.connect(file, spec, Map.of())) {
          reply = driver.controlPlane().look(Optional.empty(), Interest.REVISION, Duration.ZERO);
        }
        shown += reply instanceof Reply.Ok<Snapshot> ? 1 : 0;
        String[] command = LOOKING.get(round % LOOKING.size());
        Invocation tidalctl = new Invocation(new ScriptedCluster().showing(reply)).on(path);

        int code = tidalctl.run(command);

        String which = "round " + round + ", " + String.join(" ", command) + ": " + code + damaged;
        assertTrue(Set.of(0, 3, 7).contains(code), () -> which + "\n" + tidalctl.err());
        assertTrue(code == 0 || !(tidalctl.err() + tidalctl.out()).isEmpty(), () -> which);
        assertTrue(
            (tidalctl.out() + tidalctl.err()).chars().allMatch(MutatedInputsTest::harmless),
            () -> which + "\n" + tidalctl.out() + tidalctl.err());
        if (command[command.length - 1].equals("json")) {
          json.readTree(tidalctl.out());
        }
      }
    }
    assertTrue(shown > ANSWERS / 5, shown + " shown");
  }

  private static boolean harmless(int letter) {
    return letter == '\n' || !Character.isISOControl(letter);
  }

  private static String fileFor(HostileServer server) {
    return """
    apiVersion: tidalctl/v1
    name: sandbox
    driver: tidal
    controlPlane: { endpoints: ["%s"] }
    policy: { soak: 0s }
    upgrade: { command: [sh, -c, "echo {node} {version}"] }
    nodes: [{ name: node-0, shard: 0 }, { name: node-1, shard: 1 }]
    """
        .formatted(server.endpoint());
  }
}
