package dev.tidalctl.pg;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Every signal whose write was acknowledged, with its content. */
final class Acknowledged {
  /** From then on every node that serves reads has to have it. */
  static final Duration RIPE_AFTER = Duration.ofSeconds(2);

  private final List<Signal> inOrder = new ArrayList<>();
  private int ripe;

  /** One signal, and when its write was acknowledged. */
  record Signal(long id, String body, long atNanos) {}

  synchronized void add(long id, String body) {
    inOrder.add(new Signal(id, body, System.nanoTime()));
  }

  /** Any one that is ripe; the first that ever was when none is. */
  synchronized Signal anyRipe(RandomGenerator random) {
    long now = System.nanoTime();
    while (ripe < inOrder.size() && now - inOrder.get(ripe).atNanos() > RIPE_AFTER.toNanos()) {
      ripe++;
    }
    return inOrder.get(random.nextInt(Math.max(1, ripe)));
  }

  synchronized Map<Long, String> all() {
    Map<Long, String> all = new HashMap<>();
    inOrder.forEach(signal -> all.put(signal.id(), signal.body()));
    return all;
  }
}
