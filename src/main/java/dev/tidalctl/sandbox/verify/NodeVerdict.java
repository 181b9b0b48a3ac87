package dev.tidalctl.sandbox.verify;

import java.util.List;

/**
 * What one node holds of the acknowledged signals.
 *
 * @param name the node's name
 * @param appliedSeqno the last position it had applied when it was read, in events; 0 if it did not
 *     answer
 * @param checked acknowledged signals looked for
 * @param missing those that it does not hold
 * @param different those that it holds with another id or payload
 * @param firstProblems the first few, for a reader
 */
public record NodeVerdict(
    String name,
    long appliedSeqno,
    int checked,
    int missing,
    int different,
    List<String> firstProblems) {
  /** Copies the list. */
  public NodeVerdict {
    firstProblems = List.copyOf(firstProblems);
  }

  /** True when nothing is missing or different. */
  public boolean complete() {
    return missing == 0 && different == 0;
  }
}
