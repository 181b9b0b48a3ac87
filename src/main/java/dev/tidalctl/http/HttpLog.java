package dev.tidalctl.http;

import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import okhttp3.Headers;
import okhttp3.Request;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line per request for whoever asked for diagnostics. Bodies are never shown. */
final class HttpLog {
  private static final Logger LOG = LoggerFactory.getLogger("dev.tidalctl.http");

  /** All other values may be secrets. */
  private static final Set<String> SHOWN =
      Set.of("accept", "content-length", "content-type", "date", "if-match", "location", "server");

  private HttpLog() {}

  static void sent(Request request) {
    if (LOG.isTraceEnabled()) {
      LOG.trace("{} {} {}", request.method(), request.url(), redacted(request.headers()));
    }
  }

  static void answered(Request request, Response response, long nanos, Redaction redaction) {
    LOG.debug(
        "{} {} -> {} in {} ms",
        request.method(),
        request.url(),
        response.code(),
        TimeUnit.NANOSECONDS.toMillis(nanos));
    if (LOG.isTraceEnabled()) {
      LOG.trace("{}", redaction.in(redacted(response.headers())));
    }
  }

  static void failed(Request request, String why) {
    LOG.debug("{} {} -> {}", request.method(), request.url(), why);
  }

  /** The headers with every value hidden that is not known to be harmless. */
  static String redacted(Headers headers) {
    TreeMap<String, String> shown = new TreeMap<>();
    for (String name : headers.names()) {
      String key = name.toLowerCase(Locale.ROOT);
      shown.put(
          key, SHOWN.contains(key) ? String.join(", ", headers.values(name)) : Redaction.HIDDEN);
    }
    return shown.toString();
  }
}
