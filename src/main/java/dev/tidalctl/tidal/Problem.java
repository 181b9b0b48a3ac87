package dev.tidalctl.tidal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidalctl.core.model.LeaseHolder;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.http.JsonAnswer;
import dev.tidalctl.http.PlainText;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An answer that is no success. Problem details (RFC 9457) are read leniently: whatever they lack,
 * the status still says no.
 *
 * @param status the HTTP status
 * @param code its {@code code}, where it has one
 * @param words what it says, with the endpoint's name
 * @param firstKept its {@code firstKeptSeqno}
 * @param holder its {@code holder}
 */
record Problem(
    int status,
    Optional<String> code,
    String words,
    OptionalLong firstKept,
    Optional<LeaseHolder> holder) {

  static Problem from(JsonAnswer.Answered answer) {
    Optional<JsonNode> body = answer.body().filter(JsonNode::isObject);
    String words =
        body.flatMap(b -> text(b, "detail").or(() -> text(b, "title"))).orElse("no further words");
    return new Problem(
        answer.status(),
        body.flatMap(b -> text(b, "code")),
        answer.endpoint() + ": " + words + " (HTTP " + answer.status() + ")",
        body.map(Problem::firstKept).orElse(OptionalLong.empty()),
        body.flatMap(Problem::holder));
  }

  /** Whether it says that another endpoint is to be asked, and that nothing was done. */
  boolean notAuthoritative() {
    return status == 503 && code.filter(ProblemCode.NOT_AUTHORITATIVE::equals).isPresent();
  }

  /**
   * The refusal, empty when the problem leaves open whether something was done: that is so for a
   * server error whose code is unknown, and for any other status that neither accepts nor declines.
   */
  Optional<Refusal> refusal() {
    Optional<Refusal.Code> known = code.flatMap(ProblemCode::of).map(ProblemCode::meaning);
    if (known.isPresent()) {
      return known.map(c -> new Refusal(c, words, firstKept, holder));
    }
    if (status == 501 || status == 405 || (status == 404 && code.isEmpty())) {
      return Optional.of(Refusal.of(Refusal.Code.UNSUPPORTED, words));
    }
    return status / 100 == 4 && status != 408
        ? Optional.of(Refusal.of(Refusal.Code.OTHER, words))
        : Optional.empty();
  }

  private static Optional<String> text(JsonNode body, String name) {
    return Optional.ofNullable(body.get(name))
        .filter(JsonNode::isTextual)
        .map(t -> PlainText.of(t.textValue()))
        .filter(t -> !t.isEmpty());
  }

  private static OptionalLong firstKept(JsonNode body) {
    JsonNode seqno = body.get("firstKeptSeqno");
    return seqno != null && seqno.isIntegralNumber() && seqno.canConvertToLong()
        ? OptionalLong.of(seqno.longValue())
        : OptionalLong.empty();
  }

  private static Optional<LeaseHolder> holder(JsonNode body) {
    JsonNode holder = body.get("holder");
    if (holder == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(SnapshotReader.lease(Fields.of(holder, "holder")));
    } catch (MalformedAnswer e) {
      return Optional.empty();
    }
  }
}
