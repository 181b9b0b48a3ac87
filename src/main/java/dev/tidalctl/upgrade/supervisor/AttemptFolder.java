package dev.tidalctl.upgrade.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The files of one attempt to upgrade one node.
 *
 * <table>
 *   <caption>What they say</caption>
 *   <tr><td>{@code claim}<td>who runs it; absent: the command was never started
 *   <tr><td>{@code command}<td>the command's process; absent: it is not known
 *   <tr><td>{@code end}<td>how it ended; absent: it runs, or nobody knows
 *   <tr><td>{@code output.log}<td>what the command printed, capped
 *   <tr><td>{@code supervisor.log}<td>what went wrong in the supervisor itself, if anything did
 * </table>
 *
 * @param path the folder, absolute
 */
public record AttemptFolder(Path path) {
  private static final String COMMAND = "tidalctl upgrade command 1";

  /** The command's output. */
  public Path output() {
    return path.resolve("output.log");
  }

  Path complaints() {
    return path.resolve("supervisor.log");
  }

  /** The claim, when there is one. */
  public Optional<Claim> claim() throws IOException {
    Optional<String> text = read("claim");
    return text.isPresent() ? Optional.of(Claim.of(text.get())) : Optional.empty();
  }

  /**
   * Claims the attempt.
   *
   * @return false when somebody else has
   */
  boolean claim(Claim claim) throws IOException {
    return DurableFile.create(path.resolve("claim"), claim.text());
  }

  /** The command's process, when it is known. */
  public Optional<ProcessStamp> command() throws IOException {
    Optional<String> text = read("command");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Fields fields = Fields.of(COMMAND, text.get());
    return Optional.of(new ProcessStamp(fields.number("pid"), fields.value("start")));
  }

  void commandStarted(ProcessStamp command) throws IOException {
    DurableFile.replace(
        path.resolve("command"),
        Fields.text(COMMAND, "pid", Long.toString(command.pid()), "start", command.start()));
  }

  /** How the command ended, when that is known. */
  public Optional<End> end() throws IOException {
    Optional<String> text = read("end");
    return text.isPresent() ? Optional.of(End.of(text.get())) : Optional.empty();
  }

  void ended(End end) throws IOException {
    DurableFile.replace(path.resolve("end"), end.text());
  }

  private Optional<String> read(String name) throws IOException {
    Path file = path.resolve(name);
    try {
      return Optional.of(Files.readString(file));
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    } catch (IOException e) {
      if (somethingElseIsThere()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Where a file is in a folder's place, nobody ever left anything. */
  private boolean somethingElseIsThere() {
    Path existing = path;
    while (existing.getParent() != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    return Files.isRegularFile(existing);
  }
}
