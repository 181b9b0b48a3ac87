package dev.tidalctl.sandbox.node;

import dev.tidalctl.sandbox.wire.JsonObject;
import dev.tidalctl.sandbox.wire.ProblemCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** The feeds of a leader: one for each follower that its assignment names. */
final class Shipping implements AutoCloseable {
  private final NodeLog log;
  private final Faults faults;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Integer, FollowerFeed> feeds = new HashMap<>();

  Shipping(NodeLog log, Faults faults) {
    this.log = log;
    this.faults = faults;
  }

  /** Starts and stops feeds as the assignment in force wants; stopped ones have stopped. */
  void follow() {
    lock.lock();
    try {
      Assignment assignment = log.assignment();
      List<Assignment.Peer> wanted = assignment.leading() ? assignment.peers() : List.of();
      List<Integer> unwanted =
          feeds.entrySet().stream()
              .filter(
                  feed ->
                      wanted.stream()
                          .noneMatch(
                              peer ->
                                  peer.shard() == feed.getKey()
                                      && feed.getValue().isFor(assignment.term(), peer.url())))
              .map(Map.Entry::getKey)
              .toList();
      for (int shard : unwanted) {
        FollowerFeed feed = feeds.remove(shard);
        if (feed != null) {
          feed.close();
        }
      }
      for (Assignment.Peer peer : wanted) {
        feeds.computeIfAbsent(
            peer.shard(), shard -> FollowerFeed.start(log, faults, assignment.term(), peer.url()));
      }
    } finally {
      lock.unlock();
    }
  }

  /** The followers that are not on this leader's history. */
  List<JsonObject> troubles() {
    lock.lock();
    try {
      return feeds.entrySet().stream()
          .flatMap(
              feed -> feed.getValue().trouble().stream().map(code -> trouble(feed.getKey(), code)))
          .toList();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      feeds.values().forEach(FollowerFeed::close);
      feeds.clear();
    } finally {
      lock.unlock();
    }
  }

  private static JsonObject trouble(int shard, ProblemCode code) {
    return JsonObject.builder().put("shard", shard).put("code", code.wireName()).build();
  }
}
