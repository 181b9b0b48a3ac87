package dev.tidalctl.sandbox.node;

import dev.tidalctl.sandbox.wal.Position;
import dev.tidalctl.sandbox.wal.Wal;
import dev.tidalctl.sandbox.wal.WalRecord;
import dev.tidalctl.sandbox.wire.HttpEndpoint;
import dev.tidalctl.sandbox.wire.HttpPeer;
import dev.tidalctl.sandbox.wire.JsonObject;
import dev.tidalctl.sandbox.wire.Problem;
import dev.tidalctl.sandbox.wire.ProblemCode;
import dev.tidalctl.sandbox.wire.Reply;
import dev.tidalctl.sandbox.wire.Request;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a node answers.
 *
 * <p>Clients come through the gateway: {@code /signals}. The control plane asks for {@code
 * /status}, {@code /applied} and {@code /digest}, and governs by {@code /assignment}, {@code
 * /heartbeat} and {@code /ship-check}. The leader ships to {@code /wal}. A cut node answers {@code
 * /admin/fault} only.
 */
final class NodeApi {
  private static final int MAX_ID = 256;
  private static final int MAX_PAYLOAD = 64 << 10;
  private static final long MAX_SIGNALS = 2000;
  private static final Duration MAX_WAIT = Duration.ofSeconds(10);

  private final NodeOptions options;
  private final NodeLog log;
  private final Shipping shipping;
  private final NodeStatus status;
  private final Registrar registrar;
  private final Faults faults;

  NodeApi(
      NodeOptions options,
      NodeLog log,
      Shipping shipping,
      NodeStatus status,
      Registrar registrar,
      Faults faults) {
    this.options = options;
    this.log = log;
    this.shipping = shipping;
    this.status = status;
    this.registrar = registrar;
    this.faults = faults;
  }

  /** Adds all routes. */
  void serveOn(HttpEndpoint endpoint) {
    on(endpoint, "POST", "/signals", this::write);
    on(endpoint, "GET", "/signals", this::read);
    on(endpoint, "GET", "/signals/count", this::count);
    on(endpoint, "GET", "/status", this::status);
    on(endpoint, "GET", "/applied", this::applied);
    on(endpoint, "GET", "/digest", this::digest);
    on(endpoint, "POST", "/assignment", this::assign);
    on(endpoint, "POST", "/heartbeat", this::heartbeat);
    on(endpoint, "POST", "/ship-check", this::shipCheck);
    on(endpoint, "POST", "/wal", this::receive);
    endpoint.on("POST", "/admin/fault", this::fault);
  }

  private void on(HttpEndpoint endpoint, String method, String path, HttpEndpoint.Handler handler) {
    endpoint.on(
        method,
        path,
        request -> {
          faults.beSilentWhileCut();
          return handler.handle(request);
        });
  }

  private Reply write(Request request) throws InterruptedException {
    JsonObject signal = request.document();
    String id = signal.text("id");
    String payload = signal.text("payload");
    if (id.isEmpty() || id.length() > MAX_ID || payload.length() > MAX_PAYLOAD) {
      throw Problem.of(
          ProblemCode.BAD_REQUEST,
          "id has 1 to " + MAX_ID + " characters, payload at most " + MAX_PAYLOAD);
    }
    Position position = log.write(WalRecord.Kind.SIGNAL, id, payload);
    return Reply.json(
        201,
        JsonObject.builder()
            .put("term", position.term())
            .put("seqno", position.seqno())
            .put("node", options.name())
            .build());
  }

  private Reply read(Request request) throws IOException {
    long from = Math.max(1, request.queryNumber("from").orElse(1));
    long to = request.queryNumber("to").orElse(Long.MAX_VALUE);
    long applied = log.store().end().position().seqno();
    long last = Math.min(Math.min(to, applied), from + MAX_SIGNALS - 1);
    List<JsonObject> signals =
        log.store().events(from, last).stream()
            .filter(event -> event.kind() == WalRecord.Kind.SIGNAL)
            .map(NodeApi::signal)
            .toList();
    boolean more = last < Math.min(to, applied);
    return Reply.ok(
        JsonObject.builder()
            .put("node", options.name())
            .put("appliedSeqno", applied)
            .put("next", more ? OptionalLong.of(last + 1) : OptionalLong.empty())
            .put("signals", signals)
            .build());
  }

  private static JsonObject signal(WalRecord event) {
    return JsonObject.builder()
        .put("seqno", event.position().seqno())
        .put("id", event.id())
        .put("payload", event.payload())
        .build();
  }

  private Reply count(Request request) {
    return Reply.ok(JsonObject.builder().put("count", log.store().signals()).build());
  }

  private Reply status(Request request) {
    registrar.asked();
    log.retainFrom(request.queryNumber("retainFrom").orElse(0));
    return Reply.ok(status.document());
  }

  private Reply applied(Request request) throws InterruptedException {
    long atLeast = request.queryNumber("atLeast").orElse(0);
    Duration wait = Duration.ofMillis(request.queryNumber("waitMs").orElse(0));
    if (!log.awaitApplied(atLeast, wait.compareTo(MAX_WAIT) < 0 ? wait : MAX_WAIT)) {
      throw Problem.of(ProblemCode.NOT_APPLIED_YET, "event " + atLeast + " is not applied yet");
    }
    return Reply.ok(log.store().end().position().document());
  }

  private Reply digest(Request request) throws IOException {
    long at = request.queryNumber("at").orElse(log.store().end().position().seqno());
    if (at < 0) {
      throw Problem.of(ProblemCode.BAD_REQUEST, "an event's number is not negative");
    }
    if (at > log.store().end().position().seqno()) {
      throw Problem.of(ProblemCode.NOT_APPLIED_YET, "event " + at + " is not applied yet");
    }
    return Reply.ok(
        JsonObject.builder().put("seqno", at).put("digest", log.store().chainAt(at)).build());
  }

  private Reply assign(Request request) throws InterruptedException {
    log.govern(Assignment.from(request.document()));
    shipping.follow();
    return Reply.ok(status.document());
  }

  private Reply heartbeat(Request request) throws InterruptedException {
    Position position = log.write(WalRecord.Kind.HEARTBEAT, "", "");
    return Reply.ok(JsonObject.builder().put("position", position.document()).build());
  }

  private Reply shipCheck(Request request) throws IOException {
    Position since = Position.from(request.document().object("since"));
    if (since.seqno() > 0 && log.positionAt(since.seqno()).filter(since::equals).isEmpty()) {
      throw Problem.of(ProblemCode.DIVERGED, since + " is not in this leader's history");
    }
    try (HttpPeer follower = HttpPeer.at(URI.create(request.document().text("url")))) {
      FollowerFeed.startOf(log, follower);
    } catch (IOException unreachable) {
      // It can't say what it has received beyond what it was seen to have applied.
      FollowerFeed.requireKept(log, since.seqno() + 1);
    }
    return Reply.json(202, JsonObject.empty());
  }

  private Reply receive(Request request) throws IOException, InterruptedException {
    List<WalRecord> records = Wal.decode(request.body());
    int taken = faults.takenAtOnce(records.size());
    Position received =
        log.receive(request.headerNumber("Tidal-Term").orElse(-1), records.subList(0, taken));
    return Reply.ok(JsonObject.builder().put("received", received.document()).build());
  }

  private Reply fault(Request request) {
    faults.set(request.document().text("kind"));
    return Reply.ok(JsonObject.empty());
  }
}
