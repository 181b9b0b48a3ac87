package dev.tidalctl.tidal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.ValidationReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * Judges exchanges by the OpenAPI file that is shipped in the jar, with a library that shares
 * nothing with the driver.
 */
public final class ExchangeValidator {
  /** Where the file is in the jar. */
  public static final String RESOURCE = "/dev/tidalctl/tidal/control-plane-v1.openapi.yaml";

  private final OpenApiInteractionValidator validator =
      OpenApiInteractionValidator.createForInlineApiSpecification(specification()).build();

  /** The file's text. */
  public static String specification() {
    try (InputStream in =
        Objects.requireNonNull(
            ExchangeValidator.class.getResourceAsStream(RESOURCE), "not in the jar")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fails when there is none, or one that the file does not allow, naming all of these. */
  public void assertAllValid(Collection<Exchange> exchanges) {
    assertEquals(false, exchanges.isEmpty(), "nothing was recorded");
    List<String> wrong =
        exchanges.stream()
            .flatMap(e -> problems(e).stream().map(p -> e + "\n  " + p))
            .distinct()
            .toList();
    assertEquals("", String.join("\n", wrong));
  }

  /** What the file does not allow in an exchange. */
  public List<String> problems(Exchange exchange) {
    return validator.validate(request(exchange), response(exchange)).getMessages().stream()
        .filter(m -> m.getLevel() == ValidationReport.Level.ERROR)
        .map(m -> m.getKey() + ": " + m.getMessage())
        .toList();
  }

  private static SimpleRequest request(Exchange exchange) {
    SimpleRequest.Builder request =
        new SimpleRequest.Builder(exchange.method(), exchange.target().getPath());
    exchange.requestHeaders().forEach(request::withHeader);
    String query = exchange.target().getRawQuery();
    if (query != null) {
      for (String pair : query.split("&", -1)) {
        int equals = pair.indexOf('=');
        request.withQueryParam(
            decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    if (!exchange.requestBody().isEmpty()) {
      request.withBody(exchange.requestBody());
    }
    return request.build();
  }

  private static SimpleResponse response(Exchange exchange) {
    SimpleResponse.Builder response = SimpleResponse.Builder.status(exchange.status());
    exchange.responseHeaders().forEach(response::withHeader);
    if (!exchange.responseBody().isEmpty()) {
      response.withBody(exchange.responseBody());
    }
    return response.build();
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
