package dev.tidalctl.patroni;

import dev.tidalctl.core.model.NodeName;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** Since when look after look has shown nodes as they are now. */
final class Since {
  private final ReentrantLock lock = new ReentrantLock();
  private Map<NodeName, Instant> since = Map.of();

  /** Takes note of what a look shows, and forgets the nodes that it does not. */
  Map<NodeName, Instant> shown(Set<NodeName> nodes, Instant now) {
    lock.lock();
    try {
      Map<NodeName, Instant> still = new HashMap<>();
      nodes.forEach(node -> still.put(node, since.getOrDefault(node, now)));
      since = Map.copyOf(still);
      return since;
    } finally {
      lock.unlock();
    }
  }

  /** As the last look had it, for one that shows nothing of it. */
  Map<NodeName, Instant> before() {
    lock.lock();
    try {
      return since;
    } finally {
      lock.unlock();
    }
  }
}
