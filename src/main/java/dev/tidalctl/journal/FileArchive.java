package dev.tidalctl.journal;

import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.port.RunArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Journals as {@code STATE/CLUSTER/runs/RUN/journal}, each with the lock of the process that drives
 * the run.
 */
public final class FileArchive implements RunArchive {
  private static final long LONGEST = 256L << 20;

  private final Path state;
  private final String cluster;
  private final Path folder;

  /**
   * The archive of one cluster.
   *
   * @param state the folder for the state of all clusters; made when the first run is begun
   * @param cluster its name
   */
  public FileArchive(Path state, String cluster) {
    this.state = state;
    this.cluster = cluster;
    this.folder = runsOf(cluster);
  }

  private Path runsOf(String name) {
    return state.resolve(name).resolve("runs");
  }

  @Override
  public Optional<String> otherClusterOf(RunId run) {
    if (home(run).isEmpty()) {
      return Optional.empty();
    }
    try (Stream<Path> clusters = Files.list(state)) {
      return clusters
          .map(path -> path.getFileName().toString())
          .filter(name -> !name.equals(cluster))
          .filter(name -> Files.exists(runsOf(name).resolve(run.value()).resolve(JournalFile.NAME)))
          .findFirst();
    } catch (IOException none) {
      return Optional.empty();
    }
  }

  @Override
  public Listing runs() {
    try (Stream<Path> entries = Files.list(folder)) {
      return new Listing.Listed(
          entries
              .filter(entry -> Files.exists(entry.resolve(JournalFile.NAME)))
              .map(entry -> new RunId(entry.getFileName().toString()))
              .sorted(Comparator.comparing(RunId::value).reversed())
              .toList());
    } catch (NoSuchFileException | NotDirectoryException none) {
      return new Listing.Listed(List.of());
    } catch (IOException e) {
      return new Listing.Unreadable(folder + " can't be read: " + Causes.of(e), "mend that first");
    }
  }

  @Override
  public Reading read(RunId run) {
    Optional<Path> home = home(run);
    if (home.isEmpty()) {
      return new Reading.Missing();
    }
    Path file = home.get().resolve(JournalFile.NAME);
    try {
      Lines.Found found = Lines.read(bytes(file), file.toString());
      List<Recorded> facts = Format.read(found.lines(), file.toString());
      return new Reading.Read(facts, RunLock.isHeld(home.get()));
    } catch (NoSuchFileException | NotDirectoryException missing) {
      return new Reading.Missing();
    } catch (Distrust distrust) {
      return new Reading.Unreadable(distrust.why(), distrust.remedy());
    } catch (IOException e) {
      return new Reading.Unreadable(file + " can't be read: " + Causes.of(e), "mend that first");
    }
  }

  @Override
  public Opening begin(RunId run) {
    Optional<Path> named = home(run);
    if (named.isEmpty()) {
      return new Opening.Failed(RunIds.unfit(run), RunIds.REMEDY);
    }
    Path home = named.get();
    try {
      SafeFolders.make(home);
      return locked(home, lock -> JournalFile.create(home, lock));
    } catch (IOException e) {
      return new Opening.Failed(
          "the journal of the run can't be written in " + home + ": " + Causes.of(e),
          "make room there, or name another folder in state.dir");
    }
  }

  @Override
  public Opening reopen(RunId run) {
    Optional<Path> home = home(run);
    if (home.isEmpty() || !Files.exists(home.get().resolve(JournalFile.NAME))) {
      return new Opening.Missing();
    }
    Path file = home.get().resolve(JournalFile.NAME);
    try {
      return locked(home.get(), lock -> JournalFile.reopen(file, bytes(file), lock));
    } catch (IOException e) {
      return new Opening.Failed(
          file + " can't be opened: " + Causes.of(e), "mend that first; nothing was changed");
    }
  }

  private Optional<Path> home(RunId run) {
    return RunIds.fit(run) ? Optional.of(folder.resolve(run.value())) : Optional.empty();
  }

  private static byte[] bytes(Path file) throws IOException {
    if (Files.size(file) > LONGEST) {
      throw new IOException("it is larger than any journal");
    }
    return Files.readAllBytes(file);
  }

  /** Opens a file that is locked already. */
  @FunctionalInterface
  private interface Opener {
    OpenJournal open(RunLock lock) throws IOException, Distrust;
  }

  private static Opening locked(Path home, Opener opener) throws IOException {
    Optional<RunLock> lock = RunLock.take(home);
    if (lock.isEmpty()) {
      return new Opening.Driven();
    }
    boolean opened = false;
    try {
      OpenJournal journal = opener.open(lock.get());
      opened = true;
      return new Opening.Opened(journal);
    } catch (Distrust distrust) {
      return new Opening.Failed(distrust.why(), distrust.remedy());
    } finally {
      if (!opened) {
        lock.get().close();
      }
    }
  }
}
