package dev.tidalctl.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.ConnectionSpec;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/**
 * Builds the OkHttp client. Without an https endpoint it never opens a trust store; it follows no
 * redirect, repeats nothing of its own accord, and asks no proxy.
 */
final class Transport {
  private Transport() {}

  static OkHttpClient client(HttpSettings settings) throws UnusableSetting {
    boolean plain = settings.endpoints().stream().anyMatch(e -> "http".equals(e.getScheme()));
    boolean secure = settings.endpoints().stream().anyMatch(e -> "https".equals(e.getScheme()));
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            .connectionSpecs(specs(plain, secure))
            .protocols(List.of(Protocol.HTTP_1_1))
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            .proxy(Proxy.NO_PROXY)
            .dns(host -> lookUp(host, settings.connectLimit()))
            .connectTimeout(settings.connectLimit())
            // The limit of the whole call, set on each, bounds these too.
            .readTimeout(Duration.ZERO)
            .writeTimeout(Duration.ZERO);
    if (secure && settings.tls().isPresent()) {
      TlsSetup tls = TlsSetup.from(settings.tls().get());
      builder.sslSocketFactory(tls.sockets(), tls.trust());
    }
    return builder.build();
  }

  private static List<ConnectionSpec> specs(boolean plain, boolean secure) {
    if (plain && secure) {
      return List.of(ConnectionSpec.MODERN_TLS, ConnectionSpec.CLEARTEXT);
    }
    return List.of(secure ? ConnectionSpec.MODERN_TLS : ConnectionSpec.CLEARTEXT);
  }

  /** The system's resolver can hang for long and can't be interrupted: it is left behind then. */
  private static List<InetAddress> lookUp(String host, Duration limit) throws UnknownHostException {
    CompletableFuture<List<InetAddress>> found = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("look-up")
        .start(
            () -> {
              try {
                found.complete(Dns.SYSTEM.lookup(host));
              } catch (IOException e) {
                found.completeExceptionally(e);
              }
            });
    try {
      return found.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw unknown(host, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unknown(host, e);
    }
  }

  private static UnknownHostException unknown(String host, Exception cause) {
    UnknownHostException unknown = new UnknownHostException(host);
    unknown.initCause(cause);
    return unknown;
  }
}
