package dev.tidalctl.simulation.broken;

import java.util.List;

/** The broken variants: what each leaves out is what some incident was made of. */
final class Variants {
  private Variants() {}

  static final List<Variant> ALL =
      List.of(
          new Variant(
              "no fence in a rejoin",
              1,
              "CatchUpRule",
              "    if (stage.fence().isEmpty()) {",
              "    if (node.applied().isPresent()) {"
                  + " return Next.enter(new Stage.Admitting(node.applied().get())); }"
                  + " if (stage.fence().isEmpty()) {"),
          new Variant(
              "no guard re-check before the last step",
              17,
              "DrainRule",
              "      return undo(Failure.Kind.REFUSED, \"cannot take \" + node.name() + \" out: \""
                  + " + reason, b);",
              "      reason.isEmpty();"),
          new Variant(
              "unknown position read as no lag",
              59,
              "Health",
              "    if (node.applied().isEmpty()) {",
              "    if (node.applied().isEmpty()) { if (snapshot != null) return new Verdict.Go();"),
          new Variant(
              "serving restored too early",
              1,
              "RejoinRule",
              "b.anothers(node) ? taken(run, node, b) : Next.enter(new Stage.Shipping());",
              "new Next.Start(b.serve(node, Optional.empty()));"),
          new Variant(
              "complete before it caught up",
              1,
              "CatchUpRule",
              "    int reached = stage.reached() + 1;",
              "    int reached = stage.reached() + 1; if (reached == 1) return"
                  + " Next.enter(new Stage.Finished("
                  + "new dev.tidalctl.core.model.NodeUpgradeStatus.Complete()));"),
          new Variant(
              "shipping taken for caught up",
              1,
              "ReplyRule",
              "    if (reply instanceof Reply.Ok) {",
              "    if (reply instanceof Reply.Ok && b.now() != null) { return"
                  + " Optional.of(Next.enter(new Stage.Finished("
                  + "new dev.tidalctl.core.model.NodeUpgradeStatus.Complete()))); }"
                  + " if (reply instanceof Reply.Ok) {"),
          new Variant(
              "lease age ignored",
              20,
              "LeaseKeeper",
              "    if (age.compareTo(grant.get().timeToLive()) >= 0) {",
              "    if (age.isNegative()) {"),
          new Variant(
              "token not sent",
              16,
              "Bearings",
              "            snapshot.stamp().revision()),",
              "            snapshot.stamp().revision()), 0 *"),
          new Variant(
              "journal written after the effect",
              1,
              "UpgradeRun",
              "    Optional<String> lost = parts.ledger().handOn(now);",
              "    Optional<String> lost = input instanceof Input.Tick"
                  + " ? parts.ledger().handOn(now) : Optional.empty();"),
          new Variant(
              "a full disk ignored",
              96,
              "Ledger",
              "      case RunJournal.Kept.Lost(String why) -> Optional.of(why);",
              "      case RunJournal.Kept.Lost(String why) -> Optional.empty();"),
          new Variant(
              "resume reruns the upgrade",
              114,
              "Resumption",
              "      case Stage.RunningCommand s -> back ? new Stage.Readmitting() : asked(s, node,"
                  + " roll);",
              "      case Stage.RunningCommand s -> new Stage.RunningCommand(s.attempt() + 1);"),
          new Variant(
              "a restart asked for again",
              69,
              "Resumption",
              "    return same ? stage : new Stage.Returning();",
              "    return same ? stage : stage.attempt() > 0 ? stage : new Stage.Returning();"),
          new Variant(
              "impediments ignored",
              34,
              "AvailabilityGuard",
              "    if (!snapshot.impediments().isEmpty()) {",
              "    if (snapshot.impediments().size() > 99) {"),
          new Variant(
              "a node that is exposed left so",
              54,
              "Exposures",
              "        close(name, b);",
              "        if (b.batch().isEmpty()) close(name, b);"),
          new Variant(
              "sessions cut before their time",
              4,
              "Sessions",
              "        && !b.now().until(stage.since().plus(patience.get())).isPositive();",
              "        && !patience.get().isNegative();"),
          new Variant(
              "sessions cut again and again",
              79,
              "Sessions",
              "        && !stage.cut()",
              "        && !patience.get().isNegative()"),
          new Variant(
              "leader drained as leader",
              1,
              "DrainRule",
              "        if (b.snapshot().isLeader(node.name())) {",
              "        if (b.snapshot().isLeader(node.name()) && node.name().value().isEmpty()) {"),
          new Variant(
              "leadership given to the follower that misses most",
              29,
              "Succession",
              "        .min(Comparator.comparingLong(n ->"
                  + " snapshot.lag(n).orElse(Long.MAX_VALUE)))",
              "        .max(Comparator.comparingLong(n -> snapshot.lag(n).orElse(0)))"),
          new Variant(
              "term ignored in a fence",
              6,
              "Fences",
              "    return snapshot.leaderPosition().filter(fence::comparableTo).isEmpty();",
              "    return snapshot.leaderPosition().isEmpty();"),
          new Variant(
              "foreign hold taken",
              66,
              "model/Identity",
              "      case ROLL -> hold.runId().equals(runId);",
              "      case ROLL -> !hold.runId().value().isEmpty();"),
          new Variant(
              "two locks: the guard's number not sent with the change",
              239,
              "Bearings",
              "            policy().maxUnavailable(),",
              "            99,"),
          new Variant(
              "incarnation not required",
              1,
              "Bearings",
              "        new Requirement(stays ? Optional.empty() : node.incarnation(),"
                  + " appliedAtLeast);",
              "        new Requirement(Optional.empty(), appliedAtLeast);"),
          new Variant(
              "a failed drain is left as it is",
              17,
              "DrainRule",
              "    return Next.enter(new Stage.Undoing(new Failure(kind, reason), b.now()));",
              "    return Next.fail(kind, reason);"),
          new Variant(
              "limits ignored",
              1,
              "NodeRun",
              "    return now.since(began).compareTo(limit) > 0;",
              "    return now.since(began).isNegative();"),
          new Variant(
              "refused, whatever was changed",
              3,
              "Endings",
              "    return changed",
              "    return changed && reason.isEmpty()"),
          new Variant(
              "a failed node passed over",
              1,
              "Course",
              "    if (failure.isPresent()) {",
              "    if (failure.isPresent() && stopsNow()) {"),
          new Variant(
              "told how it ends before the answers are there",
              952,
              "Closure",
              "    this.how = how;",
              "    Ending told = how.get(); this.how = () -> told;"));
}
