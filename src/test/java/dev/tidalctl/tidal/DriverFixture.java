package dev.tidalctl.tidal;

import static org.junit.jupiter.api.Assertions.fail;

import dev.tidalctl.core.model.NodeName;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.http.HttpSettings;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Scripted control planes and a driver that speaks to them; afterwards their exchanges are judged.
 */
final class DriverFixture implements AutoCloseable {
  static final NodeName NODE_0 = new NodeName("node-0");
  static final NodeName NODE_1 = new NodeName("node-1");

  private static final ExchangeValidator VALIDATOR = new ExchangeValidator();

  private final List<ScriptedControlPlane> planes = new ArrayList<>();
  private final List<TidalDriver> drivers = new ArrayList<>();

  ScriptedControlPlane plane() throws IOException {
    ScriptedControlPlane plane = new ScriptedControlPlane();
    planes.add(plane);
    return plane;
  }

  TidalDriver driver(ScriptedControlPlane... asked) {
    return driver(List.of(asked).stream().map(ScriptedControlPlane::endpoint).toList());
  }

  TidalDriver driver(List<URI> endpoints) {
    TidalDriver driver =
        TidalDriver.connect(
            new Roster(
                "sandbox",
                List.of(
                    new TidalNode(NODE_0, 0, Optional.empty()),
                    new TidalNode(NODE_1, 1, Optional.of("b")))),
            HttpSettings.of(endpoints, Optional.empty(), Optional.empty()),
            Map.of());
    drivers.add(driver);
    return driver;
  }

  /** Fails when an exchange is not as the OpenAPI file says. */
  void assertAllAsDocumented() {
    VALIDATOR.assertAllValid(planes.stream().flatMap(p -> p.exchanges().stream()).toList());
  }

  static <T> T ok(Reply<T> reply) {
    return reply instanceof Reply.Ok<T>(T value) ? value : fail("not Ok: " + reply);
  }

  static Refusal refusal(Reply<?> reply) {
    return reply instanceof Reply.Refused<?>(Refusal refusal)
        ? refusal
        : fail("not Refused: " + reply);
  }

  static String unknown(Reply<?> reply) {
    return reply instanceof Reply.Unknown<?>(String why) ? why : fail("not Unknown: " + reply);
  }

  static String unreachable(Reply<?> reply) {
    return reply instanceof Reply.Unreachable<?>(String why)
        ? why
        : fail("not Unreachable: " + reply);
  }

  @Override
  public void close() {
    drivers.forEach(TidalDriver::close);
    planes.forEach(ScriptedControlPlane::close);
  }
}
