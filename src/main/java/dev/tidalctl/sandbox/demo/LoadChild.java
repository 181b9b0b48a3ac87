package dev.tidalctl.sandbox.demo;

import dev.tidalctl.sandbox.load.LoadLines;
import dev.tidalctl.sandbox.load.LoadReport;
import dev.tidalctl.sandbox.load.LoadReportFile;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The load as a process of its own, so that it measures from outside. */
final class LoadChild implements AutoCloseable {
  private static final Duration TO_START = Duration.ofSeconds(60);
  private static final Duration TO_REPORT = Duration.ofSeconds(30);
  private static final int TERMINATED = 143;

  private final DemoPlan plan;
  private final Child child;
  private final CountDownLatch underWay;

  private LoadChild(DemoPlan plan, Child child, CountDownLatch underWay) {
    this.plan = plan;
    this.child = child;
    this.underWay = underWay;
  }

  /** Starts it; what it says is passed on. */
  static LoadChild start(DemoPlan plan, Consumer<String> news) throws IOException {
    CountDownLatch underWay = new CountDownLatch(1);
    List<String> command =
        List.of(
            plan.launcher().toString(),
            "sandbox",
            "load",
            "--dir",
            plan.dir().toString(),
            "--duration",
            "1h",
            "--writes",
            Integer.toString(plan.writes()),
            "--queries",
            Integer.toString(plan.queries()),
            "--out",
            plan.loadReport().toString());
    Consumer<String> watch =
        line -> {
          news.accept(line);
          if (line.equals(LoadLines.UNDER_WAY)) {
            underWay.countDown();
          }
        };
    return new LoadChild(plan, Child.start(command, line -> {}, watch), underWay);
  }

  /**
   * Waits until everything it is to send is being sent.
   *
   * @throws DemoFailed when that takes too long
   */
  void awaitUnderWay() throws InterruptedException {
    long until = System.nanoTime() + TO_START.toNanos();
    while (!underWay.await(100, TimeUnit.MILLISECONDS)) {
      if (!child.running() || System.nanoTime() - until > 0) {
        throw new DemoFailed("the load did not get under way");
      }
    }
  }

  /**
   * Ends the load.
   *
   * @return its report
   * @throws DemoFailed when it left none
   */
  LoadReport stop() throws InterruptedException {
    child.askToEnd();
    int code = child.await(TO_REPORT);
    try {
      if (code == 0 || code == TERMINATED) {
        return LoadReportFile.read(plan.loadReport());
      }
    } catch (IOException e) {
      throw new DemoFailed("the load left no report: " + e.getMessage(), e);
    }
    throw new DemoFailed("the load ended with exit code " + code);
  }

  @Override
  public void close() {
    child.close();
  }
}
