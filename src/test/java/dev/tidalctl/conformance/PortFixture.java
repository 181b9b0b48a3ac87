package dev.tidalctl.conformance;

import dev.tidalctl.core.port.ControlPlane;
import dev.tidalctl.core.port.Lease;
import dev.tidalctl.core.port.WalShipper;
import java.util.Map;

/**
 * A cluster of three nodes at rest behind one driver: all serve, one leads, nobody has the lease or
 * holds a node. Made anew for each test.
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

  /**
   * What the driver does not have, each with the reason. The suite then asks that it be refused as
   * unsupported, so that an exemption that is not true fails.
   */
  Map<Capability, String> exemptions();

  /**
   * Rules that can't hold for the driver, by the name of the test, each with the reason. They are
   * skipped, and the reason shown.
   */
  Map<String, String> exemptRules();

  @Override
  void close();
}
