package dev.tidalctl.conformance;

import dev.tidalctl.core.port.ControlPlane;
import dev.tidalctl.core.port.Lease;
import dev.tidalctl.core.port.WalShipper;

/**
 * A cluster of three nodes at rest behind one driver: all serve, one leads, nobody has the lease or
 * holds a node. Made for each rule, or brought back to that.
 */
public interface PortFixture extends AutoCloseable {
  /** The driver's control plane. */
  ControlPlane controlPlane();

  /** Its shipper. */
  WalShipper walShipper();

  /** Its lease. */
  Lease lease();

  /** From here on nothing behind the ports answers any more. */
  void cutOff();

  @Override
  void close();
}
