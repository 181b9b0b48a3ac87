package dev.tidalctl.simulation.world;

import java.util.Arrays;

/**
 * One node's write-ahead log. Each record carries its term and a digest of everything up to it, so
 * that two logs agree up to a seqno exactly when their digests there are equal.
 */
final class Wal {
  private long[] digests = new long[512];
  private int[] terms = new int[512];
  private int last;

  /** The seqno of the last record; 0 when empty. */
  int last() {
    return last;
  }

  void append(int term, long content) {
    grow(last + 1);
    long before = digests[last];
    last++;
    digests[last] = mix(before ^ mix(content + term * 0x9E3779B97F4A7C15L));
    terms[last] = term;
  }

  long digest(int seqno) {
    return digests[seqno];
  }

  int term(int seqno) {
    return terms[seqno];
  }

  /** Whether this log is the beginning of {@code longer}. */
  boolean beginsOf(Wal longer) {
    return last <= longer.last && digests[last] == longer.digests[last];
  }

  /** Takes records over up to a seqno; the logs must agree so far. */
  void takeFrom(Wal source, int upTo) {
    grow(upTo);
    System.arraycopy(source.digests, last + 1, digests, last + 1, upTo - last);
    System.arraycopy(source.terms, last + 1, terms, last + 1, upTo - last);
    last = upTo;
  }

  /** Becomes a copy of another log, as a node that is seeded anew. */
  void reseed(Wal source) {
    last = 0;
    takeFrom(source, source.last);
  }

  private void grow(int seqno) {
    if (seqno >= digests.length) {
      int size = Math.max(seqno + 1, digests.length * 2);
      digests = Arrays.copyOf(digests, size);
      terms = Arrays.copyOf(terms, size);
    }
  }

  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }
}
