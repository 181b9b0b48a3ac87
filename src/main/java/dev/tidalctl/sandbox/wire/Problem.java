package dev.tidalctl.sandbox.wire;

import java.util.Map;

/** A refused request, answered as problem details (RFC 9457) with a {@code code}. */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ProblemCode code;
  private final transient Map<String, Object> extra;

  private Problem(ProblemCode code, String detail, Map<String, Object> extra) {
    // Refusals are ordinary answers: a stack trace for each would cost more than the request.
    super(detail, null, false, false);
    this.code = code;
    this.extra = Map.copyOf(extra);
  }

  /** A problem that its code and a sentence describe. */
  public static Problem of(ProblemCode code, String detail) {
    return new Problem(code, detail, Map.of());
  }

  /** A problem that names one more thing, such as the holder of a lease. */
  public static Problem with(ProblemCode code, String detail, String member, Object value) {
    return new Problem(code, detail, Map.of(member, value));
  }

  /** What kind of problem it is. */
  public ProblemCode code() {
    return code;
  }

  /** The whole sentence. */
  public String detail() {
    return String.valueOf(getMessage());
  }

  /** The answer that tells it. */
  public Reply reply() {
    JsonObject.Builder document =
        JsonObject.builder()
            .put("type", "about:blank")
            .put("title", code.wireName().replace('_', ' '))
            .put("status", code.status())
            .put("detail", detail())
            .put("code", code.wireName());
    extra.forEach(document::put);
    return new Reply(code.status(), "application/problem+json", document.build().bytes());
  }
}
