package dev.tidalctl.sandbox.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One load on one gateway, all in the thread that runs it.
 *
 * <ol>
 *   <li>Ask the gateway once for its count, so that a wrong address is seen at once and loading
 *       classes is not measured.
 *   <li>Send writes and queries at their intended times ({@link Pacer}), never twice, and take the
 *       answers as they come.
 *   <li>A query reads a signal acknowledged at least 2 s before ({@link AckedSignals}). Until there
 *       is one, no query is sent and none is counted.
 *   <li>At the end of the duration, or when stopped, send nothing more, await what is outstanding
 *       (each has its limit, so at most 3 s), and report.
 * </ol>
 */
public final class LoadRun {
  private static final Duration FIRST_ANSWER = Duration.ofSeconds(5);
  private static final int DEFAULT_PORT = 80;

  private final LoadPlan plan;
  private final LoadProgress progress;
  private final HttpLoop http;
  private final AtomicBoolean stopped = new AtomicBoolean();

  /**
   * A load that has not started yet.
   *
   * @throws IOException when the machine has no more sockets to give
   */
  public LoadRun(LoadPlan plan, LoadProgress progress) throws IOException {
    this.plan = plan;
    this.progress = progress;
    int port = plan.gateway().getPort() < 0 ? DEFAULT_PORT : plan.gateway().getPort();
    http = new HttpLoop(new InetSocketAddress(plan.gateway().getHost(), port));
  }

  /** Ends the sending now; {@link #run} then returns its report as usual. From any thread. */
  public void stop() {
    stopped.set(true);
    http.wakeUp();
  }

  /**
   * Puts the load on, and returns when it is over. To be called once.
   *
   * @throws GatewayUnreachable when the gateway did not answer before the start; nothing was sent
   * @throws IOException when the machine's sockets fail as a whole
   */
  public LoadReport run() throws GatewayUnreachable, IOException {
    try (http) {
      new Greeting(plan.gateway(), http).await(FIRST_ANSWER);
      LoadRequests requests = new LoadRequests(plan, progress, http);
      progress.running(plan);
      Instant startedAt = Instant.now();
      long start = System.nanoTime();
      Pacer pacer = new Pacer(start, plan.ramp(), plan.duration());
      pacer.add(plan.writes(), requests::write);
      pacer.add(plan.queries(), requests::query);
      boolean told = false;
      while (!stopped.get() && !pacer.ended(System.nanoTime())) {
        long now = System.nanoTime();
        pacer.sendDue(now);
        if (!told && requests.underWay() && pacer.atFullRate(now)) {
          told = true;
          progress.underWay();
        }
        http.serveUntil(pacer.nextDueNanos());
      }
      long end = System.nanoTime();
      while (http.outstanding() > 0) {
        http.serveUntil(end + LoadRequests.LONGEST.toNanos());
      }
      requests.sendingEnded(end);
      return requests.report(startedAt, Duration.ofNanos(end - start), pacer.worstLateness());
    }
  }
}
