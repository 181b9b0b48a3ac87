package dev.tidalctl.cli;

import dev.tidalctl.cli.backend.Backend;
import dev.tidalctl.cli.backend.PreparedRun;
import dev.tidalctl.cli.backend.Session;
import dev.tidalctl.core.History;
import dev.tidalctl.core.ReportFold;
import dev.tidalctl.core.Resumption;
import dev.tidalctl.core.RunResult;
import dev.tidalctl.core.Settings;
import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Ending;
import dev.tidalctl.core.model.Event;
import dev.tidalctl.core.model.Input;
import dev.tidalctl.core.model.Interest;
import dev.tidalctl.core.model.Moment;
import dev.tidalctl.core.model.Order;
import dev.tidalctl.core.model.ProbeAnswer;
import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.RunTerms;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.model.Stage;
import dev.tidalctl.core.model.Stamp;
import dev.tidalctl.core.port.EventSink;
import dev.tidalctl.core.port.RunArchive;
import dev.tidalctl.core.port.RunJournal;
import dev.tidalctl.journal.FileArchive;
import dev.tidalctl.testing.SampleCluster;
import dev.tidalctl.topology.ClusterFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A cluster that shows one snapshot, and whose runs end as they are told to. */
final class ScriptedCluster implements Backend {
  private Reply<Snapshot> shown = new Reply.Ok<>(SampleCluster.of(3).snapshot());
  private Reply<Done> broken = new Reply.Ok<>(new Done());
  private ProbeAnswer probed = new ProbeAnswer.Answered(Duration.ofMillis(3));
  private Ending ending = new Ending(Ending.Kind.COMPLETE, "all is done");
  private Optional<String> next = Optional.empty();
  private Reply<Done> fit = new Reply.Ok<>(new Done());
  private Optional<String> silentEtcd = Optional.empty();
  private Runnable meanwhile = () -> {};
  private final List<Reply<Snapshot>> later = new ArrayList<>();
  private final List<Order> orders = new ArrayList<>();
  private final List<Optional<Resumption>> resumptions = new ArrayList<>();
  private final List<Settings> settings = new ArrayList<>();
  private final List<Input.Stop> asked = new ArrayList<>();
  private int looks;
  private boolean dying;

  ScriptedCluster showing(Reply<Snapshot> reply) {
    shown = reply;
    return this;
  }

  /** What is shown after that, look by look; then whoever looks is interrupted. */
  ScriptedCluster then(Reply<Snapshot> reply) {
    later.add(reply);
    return this;
  }

  /** Whether a whole roll may begin. */
  ScriptedCluster fit(Reply<Done> reply) {
    fit = reply;
    return this;
  }

  /** Nothing is heard of an etcd that has this in its address. */
  ScriptedCluster silentEtcd(String part) {
    silentEtcd = Optional.of(part);
    return this;
  }

  ScriptedCluster breaking(Reply<Done> reply) {
    broken = reply;
    return this;
  }

  ScriptedCluster probed(ProbeAnswer answer) {
    probed = answer;
    return this;
  }

  ScriptedCluster ending(Ending.Kind kind, String reason) {
    ending = new Ending(kind, reason);
    return this;
  }

  ScriptedCluster next(String command) {
    next = Optional.of(command);
    return this;
  }

  /** The process dies before its run ends. */
  ScriptedCluster dying(boolean dies) {
    dying = dies;
    return this;
  }

  List<Optional<Resumption>> resumptions() {
    return resumptions;
  }

  /** What happens while a run is under way. */
  ScriptedCluster meanwhile(Runnable action) {
    meanwhile = action;
    return this;
  }

  List<Order> orders() {
    return orders;
  }

  List<Settings> settings() {
    return settings;
  }

  List<Input.Stop> asked() {
    return asked;
  }

  /** How often anybody looked or broke a lease. */
  int looks() {
    return looks;
  }

  @Override
  public RunArchive archive(ClusterFile file) {
    boolean silent =
        file.state().etcd().isPresent()
            && silentEtcd
                .filter(
                    part ->
                        file.state().etcd().get().endpoints().stream()
                            .allMatch(endpoint -> endpoint.toString().contains(part)))
                .isPresent();
    return silent ? new SilentArchive() : new FileArchive(file.state().dir(), file.name());
  }

  @Override
  public Session open(ClusterFile file) {
    return new Session() {
      @Override
      public Reply<Snapshot> look(Optional<Stamp> after, Interest of, Duration atMost) {
        looks++;
        if (looks > 1 && !later.isEmpty()) {
          shown = later.removeFirst();
          if (later.isEmpty()) {
            Thread.currentThread().interrupt();
          }
        }
        return shown;
      }

      @Override
      public PreparedRun prepare(
          Settings given,
          Order order,
          Optional<Resumption> resumption,
          RunJournal journal,
          EventSink events) {
        settings.add(given);
        return new PreparedRun() {
          @Override
          public RunResult toItsEnd() {
            orders.add(order);
            resumptions.add(resumption);
            return carryOut(given, order, resumption, journal, events);
          }

          @Override
          public void ask(Input.Stop how) {
            asked.add(how);
          }
        };
      }

      @Override
      public Reply<Done> fitToRoll() {
        return fit;
      }

      @Override
      public Optional<ProbeAnswer> askProbe() {
        return file.probe().map(spec -> probed);
      }

      @Override
      public Reply<Done> breakLease(RunId run, boolean force) {
        looks++;
        return broken;
      }

      @Override
      public void close() {}
    };
  }

  private static Event begun(Settings given, Order order, Optional<Resumption> resumption) {
    RunTerms terms = new RunTerms(given.cluster(), order, given.policy(), given.nonce());
    return resumption.isPresent()
        ? new Event.RunResumed(given.identity(), terms, Optional.empty())
        : new Event.RunStarted(given.identity(), terms);
  }

  private RunResult carryOut(
      Settings given,
      Order order,
      Optional<Resumption> resumption,
      RunJournal journal,
      EventSink events) {
    Snapshot snapshot = SampleCluster.of(3).snapshot();
    List<Event> happened =
        List.of(
            begun(given, order, resumption),
            new Event.NodesChosen(
                List.of(new Event.NodeBefore(snapshot.nodes().get(1).name(), Optional.empty()))),
            new Event.StageEntered(snapshot.nodes().get(1).name(), new Stage.StoppingTraffic()),
            new Event.RunEnded(ending));
    ReportFold fold = new ReportFold();
    long seq = resumption.flatMap(Resumption::history).map(History::lastSeq).orElse(0L);
    for (Event event : happened) {
      seq++;
      Recorded recorded =
          new Recorded(
              seq, new Moment(Duration.ofMillis(seq), SampleCluster.NOW.plusMillis(seq)), event);
      if (event instanceof Event.Fact && !(dying && event instanceof Event.RunEnded)) {
        journal.keep(List.of(recorded));
      }
      fold.accept(recorded);
      events.accept(recorded);
    }
    meanwhile.run();
    return new RunResult(ending, fold.report(), Optional.of(snapshot), next);
  }
}
