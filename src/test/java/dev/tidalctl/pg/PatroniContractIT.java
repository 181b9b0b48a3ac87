package dev.tidalctl.pg;

import dev.tidalctl.PatroniUnderTest;
import dev.tidalctl.conformance.Capability;
import dev.tidalctl.conformance.Exempt;
import dev.tidalctl.conformance.PortContract;
import dev.tidalctl.conformance.PortFixture;
import dev.tidalctl.core.port.ControlPlane;
import dev.tidalctl.core.port.Lease;
import dev.tidalctl.core.port.WalShipper;
import dev.tidalctl.patroni.PatroniDriver;
import dev.tidalctl.topology.InvalidClusterFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/**
 * The driver for Patroni under the contract, on one real cluster. For each rule it is brought back
 * to rest, and what operators share begins anew under a name of its own.
 */
@Tag("debian")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@Exempt(
    from = Capability.DIGESTS,
    because = "PostgreSQL keeps no digest of what it held at a position")
final class PatroniContractIT extends PortContract {
  private static RealPostgres cluster;
  private static int rules;

  PatroniContractIT() {
    super("patroni");
  }

  @BeforeAll
  static void up() throws Exception {
    cluster = RealPostgres.up();
  }

  @AfterAll
  static void down() throws Exception {
    cluster.close();
  }

  @Override
  protected PortFixture fixture(Path folder) throws IOException {
    try {
      new Balancer(cluster).reset();
      return Relayed.of(cluster, "rule-" + ++rules);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } catch (InvalidClusterFile e) {
      throw new IllegalStateException(e);
    }
  }

  /** The driver reaches everything by a relay, so that it can be cut off from a cluster at rest. */
  private record Relayed(PatroniDriver driver, List<Relay> relays) implements PortFixture {
    static Relayed of(RealPostgres cluster, String name) throws IOException, InvalidClusterFile {
      List<Relay> relays = new ArrayList<>();
      String text = Files.readString(cluster.clusterFile()).replace("rehearsal", name);
      List<String> ends =
          Stream.concat(
                  Stream.of("etcd", "api", "pgbouncer"),
                  cluster.nodes().stream().map(node -> node + "_rest"))
              .toList();
      for (String end : ends) {
        Relay relay = Relay.to(cluster.port(end));
        relays.add(relay);
        text = text.replace("127.0.0.1:" + cluster.port(end), "127.0.0.1:" + relay.port());
      }
      Path file = Files.writeString(cluster.dir().resolve(name + ".yaml"), text);
      return new Relayed(PatroniUnderTest.connect(file), relays);
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
      relays.forEach(Relay::close);
    }

    @Override
    public void close() {
      driver.close();
      cutOff();
    }
  }
}
