package dev.tidalctl.probe;

import dev.tidalctl.core.model.ProbeAnswer;
import dev.tidalctl.core.port.Prober;
import dev.tidalctl.http.PageAnswer;
import dev.tidalctl.http.PageReader;
import java.net.URI;
import java.time.Duration;

/**
 * Asks by a GET. A status from 200 to 299 is an answer; any other, a redirect too, is a failure. At
 * most 32 are under way at once: more than the default limit of 1 s and interval of 50 ms need.
 */
public final class HttpProber implements Prober {
  private static final int MOST_AT_ONCE = 32;

  private final PageReader page;

  /**
   * A prober that connects when first asked.
   *
   * @param url an http or https URL without user name
   */
  public HttpProber(URI url) {
    page = new PageReader(url);
  }

  @Override
  public ProbeAnswer ask(Duration limit) throws InterruptedException {
    long start = System.nanoTime();
    PageAnswer answer = page.get(limit);
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return switch (answer) {
      case PageAnswer.None(String why) -> new ProbeAnswer.Failed(why);
      case PageAnswer.Status(int code) when code / 100 == 2 ->
          new ProbeAnswer.Answered(Duration.ofNanos(System.nanoTime() - start));
      case PageAnswer.Status(int code) when code / 100 == 3 ->
          new ProbeAnswer.Failed("HTTP " + code + ", a redirect that is not followed");
      case PageAnswer.Status(int code) -> new ProbeAnswer.Failed("HTTP " + code);
    };
  }

  @Override
  public int mostAtOnce() {
    return MOST_AT_ONCE;
  }

  @Override
  public void close() {
    page.close();
  }
}
