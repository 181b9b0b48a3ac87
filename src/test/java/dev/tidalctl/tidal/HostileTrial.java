package dev.tidalctl.tidal;

import static dev.tidalctl.tidal.DriverFixture.NODE_0;
import static dev.tidalctl.tidal.DriverFixture.NODE_1;

import dev.tidalctl.core.model.Interest;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.http.HttpSettings;
import dev.tidalctl.testing.hostile.HostileServer;
import dev.tidalctl.testing.hostile.Received;
import dev.tidalctl.topology.Auth;
import dev.tidalctl.topology.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One call against one misbehaving endpoint.
 *
 * @param hostility what it does
 * @param call what is asked of it
 * @param setting since when, and who else is there
 */
record HostileTrial(Hostility hostility, PortCall call, Setting setting) {
  /** Since when the endpoint misbehaves, and who else is there. */
  enum Setting {
    /** It was seen to speak for the cluster before. */
    AFTER_A_LOOK,
    /** It never behaved. */
    FROM_THE_START,
    /** As after a look, and a second endpoint is sound. */
    BESIDE_A_SOUND_ONE
  }

  /**
   * What came of it.
   *
   * @param trial which
   * @param reply what the driver says, the endpoint called CP
   * @param taken how long it took
   * @param changes how many requests that change something the endpoint had whole
   * @param asked how many requests it had whole after it turned
   * @param elsewhere how many changes the sound one had
   * @param flooded how many bytes it got rid of
   */
  record Result(
      HostileTrial trial,
      Reply<?> reply,
      Duration taken,
      long changes,
      long asked,
      long elsewhere,
      long flooded) {}

  /** Makes the call. */
  Result run() throws IOException {
    try (HostileServer server = new HostileServer();
        HostileServer sound = new HostileServer()) {
      List<URI> endpoints = new ArrayList<>(List.of(server.endpoint()));
      if (setting == Setting.BESIDE_A_SOUND_ONE) {
        endpoints.add(sound.endpoint());
      }
      try (TidalDriver driver = driver(endpoints)) {
        if (setting != Setting.FROM_THE_START) {
          driver.controlPlane().look(Optional.empty(), Interest.REVISION, Duration.ZERO);
        }
        int before = server.received().size();
        server.turn(hostility.how());
        long start = System.nanoTime();
        Reply<?> reply = call.ask(driver);
        Duration taken = Duration.ofNanos(System.nanoTime() - start);
        return new Result(
            this,
            reply,
            taken,
            changes(server),
            server.received().size() - before,
            changes(sound),
            server.flooded());
      }
    }
  }

  private static long changes(HostileServer server) {
    return server.received().stream().filter(Received::changes).count();
  }

  private static TidalDriver driver(List<URI> endpoints) {
    return TidalDriver.connect(
        new Roster(
            "sandbox",
            List.of(
                new TidalNode(NODE_0, 0, Optional.empty()),
                new TidalNode(NODE_1, 1, Optional.of("b")))),
        HttpSettings.of(
            endpoints,
            Optional.empty(),
            Optional.of(new Auth.Bearer(new Secret.InEnvironment("TOKEN")))),
        Map.of("TOKEN", "s3cret"));
  }

  @Override
  public String toString() {
    return call
        + ", "
        + hostility
        + ", "
        + setting.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
