package dev.tidalctl.tidal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That the OpenAPI file is one, covers the API, and that its judge can say no. */
final class ExchangeValidatorTest {
  private static final ExchangeValidator VALIDATOR = new ExchangeValidator();

  @Test
  void theFileIsOpenApi31WithoutAnyComplaint() {
    SwaggerParseResult parsed =
        new OpenAPIV3Parser().readContents(ExchangeValidator.specification());

    assertEquals(List.of(), parsed.getMessages());
    OpenAPI api = parsed.getOpenAPI();
    assertEquals("3.1.0", api.getOpenapi());
    assertEquals(
        Set.of(
            "/v1/cluster",
            "/v1/transitions",
            "/v1/shards/{id}/routing",
            "/v1/shards/{id}/ship",
            "/v1/shards/{id}/digest",
            "/v1/wal/heartbeat",
            "/v1/leadership",
            "/v1/leases/upgrade",
            "/v1/signals",
            "/v1/signals/count"),
        api.getPaths().keySet());
  }

  @Test
  void everyCodeThatTheDriverKnowsIsInTheFile() {
    for (ProblemCode code : ProblemCode.values()) {
      assertTrue(
          ExchangeValidator.specification()
              .contains("            - " + WireWords.lower(code) + "\n"),
          code.name());
    }
  }

  @Test
  void aGoodLookIsValid() {
    assertEquals(List.of(), VALIDATOR.problems(look("/v1/cluster", Answers.snapshot(1, 2, 3))));
    assertEquals(
        List.of(),
        VALIDATOR.problems(
            look("/v1/cluster?after=3&of=observation&wait=500ms", Answers.snapshot(1, 2, 3))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"epoch\":1, | '' | a member is missing",
        "\"epoch\":1 | \"epoch\":\"1\" | a number is a string",
        "\"epoch\":1 | \"epoch\":-1 | a counter is negative",
        "\"hold\":null, | '' | a member that may be null is missing",
        "\"routing\":\"drained\" | \"routing\":\"gone\" | a word is unknown",
        "\"reachable\":false | \"reachable\":null | a flag is null",
        "\"phase\":\"Upgrading\" | \"phase\":\"upgrading\" | a phase in lower case",
        "\"now\":\"2026-01-01T00:00:10Z\" | \"now\":\"today\" | no time",
        "\"state\":\"held\" | \"state\":\"mine\" | deep within a nullable object"
      })
  void aBadSnapshotIsNot(String from, String to, String what) {
    String good = Answers.snapshot(1, 2, 3);
    String bad = good.replace(from, to);

    assertFalse(bad.equals(good), "nothing was replaced");
    assertFalse(VALIDATOR.problems(look("/v1/cluster", bad)).isEmpty(), what);
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/cluster?of=weather, the counter is unknown",
    "/v1/cluster?wait=long, the duration is none",
    "/v1/nothing, the path is unknown",
    "/v2/cluster, the version is unknown"
  })
  void aBadRequestIsNot(String target, String what) {
    assertFalse(VALIDATOR.problems(look(target, Answers.snapshot(1, 2, 3))).isEmpty(), what);
  }

  @Test
  void aStatusThatTheFileDoesNotNameIsNot() {
    assertFalse(
        VALIDATOR
            .problems(exchange("GET", "/v1/cluster", Map.of(), "", 418, "{}", "application/json"))
            .isEmpty());
  }

  @Test
  void aChangeWithoutItsTokenIsNot() {
    assertFalse(
        VALIDATOR
            .problems(
                exchange(
                    "POST",
                    "/v1/wal/heartbeat",
                    Map.of("Content-Type", List.of("application/json")),
                    "{}",
                    200,
                    "{\"position\":{\"term\":1,\"seqno\":2}}",
                    "application/json"))
            .isEmpty());
  }

  @Test
  void anErrorWithoutItsCodeIsNot() {
    assertFalse(
        VALIDATOR
            .problems(
                exchange(
                    "GET",
                    "/v1/cluster",
                    Map.of(),
                    "",
                    503,
                    "{\"type\":\"about:blank\",\"title\":\"x\",\"status\":503,\"detail\":\"y\"}",
                    "application/problem+json"))
            .isEmpty());
  }

  private static Exchange look(String target, String body) {
    return exchange("GET", target, Map.of(), "", 200, body, "application/json");
  }

  private static Exchange exchange(
      String method,
      String target,
      Map<String, List<String>> headers,
      String body,
      int status,
      String answer,
      String type) {
    return new Exchange(
        method,
        URI.create(target),
        headers,
        body,
        status,
        Map.of("Content-Type", List.of(type)),
        answer);
  }
}
