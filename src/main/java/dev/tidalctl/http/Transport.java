package dev.tidalctl.http;

import dev.tidalctl.tls.TlsSetup;
import dev.tidalctl.tls.UnusableTls;
import dev.tidalctl.topology.Tls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.Dispatcher;
import okhttp3.Dns;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;

/**
 * Builds the OkHttp client. Without an https endpoint it never opens a trust store; it follows no
 * redirect, repeats nothing of its own accord, and asks no proxy.
 */
final class Transport {
  private static final long UNKNOWN_LENGTH = -1;

  private Transport() {}

  static OkHttpClient client(HttpSettings settings) throws UnusableSetting {
    boolean plain = settings.endpoints().stream().anyMatch(e -> "http".equals(e.getScheme()));
    boolean secure = settings.endpoints().stream().anyMatch(e -> "https".equals(e.getScheme()));
    OkHttpClient.Builder builder =
        Common.CLIENT
            .newBuilder()
            .dispatcher(new Dispatcher())
            .connectionPool(new ConnectionPool())
            .connectionSpecs(specs(plain, secure))
            .dns(host -> lookUp(host, settings.connectLimit()))
            .connectTimeout(settings.connectLimit());
    if (secure) {
      TlsSetup tls = tls(settings);
      builder.sslSocketFactory(tls.sockets(), tls.trust());
    }
    return builder.build();
  }

  private static TlsSetup tls(HttpSettings settings) throws UnusableSetting {
    try {
      return TlsSetup.from(settings.tls().orElse(new Tls(Optional.empty(), Optional.empty())));
    } catch (UnusableTls e) {
      throw new UnusableSetting(e.why(), e);
    }
  }

  /** Makes what all clients have in common, if nobody has yet. */
  static void foresee() {
    OkHttpClient.Builder _ = Common.CLIENT.newBuilder();
  }

  private static final class Common {
    private static final OkHttpClient CLIENT =
        new OkHttpClient.Builder()
            .connectionSpecs(List.of(ConnectionSpec.CLEARTEXT))
            .protocols(List.of(Protocol.HTTP_1_1))
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            .proxy(Proxy.NO_PROXY)
            .addNetworkInterceptor(Transport::refuseNegativeLength)
            // The limit of the whole call, set on each, bounds these too.
            .readTimeout(Duration.ZERO)
            .writeTimeout(Duration.ZERO)
            .build();
  }

  /**
   * The same for requests that only read. A kept connection may have died unnoticed: such a request
   * is then sent again on another one.
   */
  static OkHttpClient forReads(OkHttpClient client) {
    return client.newBuilder().retryOnConnectionFailure(true).build();
  }

  /**
   * The same for changes. Each has a connection of its own: on a kept one that has died unnoticed
   * nobody could tell whether the change arrived.
   *
   * <p>A pool that keeps none closes a connection at once when it is idle, whatever its time limit;
   * that is also how often it looks at those in use, and must not be short.
   */
  static OkHttpClient forChanges(OkHttpClient client) {
    return client.newBuilder().connectionPool(new ConnectionPool(0, 5, TimeUnit.MINUTES)).build();
  }

  /** OkHttp takes such a length at its word, and fails with what is no IOException. */
  private static Response refuseNegativeLength(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    if (response.body().contentLength() < UNKNOWN_LENGTH) {
      throw new ProtocolException("Content-Length: " + response.header("Content-Length"));
    }
    return response;
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
