package dev.tidalctl.haproxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidalctl.core.model.Reply;
import dev.tidalctl.testing.Certificates;
import dev.tidalctl.testing.TlsServer;
import dev.tidalctl.testing.Untrusted;
import dev.tidalctl.tls.DeferredTls;
import dev.tidalctl.tls.TlsSetup;
import dev.tidalctl.topology.HaproxyEndpoint;
import dev.tidalctl.topology.HostPort;
import dev.tidalctl.topology.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One command and its answer, in clear and over TLS, against a scripted HAProxy. */
@Timeout(60)
final class RuntimeApiTest {
  private static final String COMMAND = "set server pg_read/n2 state drain";

  @TempDir private Path folder;
  private Certificates certificates;

  @BeforeEach
  void certificates() {
    certificates = new Certificates(folder);
  }

  @Test
  void aTrustedOneIsToldOverAndOver() throws Exception {
    try (ScriptedHaproxy haproxy = showing("server", false)) {
      RuntimeApi api = api(haproxy, certificates.trusting("ca.pem"));

      assertEquals(new Reply.Ok<>("\n"), api.ask(COMMAND));
      assertEquals(new Reply.Ok<>("\n"), api.ask(COMMAND));
      assertEquals(2, haproxy.changes().size());
    }
  }

  @Test
  void itIsShownACertificate() throws Exception {
    try (ScriptedHaproxy haproxy = showing("server", true)) {
      assertEquals(new Reply.Ok<>("\n"), api(haproxy, certificates.showing("client")).ask(COMMAND));
    }
  }

  @Test
  void whoMustShowACertificateAndShowsNoneSeesNothing() throws Exception {
    try (ScriptedHaproxy haproxy = showing("server", true)) {
      Reply<Seen> reply = Seen.look(api(haproxy, certificates.trusting("ca.pem")));

      String why = assertInstanceOf(Reply.Unreachable.class, reply, reply::toString).why();
      assertTrue(why.contains("certificate"), why);
    }
  }

  @ParameterizedTest
  @EnumSource(Untrusted.class)
  void anUntrustedOneIsNamedAndToldNothing(Untrusted certificate) throws Exception {
    try (ScriptedHaproxy haproxy = showing(certificate.shown(), false)) {
      assertEquals(
          new Reply.Unreachable<>(
              "HAProxy " + haproxy.name() + " can't be reached: " + certificate.why()),
          api(haproxy, certificates.trusting(certificate.trusted())).ask(COMMAND));
      assertTrue(haproxy.changes().isEmpty());
    }
  }

  @Test
  void oneThatSpeaksInClearIsToldNothing() throws Exception {
    try (ScriptedHaproxy haproxy = new ScriptedHaproxy()) {
      haproxy.instead(anything -> "Unknown command.\n");

      assertEquals(
          new Reply.Unreachable<>(
              "HAProxy "
                  + haproxy.name()
                  + " can't be reached: no TLS connection (Unsupported or unrecognized SSL"
                  + " message)"),
          api(haproxy, certificates.trusting("ca.pem")).ask(COMMAND));
    }
  }

  @Test
  void aHandshakeThatDoesNotEndIsLeftInTime() throws Exception {
    try (ScriptedHaproxy haproxy =
        new ScriptedHaproxy(
            client -> {
              client.getInputStream().readAllBytes();
              throw new IOException("it is left");
            })) {
      long start = System.nanoTime();

      assertEquals(
          new Reply.Unreachable<>(
              "HAProxy " + haproxy.name() + " can't be reached: no answer within 2 s"),
          api(haproxy, certificates.trusting("ca.pem")).ask(COMMAND));
      assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(10));
    }
  }

  @Test
  void silenceAfterACommandLeavesItUnknown() throws Exception {
    try (ScriptedHaproxy haproxy = showing("server", false)) {
      haproxy.instead(anything -> "");

      assertEquals(
          new Reply.Unknown<>(
              "HAProxy %s did not answer '%s': no answer within 2 s"
                  .formatted(haproxy.name(), COMMAND)),
          api(haproxy, certificates.trusting("ca.pem")).ask(COMMAND));
    }
  }

  @Test
  void anAnswerThatIsCutOffIsNone() throws Exception {
    try (ScriptedHaproxy haproxy = showing("server", false)) {
      haproxy.instead(anything -> "half an answ");

      assertEquals(hungUp(haproxy), api(haproxy, certificates.trusting("ca.pem")).ask(COMMAND));
    }
  }

  @Test
  void anEndWithoutAnAnswerIsNone() throws Exception {
    try (ScriptedHaproxy haproxy =
        new ScriptedHaproxy(
            client -> {
              client.shutdownOutput();
              return client;
            })) {
      assertEquals(
          hungUp(haproxy), new RuntimeApi(haproxy.endpoint(), Optional.empty()).ask(COMMAND));
    }
  }

  private static Reply<String> hungUp(ScriptedHaproxy haproxy) {
    return new Reply.Unknown<>(
        "HAProxy %s did not answer '%s': it hung up before its answer was whole"
            .formatted(haproxy.name(), COMMAND));
  }

  @Test
  void aKeyThatOthersMayReadIsRefused() throws Exception {
    Tls tls = certificates.showing("client");
    Path key = folder.resolve("client.key");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
    try (ScriptedHaproxy haproxy = showing("server", false)) {
      assertEquals(
          new Reply.Unreachable<>(
              "HAProxy %s was not asked: the private key %s can be read by others than its owner (rw-r-----); to mend that: chmod 600 %s"
                  .formatted(haproxy.name(), key, key)),
          api(haproxy, tls).ask(COMMAND));
    }
  }

  @Test
  void aSocketGoesWithoutTls() throws Exception {
    HaproxyEndpoint socket = new HaproxyEndpoint.UnixSocket(folder.resolve("sock"));

    assertEquals(
        new Reply.Unreachable<>(
            "HAProxy %s/sock can't be reached: No such file or directory".formatted(folder)),
        new RuntimeApi(
                socket,
                Optional.of(
                    new DeferredTls(
                        new Tls(Optional.of(folder.resolve("none")), Optional.empty()))))
            .ask(COMMAND));
  }

  @Test
  void aHostThatIsNotKnownHasNoAddress() {
    HaproxyEndpoint nowhere = new HaproxyEndpoint.Tcp(new HostPort("nowhere.invalid", 1));

    String why =
        assertInstanceOf(
                Reply.Unreachable.class, new RuntimeApi(nowhere, Optional.empty()).ask(COMMAND))
            .why();

    assertTrue(why.startsWith("HAProxy nowhere.invalid:1 can't be reached: "), why);
  }

  private ScriptedHaproxy showing(String certificate, boolean asksForOne) throws Exception {
    return new ScriptedHaproxy(
        new TlsServer(TlsSetup.from(certificates.showing(certificate)), asksForOne)::accepted);
  }

  private static RuntimeApi api(ScriptedHaproxy haproxy, Tls tls) {
    return new RuntimeApi(haproxy.endpoint(), Optional.of(new DeferredTls(tls)));
  }
}
