package dev.tidalctl.sandbox.demo;

import dev.tidalctl.sandbox.load.LoadReport;
import dev.tidalctl.sandbox.stage.ControlEntry;
import dev.tidalctl.sandbox.stage.Stage;
import dev.tidalctl.sandbox.stage.StageDescription;
import dev.tidalctl.sandbox.stage.StageOptions;
import dev.tidalctl.sandbox.verify.NodeAddress;
import dev.tidalctl.sandbox.verify.Verification;
import dev.tidalctl.sandbox.verify.VerifyReport;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * A roll under load, from nothing to the proof.
 *
 * <ol>
 *   <li>Start a sandbox at {@value DemoPlan#FROM_VERSION}.
 *   <li>Start the load, and wait until its writes and queries are answered.
 *   <li>Roll, or restart naively, to the new version.
 *   <li>Stop the load; it reports what its clients saw.
 *   <li>Compare what every node holds with what was acknowledged.
 * </ol>
 *
 * <p>{@link #close} ends every process that was started, from any thread and at any time: the load
 * and the roll, then the sandbox with the upgrade command that the roll left running for a resume.
 */
public final class Demo implements AutoCloseable {
  private static final Duration CATCH_UP = Duration.ofSeconds(30);

  /** A program that finds its sandbox gone ends as soon as it has begun. */
  private static final Duration TO_LEAVE = Duration.ofSeconds(10);

  private final DemoPlan plan;
  private final Stage stage;
  private final Consumer<String> news;
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private volatile boolean closed;
  private volatile boolean carriedOut;
  private volatile boolean ours;

  /** A demonstration that tells how it goes in lines. */
  public Demo(DemoPlan plan, Consumer<String> news) {
    this.plan = plan;
    this.news = news;
    stage = Stage.at(plan.dir());
  }

  /**
   * Carries it through. To be called once.
   *
   * @throws DemoFailed when a part of it can't be done, which is not the same as a bad result
   */
  public DemoReport run() throws InterruptedException {
    try {
      news.accept("demo: starting " + plan.nodes() + " nodes in " + plan.dir());
      stage.up(StageOptions.of(plan.nodes()), () -> ours = true);
      LoadChild load = owned(LoadChild.start(plan, news));
      load.awaitUnderWay();
      Step step = owned(plan.naive() ? new NaiveStep(plan, stage, news) : new RollStep(plan, news));
      Step.Result result = step.run();
      requireOpen();
      LoadReport seen = load.stop();
      requireOpen();
      news.accept("demo: checking " + seen.acked().size() + " acknowledged signals on every node");
      VerifyReport verified = verify(seen);
      carriedOut = true;
      return new DemoReport(
          plan, result.exitCode(), result.report(), result.order(), seen, verified);
    } catch (IOException e) {
      throw new DemoFailed("the demonstration broke off: " + e.getMessage(), e);
    }
  }

  /** Ends everything that was started, the last first; the sandbox stays if it is to be kept. */
  @Override
  public void close() {
    closed = true;
    synchronized (started) {
      while (!started.isEmpty()) {
        end(started.pop());
      }
      if (ours && !plan.keep()) {
        end(stage::down);
        awaitUnused();
      }
    }
  }

  private void awaitUnused() {
    if (carriedOut) {
      return; // then every program was seen to end, and who else looks on does no harm
    }
    List<Long> left = stage.awaitUnused(TO_LEAVE);
    if (!left.isEmpty()) {
      news.accept("demo: these processes still use " + plan.dir() + ": " + left);
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new DemoFailed("the demonstration was ended");
    }
  }

  private VerifyReport verify(LoadReport seen) throws IOException {
    StageDescription description = stage.describe();
    URI control = description.control().map(ControlEntry::url).orElseThrow();
    List<NodeAddress> nodes =
        description.nodes().stream().map(node -> new NodeAddress(node.name(), node.url())).toList();
    return new Verification(control, nodes).of(seen.acked(), CATCH_UP);
  }

  private <T extends AutoCloseable> T owned(T part) {
    synchronized (started) {
      if (closed) {
        end(part);
      }
      requireOpen();
      started.push(part);
      return part;
    }
  }

  private void end(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      news.accept("demo: could not be ended cleanly: " + e.getMessage());
    }
  }
}
