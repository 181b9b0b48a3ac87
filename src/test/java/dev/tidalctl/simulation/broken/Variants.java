package dev.tidalctl.simulation.broken;

import java.util.List;

/** The broken variants: what each leaves out is what some incident was made of. */
final class Variants {
  private Variants() {}

  static final List<Variant> ALL =
      List.of(
          new Variant(
              "no fence in a rejoin",
              "CatchUpRule",
              "    if (stage.fence().isEmpty()) {",
              "    if (node.applied().isPresent()) {"
                  + " return Next.enter(new Stage.Admitting(node.applied().get())); }"
                  + " if (stage.fence().isEmpty()) {"),
          new Variant(
              "no guard re-check before the last step",
              "DrainRule",
              "      return undo(Failure.Kind.REFUSED, \"cannot take \" + node.name() + \" out: \""
                  + " + reason, b);",
              "      reason.isEmpty();"),
          new Variant(
              "unknown position read as no lag",
              "Health",
              "    if (node.applied().isEmpty()) {",
              "    if (node.applied().isEmpty()) { if (snapshot != null) return new Verdict.Go();"),
          new Variant(
              "serving restored too early",
              "RejoinRule",
              "      case REJOINING -> Next.enter(new Stage.Shipping());",
              "      case REJOINING -> new Next.Start(b.serve(node, Optional.empty()));"),
          new Variant(
              "complete before it caught up",
              "CatchUpRule",
              "    int reached = stage.reached() + 1;",
              "    int reached = stage.reached() + 1; if (reached == 1) return"
                  + " Next.enter(new Stage.Finished("
                  + "new dev.tidalctl.core.model.NodeUpgradeStatus.Complete()));"),
          new Variant(
              "shipping taken for caught up",
              "ReplyRule",
              "    if (reply instanceof Reply.Ok) {",
              "    if (reply instanceof Reply.Ok && b.now() != null) { return"
                  + " Optional.of(Next.enter(new Stage.Finished("
                  + "new dev.tidalctl.core.model.NodeUpgradeStatus.Complete()))); }"
                  + " if (reply instanceof Reply.Ok) {"),
          new Variant(
              "lease age ignored",
              "LeaseKeeper",
              "    if (age.compareTo(grant.get().timeToLive()) >= 0) {",
              "    if (age.isNegative()) {"),
          new Variant(
              "token not sent",
              "Bearings",
              "            snapshot.stamp().revision()),",
              "            snapshot.stamp().revision()), 0 *"),
          new Variant(
              "journal written after the effect",
              "UpgradeRun",
              "    Optional<String> lost = parts.ledger().handOn(now);",
              "    Optional<String> lost = input instanceof Input.Tick"
                  + " ? parts.ledger().handOn(now) : Optional.empty();"),
          new Variant(
              "a full disk ignored",
              "Ledger",
              "      case RunJournal.Kept.Lost(String why) -> Optional.of(why);",
              "      case RunJournal.Kept.Lost(String why) -> Optional.empty();"),
          new Variant(
              "resume reruns the upgrade",
              "Resumption",
              "      case Stage.RunningCommand s -> back ? new Stage.Readmitting() : asked(s, node,"
                  + " roll);",
              "      case Stage.RunningCommand s -> new Stage.RunningCommand(s.attempt() + 1);"),
          new Variant(
              "a restart asked for again",
              "Resumption",
              "    return same ? stage : new Stage.Returning();",
              "    return same ? stage : stage.attempt() > 0 ? stage : new Stage.Returning();"),
          new Variant(
              "impediments ignored",
              "AvailabilityGuard",
              "    if (!snapshot.impediments().isEmpty()) {",
              "    if (snapshot.impediments().size() > 99) {"),
          new Variant(
              "a node that is exposed left so",
              "Exposures",
              "        close(name, b);",
              "        if (b.batch().isEmpty()) close(name, b);"),
          new Variant(
              "sessions cut before their time",
              "Sessions",
              "        && !b.now().until(stage.since().plus(patience.get())).isPositive();",
              "        && !patience.get().isNegative();"),
          new Variant(
              "sessions cut again and again",
              "Sessions",
              "        && !stage.cut()",
              "        && !patience.get().isNegative()"),
          new Variant(
              "leader drained as leader",
              "DrainRule",
              "        if (b.snapshot().isLeader(node.name())) {",
              "        if (b.snapshot().isLeader(node.name()) && node.name().value().isEmpty()) {"),
          new Variant(
              "leadership given to the follower that misses most",
              "Succession",
              "        .min(Comparator.comparingLong(n ->"
                  + " snapshot.lag(n).orElse(Long.MAX_VALUE)))",
              "        .max(Comparator.comparingLong(n -> snapshot.lag(n).orElse(0)))"),
          new Variant(
              "term ignored in a fence",
              "Fences",
              "    return snapshot.leaderPosition().filter(fence::comparableTo).isEmpty();",
              "    return snapshot.leaderPosition().isEmpty();"),
          new Variant(
              "foreign hold taken",
              "model/Identity",
              "      case ROLL -> hold.runId().equals(runId);",
              "      case ROLL -> !hold.runId().value().isEmpty();"),
          new Variant(
              "two locks: the guard's number not sent with the change",
              "Bearings",
              "            policy().maxUnavailable(),",
              "            99,"),
          new Variant(
              "incarnation not required",
              "Bearings",
              "        new Requirement(stays ? Optional.empty() : node.incarnation(),"
                  + " appliedAtLeast);",
              "        new Requirement(Optional.empty(), appliedAtLeast);"),
          new Variant(
              "a failed drain is left as it is",
              "DrainRule",
              "    return Next.enter(new Stage.Undoing(new Failure(kind, reason), b.now()));",
              "    return Next.fail(kind, reason);"),
          new Variant(
              "limits ignored",
              "NodeRun",
              "    return now.since(began).compareTo(limit) > 0;",
              "    return now.since(began).isNegative();"),
          new Variant(
              "refused, whatever was changed",
              "Endings",
              "    return changed",
              "    return changed && reason.isEmpty()"),
          new Variant(
              "a change under way forgotten",
              "RunParts",
              "    return trace.changed() || errands.any(Effect::changes);",
              "    return trace.changed();"),
          new Variant(
              "a failed node passed over",
              "Course",
              "    if (failure.isPresent()) {",
              "    if (failure.isPresent() && stopsNow()) {"));
}
