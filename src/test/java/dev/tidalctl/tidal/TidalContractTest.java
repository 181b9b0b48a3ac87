package dev.tidalctl.tidal;

import dev.tidalctl.conformance.Capability;
import dev.tidalctl.conformance.Exempt;
import dev.tidalctl.conformance.PortContract;
import dev.tidalctl.conformance.PortFixture;
import dev.tidalctl.core.port.ControlPlane;
import dev.tidalctl.core.port.Lease;
import dev.tidalctl.core.port.WalShipper;
import dev.tidalctl.http.HttpSettings;
import dev.tidalctl.sandbox.control.ClusterConfig;
import dev.tidalctl.sandbox.control.GuardLimits;
import dev.tidalctl.sandbox.node.Node;
import dev.tidalctl.sandbox.node.NodeOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tidal driver under the contract, on the sandbox's control plane and nodes in this process.
 */
@Exempt(
    from = Capability.CLOSE_AGAIN,
    because = "routing is the gateway's own state: it can't come apart from its mark")
@Exempt(
    from = Capability.CUT_SESSIONS,
    because = "the API has no call that ends requests of clients")
final class TidalContractTest extends PortContract {
  private static final long RETENTION = 100_000;

  TidalContractTest() {
    super("tidal");
  }

  @Override
  protected PortFixture fixture(Path folder) throws IOException {
    return new Sandbox(folder);
  }

  private static final class Sandbox implements PortFixture {
    private final dev.tidalctl.sandbox.control.ControlPlane control;
    private final List<Node> nodes = new ArrayList<>();
    private final TidalDriver driver;
    private boolean cut;

    Sandbox(Path folder) throws IOException {
      List<ClusterConfig.NodeConfig> configs = new ArrayList<>();
      List<TidalNode> known = new ArrayList<>();
      for (int shard = 0; shard < 3; shard++) {
        configs.add(new ClusterConfig.NodeConfig(shard, "node-" + shard, Optional.empty()));
        known.add(
            new TidalNode(
                new dev.tidalctl.core.model.NodeName("node-" + shard), shard, Optional.empty()));
      }
      ClusterConfig config =
          new ClusterConfig("rehearsal", RETENTION, new GuardLimits(1, 1), configs);
      Files.write(folder.resolve("cluster.json"), config.document().bytes());
      this.control = dev.tidalctl.sandbox.control.ControlPlane.start(folder, 0);
      for (int shard = 0; shard < 3; shard++) {
        Path home = folder.resolve("node-" + shard);
        nodes.add(
            Node.start(
                new NodeOptions(home, shard, "node-" + shard, "1.0.0", control.url(), RETENTION)));
      }
      this.driver =
          TidalDriver.connect(
              new Roster("rehearsal", known),
              HttpSettings.of(List.of(control.url()), Optional.empty(), Optional.empty()),
              Map.of());
    }

    @Override
    public ControlPlane controlPlane() {
      return driver.controlPlane();
    }

    @Override
    public WalShipper walShipper() {
      return driver.walShipper();
    }

    @Override
    public Lease lease() {
      return driver.lease();
    }

    @Override
    public void cutOff() {
      cut = true;
      closeControl();
    }

    private void closeControl() {
      try {
        control.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      driver.close();
      try {
        for (Node node : nodes) {
          node.close();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      if (!cut) {
        closeControl();
      }
    }
  }
}
