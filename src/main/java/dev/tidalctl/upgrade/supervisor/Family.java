package dev.tidalctl.upgrade.supervisor;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A command with all that it started.
 *
 * <p>On Linux that is: its session and its process group, which a process keeps when its parent
 * ends; its descendants, whatever session they are in; and whoever was seen to be one of these
 * before. Only what took a session of its own <em>and</em> lost its parent before we looked is out
 * of sight: that is how a daemon takes leave of who started it. Elsewhere it is its descendants.
 */
public final class Family {
  private static final Duration LOOK = Duration.ofMillis(20);

  /** After KILL; what does not end by then waits in the kernel for a device. */
  private static final Duration LAST_LIMIT = Duration.ofSeconds(5);

  private final ProcessStamp head;
  private final Set<ProcessStamp> seen = new HashSet<>();

  /**
   * Of a command.
   *
   * @param head the command's process, the first of its session
   */
  public Family(ProcessStamp head) {
    this.head = head;
  }

  /**
   * Ends all of it: TERM; what still runs after some time gets KILL. Returns once all have ended,
   * at most 5 s after KILL.
   *
   * @param grace from TERM to KILL
   */
  public void end(Duration grace) throws InterruptedException {
    for (ProcessStamp each : alive()) {
      each.end(false);
    }
    if (awaitEnd(grace, false)) {
      return;
    }
    awaitEnd(LAST_LIMIT, true);
  }

  private boolean awaitEnd(Duration limit, boolean killing) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    for (Set<ProcessStamp> left = alive(); !left.isEmpty(); left = alive()) {
      if (killing) {
        for (ProcessStamp each : left) {
          each.end(true);
        }
      }
      if (System.nanoTime() > deadline) {
        return false;
      }
      TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
    }
    return true;
  }

  private Set<ProcessStamp> alive() {
    seen.add(head);
    String[] all = new File("/proc").list();
    if (all == null) {
      addDescendants();
    } else {
      addSession(all);
    }
    seen.removeIf(each -> !each.equals(head) && !each.isAlive());
    Set<ProcessStamp> alive = new HashSet<>(seen);
    alive.removeIf(each -> !each.isAlive());
    return alive;
  }

  private void addDescendants() {
    for (ProcessStamp each : Set.copyOf(seen)) {
      ProcessHandle.of(each.pid())
          .ifPresent(
              handle ->
                  handle
                      .descendants()
                      .forEach(child -> ProcessStamp.of(child.pid()).ifPresent(seen::add)));
    }
  }

  private void addSession(String[] all) {
    Map<Long, ProcessStat> stats = stats(all);
    Set<Long> members = new HashSet<>();
    seen.forEach(each -> members.add(each.pid()));
    for (boolean grown = true; grown; ) {
      grown = false;
      for (Map.Entry<Long, ProcessStat> each : stats.entrySet()) {
        ProcessStat stat = each.getValue();
        if (!stat.ended()
            && (belongs(stat) || members.contains(stat.parent()))
            && members.add(each.getKey())) {
          seen.add(new ProcessStamp(each.getKey(), stat.start()));
          grown = true;
        }
      }
    }
  }

  private static Map<Long, ProcessStat> stats(String[] names) {
    Map<Long, ProcessStat> stats = new HashMap<>();
    for (String name : names) {
      try {
        if (Character.isDigit(name.charAt(0))) {
          stats.put(Long.parseLong(name), ProcessStat.of(Long.parseLong(name)));
        }
      } catch (IOException gone) {
        stats.remove(Long.parseLong(name));
      }
    }
    return stats;
  }

  private boolean belongs(ProcessStat stat) {
    return stat.session() == head.pid() || stat.group() == head.pid();
  }
}
