package dev.tidalctl.cli.preflight;

import dev.tidalctl.render.CheckReport.Finding;
import dev.tidalctl.topology.Auth;
import dev.tidalctl.topology.ClusterFile;
import dev.tidalctl.topology.ControlPlaneSpec;
import dev.tidalctl.topology.DriverSpec;
import dev.tidalctl.topology.Secret;
import dev.tidalctl.topology.UpgradeSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What can be seen on this machine alone: certificates, secrets, programs and the state folder.
 * Opens nothing for writing.
 */
final class LocalChecks {
  private final ClusterFile file;
  private final Map<String, String> environment;

  LocalChecks(ClusterFile file, Map<String, String> environment) {
    this.file = file;
    this.environment = environment;
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    if (file.driver() instanceof DriverSpec.Tidal(ControlPlaneSpec controlPlane)) {
      credentials(controlPlane).forEach((what, path) -> findings.add(readable(what, path)));
      controlPlane.auth().map(Auth.Bearer::token).flatMap(this::secret).ifPresent(findings::add);
    }
    findings.add(upgrade());
    findings.add(stateFolder());
    findings.addAll(hooks());
    return findings;
  }

  private static Map<String, Path> credentials(ControlPlaneSpec controlPlane) {
    Map<String, Path> files = new TreeMap<>();
    controlPlane
        .tls()
        .ifPresent(
            tls -> {
              tls.ca().ifPresent(ca -> files.put("tls.ca", ca));
              tls.client()
                  .ifPresent(
                      client -> {
                        files.put("tls.cert", client.cert());
                        files.put("tls.key", client.key());
                      });
            });
    return files;
  }

  private static Finding readable(String what, Path path) {
    return Files.isRegularFile(path) && Files.isReadable(path)
        ? Findings.pass(what, path.toString())
        : Findings.fail(what, path + " can't be read", "correct the path or its permissions");
  }

  private Optional<Finding> secret(Secret secret) {
    return Optional.of(
        switch (secret) {
          case Secret.InFile(Path path) -> readable("auth.tokenFile", path);
          case Secret.InEnvironment(String variable) ->
              environment.getOrDefault(variable, "").isEmpty()
                  ? Findings.fail("auth.tokenEnv", variable + " is not set", "export " + variable)
                  : Findings.pass("auth.tokenEnv", variable + " is set");
          case Secret.FromCommand(List<String> argv) -> program("auth.tokenExec", argv.getFirst());
        });
  }

  private Finding upgrade() {
    return file.upgrade()
        .map(
            upgrade ->
                switch (upgrade) {
                  case UpgradeSpec.Command command ->
                      program("upgrade.command", command.command().words().getFirst());
                  case UpgradeSpec.Restart r ->
                      Findings.pass("upgrade.restart", "the database restarts itself");
                })
        .orElseGet(
            () ->
                Findings.warn(
                    "upgrade.command",
                    "the file has none: drain and rejoin work, roll does not",
                    "add upgrade.command"));
  }

  private List<Finding> hooks() {
    List<Finding> findings = new ArrayList<>();
    file.hooks()
        .byName()
        .forEach((name, hook) -> findings.add(program("hooks." + name, hook.words().getFirst())));
    return findings;
  }

  private Finding program(String what, String program) {
    if (program.contains("{")) {
      return Findings.warn(
          what, program + " holds a placeholder, so it is known only node by node", "");
    }
    Optional<Path> found =
        program.contains("/")
            ? Optional.of(Path.of(program)).filter(LocalChecks::runs)
            : Arrays.stream(environment.getOrDefault("PATH", "").split(":"))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(LocalChecks::runs)
                .findFirst();
    return found
        .map(path -> Findings.pass(what, path.toString()))
        .orElseGet(
            () ->
                Findings.fail(
                    what,
                    "there is no program " + program + " on this machine",
                    "install it, or name it by its whole path"));
  }

  private static boolean runs(Path path) {
    return Files.isRegularFile(path) && Files.isExecutable(path);
  }

  private Finding stateFolder() {
    Path folder = file.state().dir();
    Path nearest = folder;
    while (!Files.exists(nearest) && nearest.getParent() != null) {
      nearest = nearest.getParent();
    }
    if (!Files.isDirectory(nearest) || !Files.isWritable(nearest)) {
      return Findings.fail(
          "state.dir",
          folder + " can't be written: " + nearest + " is no folder of ours",
          "make it writable, or name another in state.dir");
    }
    return Findings.pass(
        "state.dir", folder + (nearest.equals(folder) ? "" : ", made when it is needed"));
  }
}
