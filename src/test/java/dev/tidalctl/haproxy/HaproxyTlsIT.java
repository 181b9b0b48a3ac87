package dev.tidalctl.haproxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Reply;
import dev.tidalctl.testing.Certificates;
import dev.tidalctl.tls.DeferredTls;
import dev.tidalctl.topology.Tls;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The runtime API of a HAProxy 2.6 over TLS, which it speaks to those who show a certificate. */
@Tag("debian")
@Timeout(60)
final class HaproxyTlsIT {
  private static final String DRAIN = "set server pg_read/n2 state drain";
  private static final int TIMES = 5;

  private final StubNode n1 = new StubNode("n1");
  private final StubNode n2 = new StubNode("n2");

  @TempDir private Path folder;
  private Certificates certificates;
  private RealHaproxy proxy;

  @BeforeEach
  void start() throws Exception {
    certificates = new Certificates(folder);
    proxy = new RealHaproxy(List.of(n1, n2));
  }

  @AfterEach
  void end() throws Exception {
    for (AutoCloseable each : List.of(proxy, n1, n2)) {
      each.close();
    }
  }

  @Test
  void itIsLookedAtAndTold() throws Exception {
    RuntimeApi api = api(certificates.showing("client"));
    for (int i = 0; i < TIMES; i++) {
      long start = System.nanoTime();
      assertInstanceOf(Reply.Ok.class, Seen.look(api));
      System.out.println(
          "looked over TLS in " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) + " ms");
    }

    assertEquals(new Reply.Ok<>("\n"), api.ask(DRAIN));
    assertTrue(proxy.say("show stat").contains("DRAIN"));
  }

  @Test
  void whoShowsNoCertificateSeesNothing() throws Exception {
    Reply<Seen> reply = Seen.look(api(certificates.trusting("ca.pem")));

    String why = assertInstanceOf(Reply.Unreachable.class, reply, reply::toString).why();
    assertTrue(why.contains("certificate"), why);
  }

  @Test
  void oneOfAnotherAuthorityIsNamed() throws Exception {
    assertEquals(
        new Reply.Unreachable<>(
            "HAProxy 127.0.0.1:"
                + proxy.secured().address().port()
                + " can't be reached: its certificate CN=server is not signed by a trusted"
                + " authority (it is signed by CN=test authority)"),
        api(certificates.trusting("other-ca.pem")).ask("show info"));
  }

  private RuntimeApi api(Tls tls) {
    return new RuntimeApi(proxy.secured(), Optional.of(new DeferredTls(tls)));
  }
}
