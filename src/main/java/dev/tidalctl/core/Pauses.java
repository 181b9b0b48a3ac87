package dev.tidalctl.core;

import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Refusal.Code;
import dev.tidalctl.core.model.Reply;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which nodes are left alone for a moment, and why: after a reply that was no success the same is
 * not asked for again at once, unless only the revision had moved. Each such reply in a row doubles
 * the moment, up to two seconds: what is down is not mended by asking. Another stage asks for
 * something else.
 */
final class Pauses {
  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private final Map<NodeName, Moment> until = new HashMap<>();
  private final Map<NodeName, Duration> last = new HashMap<>();
  private final Map<NodeName, String> answers = new HashMap<>();

  void after(Reply<?> reply, NodeName node, Moment now) {
    boolean moved =
        ReplyRule.refused(reply).filter(r -> r.code() == Code.REVISION_CHANGED).isPresent();
    if (reply instanceof Reply.Ok<?>) {
      last.remove(node);
    } else if (!moved) {
      Duration pause = last.merge(node, FIRST, (before, first) -> doubled(before));
      until.put(node, now.plus(pause));
    }
    switch (reply) {
      case Reply.Ok<?> ok -> answers.remove(node);
      case Reply.Refused<?>(Refusal why) -> answers.put(node, why.detail());
      case Reply.Unreachable<?>(String why) -> answers.put(node, why);
      case Reply.Unknown<?>(String why) -> answers.put(node, why);
    }
  }

  void anotherStage(NodeName node) {
    last.remove(node);
    until.remove(node);
  }

  private static Duration doubled(Duration before) {
    Duration twice = before.multipliedBy(2);
    return twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
  }

  /** What was answered to the last request for the node, where that was no success. */
  Optional<String> lastAnswer(NodeName node) {
    return Optional.ofNullable(answers.get(node));
  }

  boolean has(NodeName node, Moment now) {
    return Optional.ofNullable(until.get(node))
        .filter(end -> now.until(end).isPositive())
        .isPresent();
  }

  /** How long until a paused node may be tried again; long when none is paused. */
  Duration rest(Moment now) {
    return until.values().stream()
        .map(now::until)
        .filter(Duration::isPositive)
        .min(Duration::compareTo)
        .orElse(Duration.ofSeconds(1));
  }
}
