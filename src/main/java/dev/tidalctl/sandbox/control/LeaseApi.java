package dev.tidalctl.sandbox.control;

import dev.tidalctl.sandbox.wire.HttpEndpoint;
import dev.tidalctl.sandbox.wire.JsonObject;
import dev.tidalctl.sandbox.wire.Problem;
import dev.tidalctl.sandbox.wire.ProblemCode;
import dev.tidalctl.sandbox.wire.Reply;
import dev.tidalctl.sandbox.wire.Request;
import java.util.Optional;
import java.util.OptionalLong;

/** Taking, renewing, releasing and breaking the lease, by {@link LeaseRules}. */
final class LeaseApi {
  private static final String PATH = "/v1/leases/upgrade";

  private final Topology topology;

  LeaseApi(Topology topology) {
    this.topology = topology;
  }

  void serveOn(HttpEndpoint endpoint) {
    endpoint
        .on("POST", PATH, this::take)
        .on("PUT", PATH, this::renew)
        .on("DELETE", PATH, this::delete)
        .on("GET", PATH, this::look);
  }

  private Reply take(Request request) {
    LeaseRequest wanted = LeaseRequest.from(request.document());
    Lease taken =
        topology.change(
            draft -> {
              Optional<Lease> present = draft.state().lease();
              Lease lease = topology.leases().take(present, wanted, draft.state().lastToken());
              if (present.filter(held -> held.token() == lease.token()).isPresent()) {
                draft.renew(lease);
              } else {
                draft.lease(Optional.of(lease), present.isPresent() ? "taken over" : "taken");
              }
              return lease;
            });
    return Reply.json(201, grant(taken).put("transition", topology.takeOf(taken.token())).build());
  }

  private Reply renew(Request request) {
    long token = Preconditions.token(request);
    Lease renewed =
        topology.change(
            draft -> {
              Lease lease =
                  topology.leases().fresh(LeaseRules.require(draft.state().lease(), token));
              draft.renew(lease);
              return lease;
            });
    return Reply.ok(grant(renewed).build());
  }

  private Reply delete(Request request) {
    OptionalLong token = request.headerNumber("Tidal-Fencing-Token");
    Optional<String> run = request.query("run");
    if (token.isEmpty() && run.isEmpty()) {
      throw Problem.of(
          ProblemCode.PRECONDITION_REQUIRED,
          "header Tidal-Fencing-Token is missing, and no run is named");
    }
    boolean force = request.query("force").filter("true"::equals).isPresent();
    return topology.change(
        draft -> {
          String why;
          if (run.isPresent()) {
            checkBreakable(draft.state().lease(), run.get(), force);
            why = "broken";
          } else {
            LeaseRules.require(draft.state().lease(), token.getAsLong());
            why = "released";
          }
          draft.endDraining("the lease was " + why);
          draft.lease(Optional.empty(), why);
          return Reply.noContent();
        });
  }

  private static void checkBreakable(Optional<Lease> present, String run, boolean force) {
    Lease lease =
        present
            .filter(held -> held.runId().equals(run))
            .orElseThrow(
                () -> Problem.of(ProblemCode.NO_SUCH_LEASE, "run " + run + " has no lease"));
    if (!lease.abandoned() && !force) {
      throw Problem.with(
          ProblemCode.LEASE_LIVE,
          "run " + run + " renewed its lease within its time to live",
          "holder",
          lease.shown());
    }
  }

  private Reply look(Request request) {
    Optional<Lease> present = topology.change(draft -> draft.state().lease());
    return Reply.ok(JsonObject.builder().put("lease", present.map(Lease::shown)).build());
  }

  private static JsonObject.Builder grant(Lease lease) {
    return JsonObject.builder()
        .put("token", lease.token())
        .put("expiresAt", lease.expiresAt())
        .put("ttlMs", LeaseRules.TTL.toMillis());
  }
}
