package dev.tidalctl.sandbox.load;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** The writes and queries of a load, and what became of them; used by one thread. */
final class LoadRequests {
  private static final Duration QUERY_SLOW = Duration.ofMillis(250);
  private static final Duration QUERY_LIMIT = Duration.ofSeconds(1);
  private static final Duration WRITE_SLOW = Duration.ofSeconds(1);
  private static final Duration WRITE_LIMIT = Duration.ofSeconds(3);

  /** No request is outstanding for longer. */
  static final Duration LONGEST = WRITE_LIMIT;

  private final Tally queries = new Tally("query", QUERY_SLOW, QUERY_LIMIT);
  private final Tally writes = new Tally("write", WRITE_SLOW, WRITE_LIMIT);
  private final LoadPlan plan;
  private final LoadProgress progress;
  private final HttpLoop http;
  private final SignalCalls calls;
  private final SignalSource source;
  private final AckedSignals acked;
  private boolean someAcked;
  private boolean queriesStarted;

  LoadRequests(LoadPlan plan, LoadProgress progress, HttpLoop http) {
    this.plan = plan;
    this.progress = progress;
    this.http = http;
    calls = new SignalCalls(plan.gateway());
    source = new SignalSource(plan.seed());
    acked = new AckedSignals(new SplittableRandom(plan.seed()));
  }

  /** Writes the next signal. */
  void write(long dueNanos) {
    long number = source.next();
    String id = source.id(number);
    String payload = source.payload(number);
    writes.sending(dueNanos);
    send(
        writes,
        dueNanos,
        calls.write(id, payload),
        answer -> {
          AckedSignal signal = calls.acknowledged(answer, id, payload);
          acked.add(signal, System.nanoTime());
          if (!someAcked) {
            someAcked = true;
            progress.firstAcknowledged(signal);
          }
        });
  }

  /** Reads a settled signal; does nothing while there is none. */
  void query(long dueNanos) {
    Optional<AckedSignal> signal = acked.pick(System.nanoTime());
    if (signal.isEmpty()) {
      return;
    }
    queries.sending(dueNanos);
    queriesStarted = true;
    AckedSignal expected = signal.get();
    send(
        queries,
        dueNanos,
        calls.read(expected.seqno()),
        answer -> calls.requireSame(expected, answer));
  }

  /** Whether writes are acknowledged, and queries are sent if they are wanted. */
  boolean underWay() {
    return someAcked && (queriesStarted || plan.queries() == 0);
  }

  /** Nothing is sent from this time on. */
  void sendingEnded(long nowNanos) {
    queries.sendingEnded(nowNanos);
    writes.sendingEnded(nowNanos);
  }

  /** The whole report. */
  LoadReport report(Instant startedAt, Duration sentFor, Duration worstLateness) {
    Tally.Figures query = queries.figures();
    Tally.Figures write = writes.figures();
    List<Failure> failures =
        Stream.concat(query.failures().stream(), write.failures().stream()).toList();
    return new LoadReport(
        LoadReport.API_VERSION,
        LoadReport.KIND,
        plan.gateway().toString(),
        plan.seed(),
        startedAt.toString(),
        sentFor.toMillis(),
        query.ok(),
        query.failed(),
        query.slow(),
        write.ok(),
        write.failed(),
        write.slow(),
        query.longestGapMs(),
        write.longestGapMs(),
        worstLateness.toMillis(),
        query.latency(),
        write.latency(),
        failures,
        acked.all());
  }

  private interface Check {
    void accept(HttpAnswer answer) throws Unacceptable;
  }

  private void send(Tally tally, long dueNanos, ByteBuffer request, Check check) {
    Exchange.Outcome outcome =
        new Exchange.Outcome() {
          @Override
          public void answered(HttpAnswer answer) {
            long now = System.nanoTime();
            try {
              check.accept(answer);
              tally.answered(dueNanos, now);
            } catch (Unacceptable e) {
              tally.failed(dueNanos, now, e.reason());
            }
          }

          @Override
          public void failed(String reason) {
            tally.failed(dueNanos, System.nanoTime(), reason);
          }
        };
    http.send(new Exchange(request, dueNanos + tally.limit().toNanos(), outcome));
  }
}
