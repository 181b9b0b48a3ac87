package dev.tidalctl.journal;

import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.core.port.RunArchive;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A journal that is written: each keeping is one record, synced before it returns. */
final class JournalFile implements RunArchive.OpenJournal {
  static final String NAME = "journal";

  private final Path file;
  private final FileChannel channel;
  private final RunLock lock;
  private final List<Recorded> facts;
  private final Optional<String> finding;
  private Optional<String> lost = Optional.empty();

  private JournalFile(
      Path file,
      FileChannel channel,
      RunLock lock,
      List<Recorded> facts,
      Optional<String> finding) {
    this.file = file;
    this.channel = channel;
    this.lock = lock;
    this.facts = List.copyOf(facts);
    this.finding = finding;
  }

  /** Makes the file in the run's folder, with its first record. */
  static JournalFile create(Path home, RunLock lock) throws IOException {
    Path file = home.resolve(NAME);
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            SafeFolders.forFile());
    boolean whole = false;
    try {
      append(channel, Lines.line(Format.header()));
      SafeFolders.sync(home);
      whole = true;
      return new JournalFile(file, channel, lock, List.of(), Optional.empty());
    } finally {
      if (!whole) {
        channel.close();
      }
    }
  }

  /**
   * Opens the file at the end of its last whole record.
   *
   * @param bytes what it holds
   */
  static JournalFile reopen(Path file, byte[] bytes, RunLock lock) throws IOException, Distrust {
    Lines.Found found = Lines.read(bytes, file.toString());
    List<Recorded> facts = Format.read(found.lines(), file.toString());
    int torn = bytes.length - found.end();
    FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
    boolean whole = false;
    try {
      if (torn > 0) {
        channel.truncate(found.end());
        channel.force(true);
      }
      channel.position(found.end());
      if (found.lines().isEmpty()) {
        append(channel, Lines.line(Format.header()));
      }
      whole = true;
      return new JournalFile(file, channel, lock, facts, finding(file, torn, found));
    } finally {
      if (!whole) {
        channel.close();
      }
    }
  }

  private static Optional<String> finding(Path file, int torn, Lines.Found found) {
    return torn == 0
        ? Optional.empty()
        : Optional.of(
            "the last %d bytes of %s, after record %d, were never synced and are cut off"
                .formatted(torn, file, found.lines().size()));
  }

  @Override
  public Kept keep(List<Recorded> more) {
    if (lost.isEmpty()) {
      try {
        append(channel, Lines.line(Format.facts(more)));
      } catch (IOException e) {
        lost = Optional.of(Causes.of(e) + ", writing " + file);
      }
    }
    return lost.<Kept>map(Kept.Lost::new).orElseGet(Kept.Safe::new);
  }

  private static void append(FileChannel channel, byte[] line) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(line);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    channel.force(false);
  }

  @Override
  public List<Recorded> facts() {
    return facts;
  }

  @Override
  public Optional<String> finding() {
    return finding;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException ended) {
      // All that matters was synced when it was written.
    } finally {
      lock.close();
    }
  }
}
