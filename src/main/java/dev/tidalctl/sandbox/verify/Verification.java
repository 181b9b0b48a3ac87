package dev.tidalctl.sandbox.verify;

import dev.tidalctl.sandbox.load.AckedSignal;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Compares what every node holds with what a load saw acknowledged. */
public final class Verification {
  private final URI control;
  private final List<NodeAddress> nodes;

  /**
   * A comparison of these nodes.
   *
   * @param control the base URL of the control plane
   */
  public Verification(URI control, List<NodeAddress> nodes) {
    this.control = control;
    this.nodes = List.copyOf(nodes);
  }

  /**
   * Gives the nodes time to catch up with the leader, then reads them all.
   *
   * @param catchUp the longest wait for the nodes; what they miss after it is missing
   * @throws IOException when the control plane can't be asked
   */
  public VerifyReport of(List<AckedSignal> acked, Duration catchUp) throws IOException {
    JsonReader reader = new JsonReader();
    long last = acked.stream().mapToLong(AckedSignal::seqno).max().orElse(0);
    long goal = new CatchUp(reader, control).await(last, catchUp);
    NodeCheck check = new NodeCheck(reader, acked);
    return VerifyReport.of(acked.size(), goal, nodes.stream().map(check::of).toList());
  }
}
