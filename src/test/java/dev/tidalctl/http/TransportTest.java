package dev.tidalctl.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

/** What OkHttp may do of its own accord: nothing. */
final class TransportTest {
  @Test
  void plainHttpNeedsNoTrustStore() throws Exception {
    OkHttpClient client = client("http://127.0.0.1:1");

    assertEquals(List.of(ConnectionSpec.CLEARTEXT), client.connectionSpecs());
    assertEquals(null, client.x509TrustManager(), "the system's trust store was read");
  }

  @Test
  void httpsIsNeverPlain() throws Exception {
    assertEquals(
        List.of(ConnectionSpec.MODERN_TLS), client("https://127.0.0.1:1").connectionSpecs());
  }

  @Test
  void nothingIsFollowedOrRepeated() throws Exception {
    OkHttpClient client = client("http://127.0.0.1:1");

    assertFalse(client.followRedirects());
    assertFalse(client.followSslRedirects());
    assertFalse(client.retryOnConnectionFailure());
  }

  private static OkHttpClient client(String endpoint) throws UnusableSetting {
    return Transport.client(
        HttpSettings.of(List.of(URI.create(endpoint)), Optional.empty(), Optional.empty()));
  }
}
