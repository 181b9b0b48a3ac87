package dev.tidalctl.http;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * GETs one page, over and over, as a client of it would.
 *
 * <ol>
 *   <li>Connections are kept. One that turns out to have been closed while idle is replaced within
 *       the same limit: any client's would be.
 *   <li>Redirects are not followed, and no answer is asked for twice: a 503 counts, whatever it
 *       says about trying again.
 *   <li>An answer is whole, or its first 64 KiB are; none of it is kept.
 *   <li>No proxy is asked; https trusts the system's authorities.
 * </ol>
 *
 * May be used by many threads at a time. The page's path and query appear in no message: they may
 * hold a secret.
 */
public final class PageReader implements AutoCloseable {
  private static final long LARGEST_BODY = 64 * 1024;

  private final String server;
  private final Request request;
  private final OkHttpClient client;

  /**
   * A reader that connects when first used.
   *
   * @param page an http or https URL without user name
   */
  public PageReader(URI page) {
    this.server = page.getScheme() + "://" + page.getRawAuthority();
    this.request = new Request.Builder().url(page.toString()).build();
    HttpSettings settings =
        HttpSettings.of(List.of(URI.create(server)), Optional.empty(), Optional.empty());
    try {
      this.client =
          Transport.client(settings)
              .newBuilder()
              .retryOnConnectionFailure(true)
              .addNetworkInterceptor(
                  chain ->
                      chain
                          .proceed(chain.request())
                          .newBuilder()
                          .removeHeader("Retry-After")
                          .build())
              .build();
    } catch (UnusableSetting e) {
      throw new IllegalStateException("no setting was given that could be unusable", e);
    }
  }

  /**
   * Asks once. Blocks the calling thread; interrupting it ends the question.
   *
   * @param limit from connecting to the last byte of the answer
   */
  public PageAnswer get(Duration limit) {
    Departure departure = new Departure();
    Call call = client.newCall(request);
    call.addEventListener(departure);
    call.timeout().timeout(limit.toNanos(), TimeUnit.NANOSECONDS);
    try (Response response = call.execute()) {
      response.body().source().request(LARGEST_BODY);
      return new PageAnswer.Status(response.code());
    } catch (IOException e) {
      String why = departure.begun() ? Failures.afterSending(e) : Failures.beforeSending(e);
      return new PageAnswer.None(server + ": " + why);
    }
  }

  /** Closes idle connections. */
  @Override
  public void close() {
    client.connectionPool().evictAll();
  }
}
