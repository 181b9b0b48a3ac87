package dev.tidalctl.pg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.it.Launched;
import dev.tidalctl.it.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The scripts end all that they started, and nothing else, whatever becomes of who called them. */
@Tag("debian")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
final class RealPostgresIT {
  private static final int SERVICES = 6;

  private Path folder;
  private Path dir;

  @BeforeEach
  void newFolder() throws Exception {
    folder = RealPostgres.newFolder();
    dir = folder.resolve("pg");
  }

  @AfterEach
  void leaveNothing() throws Exception {
    if (Files.exists(dir)) {
      RealPostgres.start(List.of("down", dir.toString())).await().exits(0);
    }
    RealPostgres.delete(folder);
  }

  @Test
  void downEndsAllOfItAndNoOther() throws Exception {
    RealPostgres.start(List.of("up", dir.toString())).await().exits(0).says("cluster.yaml");
    Process neighbour = new ProcessBuilder("sleep", "300").directory(dir.toFile()).start();
    try {
      assertTrue(Workers.in(dir).size() > SERVICES, () -> "at work: " + Workers.in(dir));

      RealPostgres.start(List.of("down", dir.toString())).await().exits(0);

      assertTrue(neighbour.isAlive(), "a process that only stood in the folder was ended");
    } finally {
      neighbour.destroyForcibly().waitFor();
    }
    Workers.haveEnded(dir);
  }

  @Test
  void endsWithTheProcessThatItWasStartedFor() throws Exception {
    Process caller = new ProcessBuilder("sleep", "300").start();
    try {
      RealPostgres.start(
              List.of("up", dir.toString(), "--nodes", "2", "--with", Long.toString(caller.pid())))
          .await()
          .exits(0);
      assertTrue(Workers.in(dir).size() > SERVICES, () -> "at work: " + Workers.in(dir));
    } finally {
      caller.destroyForcibly();
    }

    Workers.haveEnded(dir);
  }

  @Test
  void endsWhenItIsKilledWhileItStarts() throws Exception {
    try (Launched up = RealPostgres.start(List.of("up", dir.toString()))) {
      Workers.await(dir, SERVICES);
      assertFalse(Files.exists(dir.resolve("cluster.yaml")), "it was ready already");

      up.killAlone();
    }

    Workers.haveEnded(dir);
  }

  @Test
  void refusesAFolderThatIsInUse() throws Exception {
    Files.createDirectories(dir);
    Path mine = Files.writeString(dir.resolve("mine"), "mine");

    Outcome up = RealPostgres.start(List.of("up", dir.toString())).await();

    up.exits(2).says("is not empty: name a new folder");
    assertEquals("mine", Files.readString(mine));
  }
}
