package dev.tidalctl.patroni;

import static dev.tidalctl.patroni.Stage.N2;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.tidalctl.core.model.Position;
import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Refusal.Code;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.sql.SqlFacts;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Streaming asks nobody's leave; the driver does. */
final class PatroniWalShipperTest {
  private final Stage stage = new Stage();
  private final long token = stage.token();
  private final Position applied = new Position(1, ScriptedNodes.END);

  @Test
  void aNodeThatStreamsGetsWhatItNeeds() {
    assertInstanceOf(Reply.Ok.class, stage.shipper().shipSegmentsSince(N2, applied, token));
  }

  @Test
  void nothingIsShippedWithoutTheLease() {
    assertEquals(Code.STALE_TOKEN, code(stage.shipper().shipSegmentsSince(N2, applied, token + 1)));
  }

  @Test
  void nothingIsAppendedWithoutTheLease() {
    PatroniWalShipper shipper = stage.shipper(Optional.of(neverToBeAsked()));

    assertEquals(Code.STALE_TOKEN, code(shipper.appendHeartbeat(token + 1)));
  }

  @Test
  void withoutSqlThereIsNoHeartbeat() {
    assertEquals(Code.UNSUPPORTED, code(stage.shipper().appendHeartbeat(token)));
  }

  private static SqlFacts neverToBeAsked() {
    return (SqlFacts)
        Proxy.newProxyInstance(
            SqlFacts.class.getClassLoader(),
            new Class<?>[] {SqlFacts.class},
            (proxy, method, arguments) -> {
              throw new AssertionError(method.getName() + " was asked");
            });
  }

  private static Code code(Reply<?> reply) {
    return reply instanceof Reply.Refused<?>(Refusal refusal) ? refusal.code() : Code.OTHER;
  }
}
