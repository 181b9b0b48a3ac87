package dev.tidalctl.core.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What happened in a run. Events are the one record: log, live table, ndjson, report and journal
 * all read this stream, and every status is a fold over it. Facts are durable; glimpses are for
 * whoever is watching and may be lost.
 */
public sealed interface Event {
  /** An event that a journal keeps. */
  sealed interface Fact extends Event {}

  /** An event that is only of use at the moment. */
  sealed interface Glimpse extends Event {}

  /**
   * A run began.
   *
   * @param identity who, where, which run
   * @param terms what with
   */
  record RunStarted(Identity identity, RunTerms terms) implements Fact {}

  /**
   * Another process goes on with the run.
   *
   * @param identity who, where, which run
   * @param terms what with, from now on
   * @param before how the process before ended; empty when it was killed or died
   */
  record RunResumed(Identity identity, RunTerms terms, Optional<Ending> before) implements Fact {}

  /**
   * The run was given up: nothing resumes it any more. Nodes that it holds stay held.
   *
   * @param owner who said so
   */
  record RunClosed(String owner) implements Fact {}

  /**
   * Preflight passed: these nodes are asked for.
   *
   * @param nodes in file order, with the version seen first
   */
  record NodesChosen(List<NodeBefore> nodes) implements Fact {
    /** Keeps its own copy. */
    public NodesChosen {
      nodes = List.copyOf(nodes);
    }
  }

  /**
   * A node as the run found it.
   *
   * @param name which
   * @param version that it reported, where it did
   */
  record NodeBefore(NodeName name, Optional<Version> version) {}

  /**
   * The lease is ours.
   *
   * @param token the fencing token
   */
  record LeaseTaken(long token) implements Fact {}

  /**
   * The lease is no longer ours: nothing more is changed.
   *
   * @param reason how we know
   */
  record LeaseLost(String reason) implements Fact {}

  /** The lease was given back. */
  record LeaseReleased() implements Fact {}

  /**
   * A node that needs no upgrade.
   *
   * @param node which
   * @param reason why
   */
  record NodeSkipped(NodeName node, String reason) implements Fact {}

  /**
   * A node entered a stage.
   *
   * @param node which
   * @param stage which
   */
  record StageEntered(NodeName node, Stage stage) implements Fact {}

  /**
   * An effect is about to be started.
   *
   * @param id its number within the run
   * @param effect what
   */
  record EffectStarted(long id, Effect effect) implements Fact {}

  /**
   * A changing effect ended.
   *
   * @param id its number
   * @param effect what
   * @param outcome how
   */
  record EffectEnded(long id, Effect effect, Outcome outcome) implements Fact {}

  /**
   * Leadership was seen to have moved.
   *
   * @param from who led
   * @param to who leads
   * @param term the new term
   */
  record LeadershipMoved(NodeName from, NodeName to, long term) implements Fact {}

  /**
   * Clients were seen to reach a node that we hold out of service.
   *
   * @param node which
   */
  record Exposed(NodeName node) implements Fact {}

  /**
   * What a rejoining node has been shown to do.
   *
   * @param node which
   * @param what for instance that it applied a new event, or that its content agrees
   */
  record Proven(NodeName node, String what) implements Fact {}

  /**
   * What could not be shown, and why.
   *
   * @param node which
   * @param what for instance that the driver can't append a heartbeat
   */
  record NotProven(NodeName node, String what) implements Fact {}

  /**
   * Something the operator should know that stops nothing.
   *
   * @param text what, with figures
   */
  record Warned(String text) implements Fact {}

  /**
   * The cluster outside the next batch was seen healthy and applying.
   *
   * @param next the nodes whose turn it is
   */
  record GatePassed(List<NodeName> next) implements Fact {
    /** Keeps its own copy. */
    public GatePassed {
      next = List.copyOf(next);
    }
  }

  /**
   * The run watches the cluster before it goes on.
   *
   * @param length how long
   */
  record SoakStarted(Duration length) implements Fact {}

  /**
   * Somebody asked the run to end.
   *
   * @param how how urgently
   */
  record StopRequested(Input.Stop how) implements Fact {}

  /**
   * The fewest nodes that served during the run, by the control plane's log.
   *
   * @param nodes how many
   */
  record ServingFloor(int nodes) implements Fact {}

  /** What the probe told. The counts are those since the probe's record before this one. */
  sealed interface ProbeNews extends Fact {
    /** What was counted; the longest gap is that of the whole process so far. */
    Availability counted();
  }

  /**
   * Clients are not answered: no more capacity is taken away.
   *
   * @param counted since the record before
   * @param inRow how many queries failed, one after another
   * @param why the last of them did
   */
  record ProbeFailing(Availability counted, int inRow, String why) implements ProbeNews {}

  /**
   * Clients are answered again.
   *
   * @param counted since the record before
   * @param inRow how many queries were answered, one after another
   */
  record ProbeAnswering(Availability counted, int inRow) implements ProbeNews {}

  /**
   * A node's turn or the run ended.
   *
   * @param counted since the record before
   */
  record ProbeMeasured(Availability counted) implements ProbeNews {}

  /**
   * The run ended.
   *
   * @param ending how
   */
  record RunEnded(Ending ending) implements Fact {}

  /**
   * A fresh look.
   *
   * @param snapshot what it showed
   */
  record Observed(Snapshot snapshot) implements Glimpse {}

  /**
   * The journal could not be kept: nothing more is started, and what follows is not in it.
   *
   * @param why in the system's words
   */
  record JournalLost(String why) implements Glimpse {}

  /**
   * Where the probe stands, once a second.
   *
   * @param counted since its last record; a later glimpse holds this one
   */
  record ProbeGlimpsed(Availability counted) implements Glimpse {}

  /**
   * What the run waits for, said anew every 30 s.
   *
   * @param text for whom and what, with figures and the limit
   */
  record StillWaiting(String text) implements Glimpse {}
}
