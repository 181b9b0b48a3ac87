package dev.tidalctl.sandbox.stage;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The processes that name a directory on their command line and were started after this one. Who
 * started them does not matter: an upgrade command is not a child of who wants it to end.
 */
final class Users {
  private final Pattern named;
  private final Optional<Instant> since = ProcessHandle.current().info().startInstant();

  Users(Path dir) {
    named = Pattern.compile(Pattern.quote(dir.toString()) + "(?=$|[/\\s])");
  }

  /**
   * Waits until they have ended.
   *
   * @return the ids of those that have not within the limit
   */
  List<Long> awaitEnd(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    for (LiveProcess user : present()) {
      user.awaitEnd(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    }
    return present().stream().map(LiveProcess::pid).toList();
  }

  private List<LiveProcess> present() {
    return ProcessHandle.allProcesses()
        .filter(process -> process.pid() != ProcessHandle.current().pid())
        .filter(process -> isLater(process.info()))
        .filter(
            process ->
                process.info().commandLine().filter(line -> named.matcher(line).find()).isPresent())
        .map(LiveProcess::of)
        .filter(LiveProcess::isAlive)
        .toList();
  }

  private boolean isLater(ProcessHandle.Info process) {
    return process
        .startInstant()
        .flatMap(start -> since.map(own -> !start.isBefore(own)))
        .orElse(false);
  }
}
