package dev.tidalctl.sandbox.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/** Reads JSON documents over HTTP; only reads, which may be repeated without harm. */
final class JsonReader {
  private static final int CONNECT_MS = 10_000;

  private final JsonMapper mapper = new JsonMapper();

  /**
   * Gets a document.
   *
   * @param limit of the wait for its first byte, and between any two
   * @throws IOException when there is none, or the answer's status is not 200
   */
  JsonNode get(URI base, String pathAndQuery, Duration limit) throws IOException {
    URI uri = URI.create(base.toString().replaceAll("/$", "") + pathAndQuery);
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setConnectTimeout(CONNECT_MS);
    connection.setReadTimeout((int) limit.toMillis());
    if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
      throw new IOException("HTTP " + connection.getResponseCode() + " from " + uri);
    }
    try (InputStream body = connection.getInputStream()) {
      return mapper.readTree(body);
    }
  }
}
