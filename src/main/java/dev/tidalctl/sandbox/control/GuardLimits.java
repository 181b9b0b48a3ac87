package dev.tidalctl.sandbox.control;

import dev.tidalctl.sandbox.wire.JsonObject;

/**
 * How much may be out of service.
 *
 * @param minServing nodes that are to stay serving and healthy
 * @param maxUnavailable nodes that may be out of service or unhealthy at once
 */
public record GuardLimits(int minServing, int maxUnavailable) {
  static GuardLimits from(JsonObject document) {
    return new GuardLimits(document.integer("minServing"), document.integer("maxUnavailable"));
  }

  JsonObject document() {
    return JsonObject.builder()
        .put("minServing", minServing)
        .put("maxUnavailable", maxUnavailable)
        .build();
  }

  GuardLimits stricter(GuardLimits other) {
    return new GuardLimits(
        Math.max(minServing, other.minServing), Math.min(maxUnavailable, other.maxUnavailable));
  }
}
