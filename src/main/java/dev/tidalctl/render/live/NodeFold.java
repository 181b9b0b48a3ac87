package dev.tidalctl.render.live;

import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.NodeUpgradeStatus;
import dev.tidalctl.core.model.NodeView;
import dev.tidalctl.core.model.RunTerms;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.model.Stage;
import dev.tidalctl.core.model.StageClock;
import dev.tidalctl.core.model.StageWords;
import dev.tidalctl.core.model.Version;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One node of a roll, folded. */
final class NodeFold {
  /** What all rows of one picture are made with. */
  static final class Sight {
    private final RunTerms terms;
    private final Optional<Snapshot> snapshot;
    private final Trends trends;
    private final Map<NodeName, NodeView> views;

    Sight(RunTerms terms, Optional<Snapshot> snapshot, Trends trends) {
      this.terms = terms;
      this.snapshot = snapshot;
      this.trends = trends;
      this.views =
          snapshot.stream()
              .flatMap(seen -> seen.nodes().stream())
              .collect(Collectors.toMap(NodeView::name, Function.identity(), (one, same) -> one));
    }
  }

  private final NodeName name;
  private Optional<Version> from = Optional.empty();
  private Stage stage = new Stage.Waiting();
  private Optional<Moment> since = Optional.empty();

  NodeFold(NodeName name) {
    this.name = name;
  }

  void foundAt(Event.NodeBefore before) {
    from = from.or(before::version);
  }

  void entered(Stage next, Moment at) {
    if (since.isEmpty() || !sameWait(next)) {
      since = Optional.of(at);
    }
    stage = next;
  }

  /** One limit for both; or none, and one status. */
  private boolean sameWait(Stage next) {
    return StageClock.of(next) == StageClock.of(stage)
        && next.status().label().equals(stage.status().label());
  }

  boolean inHand() {
    return !(stage instanceof Stage.Waiting) && !stage.ended();
  }

  Picture.Row row(Sight sight) {
    NodeUpgradeStatus status = stage.status();
    StageClock clock = StageClock.of(stage);
    Optional<NodeView> view = Optional.ofNullable(sight.views.get(name));
    OptionalLong lag =
        view.isPresent() ? sight.snapshot.orElseThrow().lag(view.get()) : OptionalLong.empty();
    boolean limited = clock != StageClock.NONE;
    return new Picture.Row(
        name,
        status,
        inHand() || status instanceof NodeUpgradeStatus.Failed,
        inHand() ? since : Optional.empty(),
        limited ? Optional.of(clock.limit(sight.terms.policy().limits())) : Optional.empty(),
        limited ? Optional.of(clock.limitOfRest(sight.terms.policy().limits())) : Optional.empty(),
        view,
        lag,
        sight.trends.of(name, lag),
        from,
        sight.terms.to(),
        status instanceof NodeUpgradeStatus.Failed(String reason) ? reason : StageWords.of(stage));
  }
}
