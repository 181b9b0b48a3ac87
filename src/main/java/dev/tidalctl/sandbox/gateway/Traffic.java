package dev.tidalctl.sandbox.gateway;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How many client requests are under way on each node. */
public final class Traffic {
  private final Map<Integer, AtomicInteger> inFlight = new ConcurrentHashMap<>();

  /** The number of requests under way on a node. */
  public int inFlight(int shard) {
    return counter(shard).get();
  }

  void begin(int shard) {
    counter(shard).incrementAndGet();
  }

  void end(int shard) {
    counter(shard).decrementAndGet();
  }

  private AtomicInteger counter(int shard) {
    return inFlight.computeIfAbsent(shard, any -> new AtomicInteger());
  }
}
