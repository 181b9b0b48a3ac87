package dev.tidalctl.patroni;

import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.patroni.view.Setup;
import dev.tidalctl.patroni.wire.NodeApi;
import dev.tidalctl.patroni.wire.NodeReading;
import dev.tidalctl.sql.SqlFacts;
import dev.tidalctl.traffic.ReadRoutes;
import dev.tidalctl.traffic.WriteGate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reaches for everything that the cluster file names, each by itself, and changes nothing. */
final class Contacts {
  private final Setup setup;
  private final NodeApi api;
  private final PatroniDriver.Parts parts;
  private final Gathering gathering;

  Contacts(Setup setup, NodeApi api, PatroniDriver.Parts parts, Gathering gathering) {
    this.setup = setup;
    this.api = api;
    this.parts = parts;
    this.gathering = gathering;
  }

  List<Contact> make() {
    List<Contact> made = new ArrayList<>();
    setup.nodes().forEach(node -> made.add(patroni(node)));
    made.addAll(routes());
    parts.gate().ifPresent(gate -> made.addAll(poolers(gate)));
    made.add(shared());
    parts
        .sql()
        .ifPresent(sql -> setup.nodes().forEach(node -> made.add(postgres(sql, node.name()))));
    return List.copyOf(made);
  }

  private Contact patroni(Setup.Node node) {
    return switch (api.reading(node.name())) {
      case Reply.Ok<NodeReading>(NodeReading reading) ->
          Contact.good("patroni " + node.name(), words(node, reading));
      case Reply.Refused<NodeReading>(var refusal) -> silent(node, refusal.detail());
      case Reply.Unreachable<NodeReading>(String why) -> silent(node, why);
      case Reply.Unknown<NodeReading>(String why) -> silent(node, why);
    };
  }

  private static Contact silent(Setup.Node node, String why) {
    return Contact.bad(
        "patroni " + node.name(), why, "start Patroni there, or correct the node's url");
  }

  private static String words(Setup.Node node, NodeReading reading) {
    return node.url()
        + ": "
        + reading.state()
        + reading.patroniVersion().map(v -> ", Patroni " + v).orElse("")
        + reading.scope().map(s -> ", scope " + s).orElse("");
  }

  private List<Contact> routes() {
    Reply<ReadRoutes.View> look = parts.routes().look();
    if (!(look instanceof Reply.Ok<ReadRoutes.View>(ReadRoutes.View view))) {
      return List.of(
          Contact.bad(
              "routing", Replies.why(look).orElse(""), "start it, or correct routing in the file"));
    }
    if (view.routes().isEmpty()) {
      return List.of(
          Contact.doubtful(
              "routing",
              "nothing keeps clients off a node: those of a node that is restarted fail",
              "name routing.haproxy, if there is one"));
    }
    if (view.unseen().isEmpty() && view.complaints().isEmpty()) {
      return List.of(Contact.good("routing", "the load balancers answer, and agree"));
    }
    return Stream.concat(
            view.unseen().stream()
                .map(
                    why -> Contact.bad("routing", why, "start it, or correct routing in the file")),
            view.complaints().stream()
                .map(c -> Contact.bad("routing", c, "see to it, or correct routing in the file")))
        .toList();
  }

  private static List<Contact> poolers(WriteGate gate) {
    Reply<WriteGate.View> look = gate.look();
    if (!(look instanceof Reply.Ok<WriteGate.View>(WriteGate.View view))) {
      return List.of(
          Contact.bad(
              "pgbouncer",
              Replies.why(look).orElse(""),
              "start it, or correct routing.pgbouncer in the file"));
    }
    List<Contact> found = new ArrayList<>();
    view.held()
        .forEach(
            held ->
                found.add(
                    Contact.bad(
                        "pgbouncer", held, "RESUME it there, unless somebody needs it paused")));
    view.unfit().forEach(unfit -> found.add(Contact.bad("pgbouncer", unfit, "")));
    return found.isEmpty()
        ? List.of(Contact.good("pgbouncer", "every console answers, and can hold writes"))
        : found;
  }

  private Contact shared() {
    Optional<String> why = Replies.why(parts.shared().look());
    if (why.isPresent()) {
      return Contact.bad("state", why.get(), "start it, or correct state in the file");
    }
    return parts.shared() instanceof UnsharedState
        ? Contact.doubtful("state", "the file names no place for the lease", "add state.etcd")
        : Contact.good("state", "the lease and the marks on nodes can be read");
  }

  private Contact postgres(SqlFacts sql, NodeName node) {
    String what = "sql " + node;
    return gathering
        .postgres(node)
        .map(
            at ->
                Replies.why(sql.sessions(at))
                    .map(why -> Contact.bad(what, why, "correct sql in the file, or grant it"))
                    .orElseGet(() -> Contact.good(what, "PostgreSQL answers")))
        .orElseGet(
            () ->
                Contact.doubtful(
                    what,
                    "Patroni does not say where its PostgreSQL listens",
                    "bring it up before a roll"));
  }
}
