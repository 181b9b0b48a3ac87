package dev.tidalctl;

import dev.tidalctl.patroni.PatroniDriver;
import dev.tidalctl.topology.ClusterFile;
import dev.tidalctl.topology.DriverSpec;
import dev.tidalctl.topology.HomeFolders;
import dev.tidalctl.topology.InvalidClusterFile;
import dev.tidalctl.topology.read.ClusterFileReader;
import java.nio.file.Path;
import java.util.Map;

/** The driver for Patroni as the program itself puts it together, for tests that call its ports. */
public final class PatroniUnderTest {
  private PatroniUnderTest() {}

  /** Connects it with the cluster of a file. */
  public static PatroniDriver connect(Path clusterFile) throws InvalidClusterFile {
    Map<String, String> environment = System.getenv();
    ClusterFile file =
        ClusterFileReader.read(
            clusterFile, HomeFolders.from(environment, System.getProperty("user.home")));
    DriverSpec.Patroni patroni = (DriverSpec.Patroni) file.driver();
    return PatroniDriver.connect(
        file, patroni, new PatroniParts(environment, "ann", "desk").of(file, patroni), environment);
  }
}
