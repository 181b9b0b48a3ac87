package dev.tidalctl.sandbox.verify;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * The document {@code VerifyReport}.
 *
 * @param apiVersion {@code tidalctl/v1}
 * @param kind {@code VerifyReport}
 * @param acked how many acknowledged signals were looked for on every node
 * @param goalSeqno the leader's last position at the start, in events, which every node was given
 *     time to apply
 * @param missing signals missing, summed over the nodes
 * @param different signals of other content, summed over the nodes
 * @param nodes each node's verdict, in the order of the sandbox
 */
@JsonPropertyOrder({"apiVersion", "kind"})
public record VerifyReport(
    String apiVersion,
    String kind,
    int acked,
    long goalSeqno,
    int missing,
    int different,
    List<NodeVerdict> nodes) {
  /** The value of {@link #apiVersion}. */
  public static final String API_VERSION = "tidalctl/v1";

  /** The value of {@link #kind}. */
  public static final String KIND = "VerifyReport";

  /** Copies the list. */
  public VerifyReport {
    nodes = List.copyOf(nodes);
  }

  /** Sums up the verdicts. */
  static VerifyReport of(int acked, long goalSeqno, List<NodeVerdict> nodes) {
    int missing = nodes.stream().mapToInt(NodeVerdict::missing).sum();
    int different = nodes.stream().mapToInt(NodeVerdict::different).sum();
    return new VerifyReport(API_VERSION, KIND, acked, goalSeqno, missing, different, nodes);
  }

  /** True when every acknowledged signal is on every node as acknowledged. */
  public boolean complete() {
    return missing == 0 && different == 0;
  }
}
