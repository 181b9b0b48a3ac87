package dev.tidalctl;

import dev.tidalctl.cli.backend.Backend;
import dev.tidalctl.cli.backend.Session;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.port.RunArchive;
import dev.tidalctl.hook.OperatorHooks;
import dev.tidalctl.http.HttpJsonClient;
import dev.tidalctl.patroni.PatroniDriver;
import dev.tidalctl.state.SharedAttempts.Claimant;
import dev.tidalctl.tidal.TidalDriver;
import dev.tidalctl.topology.ClusterFile;
import dev.tidalctl.topology.DriverSpec;
import dev.tidalctl.upgrade.FolderId;
import dev.tidalctl.upgrade.RunningUpgrades;
import dev.tidalctl.upgrade.SupervisedUpgrader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Connects commands with clusters, whichever driver their file names. */
final class Drivers implements Backend {
  private final Map<String, String> environment;
  private final String user;
  private final String hostName;

  /**
   * Connects with what the process was given.
   *
   * @param environment the environment variables
   * @param user who runs this process
   * @param hostName this machine's name
   */
  Drivers(Map<String, String> environment, String user, String hostName) {
    this.environment = Map.copyOf(environment);
    this.user = user;
    this.hostName = hostName;
  }

  @Override
  public void foresee() {
    HttpJsonClient.foresee();
  }

  @Override
  public Session open(ClusterFile file) {
    Path runs = runs(file);
    Commands commands =
        new Commands(
            new SupervisedUpgrader(runs, environment.getOrDefault("PATH", ""), hostName),
            new OperatorState(file, environment, hostName).etcd(),
            new Desk(hostName, folder(file).toAbsolutePath()));
    OperatorHooks hooks = new OperatorHooks(file, runs, environment, InstantSource.system());
    return new DriverSession(connect(file), commands, hooks, file.probe(), environment);
  }

  @Override
  public RunArchive archive(ClusterFile file) {
    return new OperatorState(file, environment, hostName).archive();
  }

  @Override
  public List<String> runningUpgrades(ClusterFile file, RunId run) {
    return new RunningUpgrades(runs(file), hostName)
        .of(run).stream().map(RunningUpgrades.Running::words).toList();
  }

  private static Path runs(ClusterFile file) {
    return folder(file).resolve("runs");
  }

  private static Path folder(ClusterFile file) {
    return file.state().dir().resolve(file.name());
  }

  /** A cluster's state folder on this machine. */
  private record Desk(String hostName, Path folder) implements Claimant {
    @Override
    public String id() throws IOException {
      return FolderId.of(folder);
    }

    @Override
    public String words() {
      return hostName + ", state folder " + folder;
    }
  }

  private Driver connect(ClusterFile file) {
    return switch (file.driver()) {
      case DriverSpec.Tidal tidal ->
          new Driver.Tidal(TidalDriver.connect(file, tidal, environment));
      case DriverSpec.Patroni patroni ->
          new Driver.Patroni(
              PatroniDriver.connect(
                  file,
                  patroni,
                  new PatroniParts(environment, user, hostName).of(file, patroni),
                  environment));
    };
  }
}
