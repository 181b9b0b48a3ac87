package dev.tidalctl.probe;

import dev.tidalctl.core.model.ProbeAnswer;
import dev.tidalctl.core.model.ProbeReading;
import dev.tidalctl.core.port.Prober;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Asks the service at a steady rate and tells what became of it.
 *
 * <ol>
 *   <li>An open loop on a thread of its own: a query is due at each interval ({@link ProbeTally})
 *       and is asked on a virtual thread, whatever became of those before it.
 *   <li>No more are under way than the prober allows. One that is due beyond that waits, and fails
 *       at its limit without having been sent, as a client's would that finds no connection.
 *   <li>Each query that is counted is told as a reading, in order, on whichever thread learnt it.
 *   <li>Closing gives up what is under way, uncounted.
 * </ol>
 */
public final class AvailabilityProbe implements AutoCloseable {
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final Prober prober;
  private final Duration limit;
  private final Consumer<ProbeReading> readings;
  private final Semaphore room;
  private final Set<Thread> asking = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final ProbeTally tally;
  private final Thread ticking;
  private volatile boolean closed;

  private AvailabilityProbe(
      Prober prober, Duration interval, Duration limit, Consumer<ProbeReading> readings) {
    this.prober = prober;
    this.limit = limit;
    this.readings = readings;
    this.room = new Semaphore(prober.mostAtOnce(), true);
    this.tally = new ProbeTally(interval, limit, System.nanoTime());
    this.ticking = Thread.ofPlatform().daemon().name("probe").unstarted(this::tick);
  }

  /**
   * Starts asking.
   *
   * @param prober asks; closed with the probe
   * @param interval from one query's intended start to the next one's
   * @param limit from a query's intended start on, how long its answer may take
   * @param readings told after each query; must not block
   */
  public static AvailabilityProbe start(
      Prober prober, Duration interval, Duration limit, Consumer<ProbeReading> readings) {
    AvailabilityProbe probe = new AvailabilityProbe(prober, interval, limit, readings);
    probe.ticking.start();
    return probe;
  }

  private void tick() {
    try {
      while (!closed) {
        long left = untilDue();
        if (left > 0) {
          TimeUnit.NANOSECONDS.sleep(left);
        } else {
          long due = begin();
          asking.add(Thread.ofVirtual().name("probe-query").start(() -> ask(due)));
          asking.removeIf(query -> !query.isAlive());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long untilDue() {
    lock.lock();
    try {
      return tally.untilDue(System.nanoTime());
    } finally {
      lock.unlock();
    }
  }

  private long begin() {
    lock.lock();
    try {
      long now = System.nanoTime();
      tell(tally.expired(now));
      return tally.begin(now);
    } finally {
      lock.unlock();
    }
  }

  private void ask(long due) {
    try {
      long left = left(due);
      if (left <= 0 || !room.tryAcquire(left, TimeUnit.NANOSECONDS)) {
        ended(due, new ProbeAnswer.Failed("not sent: too many before it are still under way"));
        return;
      }
      try {
        if (!closed) {
          ended(due, answer(due));
        }
      } finally {
        room.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ProbeAnswer answer(long due) throws InterruptedException {
    long left = left(due);
    if (left <= 0) {
      return new ProbeAnswer.Failed("not sent: this machine was too busy");
    }
    try {
      return prober.ask(Duration.ofNanos(left));
    } catch (RuntimeException bug) {
      return new ProbeAnswer.Failed("the probe itself failed: " + bug);
    }
  }

  private void ended(long due, ProbeAnswer answer) {
    lock.lock();
    try {
      tell(tally.ended(due, answer, System.nanoTime()));
    } finally {
      lock.unlock();
    }
  }

  private void tell(List<ProbeReading> news) {
    if (!closed) {
      news.forEach(readings);
    }
  }

  private long left(long due) {
    return due + limit.toNanos() - System.nanoTime();
  }

  /** Ends the asking; returns within 2 s. */
  @Override
  public void close() {
    closed = true;
    ticking.interrupt();
    try (prober) {
      long until = System.nanoTime() + FAREWELL.toNanos();
      ticking.join(FAREWELL);
      asking.forEach(Thread::interrupt);
      for (Thread query : asking) {
        long left = until - System.nanoTime();
        if (left > 0) {
          query.join(Duration.ofNanos(left));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
