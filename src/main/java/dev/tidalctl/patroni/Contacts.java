package dev.tidalctl.patroni;

import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.patroni.view.Setup;
import dev.tidalctl.patroni.wire.NodeApi;
import dev.tidalctl.patroni.wire.NodeReading;
import dev.tidalctl.sql.SqlFacts;
import dev.tidalctl.traffic.ReadRoutes;
import dev.tidalctl.traffic.WriteGate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reaches for everything that the cluster file names, each by itself, and changes nothing. */
final class Contacts {
  private static final String ROUTING = "routing";
  private static final String POOLER = "pgbouncer";

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
    setup.nodes().forEach(node -> made.addAll(patroni(node)));
    made.addAll(
        Contact.of(
            ROUTING,
            parts.routes().look(),
            "start it, or correct routing in the file",
            Contacts::routes));
    parts
        .gate()
        .ifPresent(
            gate ->
                made.addAll(
                    Contact.of(
                        POOLER,
                        gate.look(),
                        "start it, or correct routing.pgbouncer in the file",
                        Contacts::poolers)));
    made.addAll(
        Contact.of(
            "state",
            parts.shared().look(),
            "start it, or correct state in the file",
            _ -> List.of(shared())));
    parts
        .sql()
        .ifPresent(sql -> setup.nodes().forEach(node -> made.addAll(postgres(sql, node.name()))));
    return List.copyOf(made);
  }

  private List<Contact> patroni(Setup.Node node) {
    String what = "patroni " + node.name();
    return Contact.of(
        what,
        api.reading(node.name()),
        "start Patroni there, or correct the node's url",
        reading -> List.of(Contact.good(what, words(node, reading))));
  }

  private static String words(Setup.Node node, NodeReading reading) {
    return node.url()
        + ": "
        + reading.state()
        + reading.patroniVersion().map(v -> ", Patroni " + v).orElse("")
        + reading.scope().map(s -> ", scope " + s).orElse("");
  }

  private static List<Contact> routes(ReadRoutes.View view) {
    if (view.routes().isEmpty()) {
      return List.of(
          Contact.doubtful(
              ROUTING,
              "nothing keeps clients off a node: those of a node that is restarted fail",
              "name routing.haproxy, if there is one"));
    }
    if (view.unseen().isEmpty() && view.complaints().isEmpty()) {
      return List.of(Contact.good(ROUTING, "the load balancers answer, and agree"));
    }
    return Stream.concat(
            view.unseen().stream()
                .map(each -> Contact.of(ROUTING, each, "start it, or correct routing in the file")),
            view.complaints().stream()
                .map(c -> Contact.bad(ROUTING, c, "see to it, or correct routing in the file")))
        .toList();
  }

  private static List<Contact> poolers(WriteGate.View view) {
    List<Contact> found = new ArrayList<>();
    view.held()
        .forEach(
            held ->
                found.add(
                    Contact.bad(POOLER, held, "RESUME it there, unless somebody needs it paused")));
    view.unfit().forEach(unfit -> found.add(Contact.bad(POOLER, unfit, "")));
    return found.isEmpty()
        ? List.of(Contact.good(POOLER, "every console answers, and can hold writes"))
        : found;
  }

  private Contact shared() {
    return parts.shared() instanceof UnsharedState
        ? Contact.doubtful("state", "the file names no place for the lease", "add state.etcd")
        : Contact.good("state", "the lease and the marks on nodes can be read");
  }

  private List<Contact> postgres(SqlFacts sql, NodeName node) {
    String what = "sql " + node;
    return gathering
        .postgres(node)
        .map(
            at ->
                Contact.of(
                    what,
                    sql.sessions(at),
                    "correct sql in the file, or grant it",
                    _ -> List.of(Contact.good(what, "PostgreSQL answers"))))
        .orElseGet(
            () ->
                List.of(
                    Contact.doubtful(
                        what,
                        "Patroni does not say where its PostgreSQL listens",
                        "bring it up before a roll")));
  }
}
