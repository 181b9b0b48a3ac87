package dev.tidalctl.sandbox.load;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * What a load saw, as the document {@code LoadReport}. Times are milliseconds, taken from the
 * intended send of each request.
 *
 * @param apiVersion {@code tidalctl/v1}
 * @param kind {@code LoadReport}
 * @param gateway the URL that was asked
 * @param seed the seed of the load
 * @param startedAt the first intended send, RFC 3339 in UTC
 * @param sentForMs how long requests were sent
 * @param queriesOk queries answered within 1 s with the acknowledged content
 * @param queriesFailed queries that were not
 * @param queriesSlow those of {@code queriesOk} that took more than 250 ms
 * @param writesOk writes acknowledged within 3 s
 * @param writesFailed writes that were not
 * @param writesSlow those of {@code writesOk} that took more than 1 s
 * @param longestQueryGapMs the longest time in which no query succeeded: up to the first success,
 *     between two successive ones, and from the last to the end of sending
 * @param longestWriteGapMs likewise for writes
 * @param longestSendDelayMs by how much the load itself was late at worst in starting a request
 * @param query the latencies of successful queries
 * @param write the latencies of successful writes
 * @param firstFailures the first failures, at most ten of a kind
 * @param acked every acknowledged signal, in the order of acknowledgement
 */
@JsonPropertyOrder({"apiVersion", "kind"})
public record LoadReport(
    String apiVersion,
    String kind,
    String gateway,
    long seed,
    String startedAt,
    long sentForMs,
    int queriesOk,
    int queriesFailed,
    int queriesSlow,
    int writesOk,
    int writesFailed,
    int writesSlow,
    long longestQueryGapMs,
    long longestWriteGapMs,
    long longestSendDelayMs,
    Latency query,
    Latency write,
    List<Failure> firstFailures,
    List<AckedSignal> acked) {
  /** The value of {@link #apiVersion}. */
  public static final String API_VERSION = "tidalctl/v1";

  /** The value of {@link #kind}. */
  public static final String KIND = "LoadReport";

  /** Copies the lists. */
  public LoadReport {
    firstFailures = List.copyOf(firstFailures);
    acked = List.copyOf(acked);
  }

  /** The same with no acknowledged signal in it. */
  LoadReport withoutSignals() {
    return new LoadReport(
        apiVersion,
        kind,
        gateway,
        seed,
        startedAt,
        sentForMs,
        queriesOk,
        queriesFailed,
        queriesSlow,
        writesOk,
        writesFailed,
        writesSlow,
        longestQueryGapMs,
        longestWriteGapMs,
        longestSendDelayMs,
        query,
        write,
        firstFailures,
        List.of());
  }

  /** True when something was answered, and nothing failed. */
  public boolean flawless() {
    return writesOk + queriesOk > 0 && queriesFailed == 0 && writesFailed == 0;
  }
}
