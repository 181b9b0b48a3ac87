package dev.tidalctl.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.testing.Certificates;
import dev.tidalctl.testing.TlsServer;
import dev.tidalctl.testing.Untrusted;
import dev.tidalctl.testing.postgres.ScriptedPostgres;
import dev.tidalctl.testing.postgres.ScriptedPostgres.Answer;
import dev.tidalctl.tls.TlsSetup;
import dev.tidalctl.topology.Secret;
import dev.tidalctl.topology.SqlSpec;
import dev.tidalctl.topology.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whom a login over TLS trusts, against a scripted PostgreSQL. */
@Timeout(60)
final class VerifiedSocketsTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir private Path folder;
  private Certificates certificates;

  @BeforeEach
  void certificates() {
    certificates = new Certificates(folder);
  }

  @Test
  void aTrustedOneIsAsked() throws Exception {
    try (ScriptedPostgres server = showing("server", false)) {
      Tls tls = certificates.trusting("ca.pem");

      assertEquals(new Reply.Ok<>(new Done()), checkpoint(server, tls));
      assertEquals(Optional.empty(), probe(server, tls));
      assertEquals(2, server.logins());
    }
  }

  @Test
  void itIsShownACertificate() throws Exception {
    try (ScriptedPostgres server = showing("server", true)) {
      Tls tls = certificates.showing("client");

      assertEquals(new Reply.Ok<>(new Done()), checkpoint(server, tls));
      assertEquals(Optional.empty(), probe(server, tls));
    }
  }

  @Test
  void whoMustShowACertificateAndShowsNoneIsNotLetIn() throws Exception {
    try (ScriptedPostgres server = showing("server", true)) {
      unreachable(checkpoint(server, certificates.trusting("ca.pem")));

      assertEquals(List.of(), server.startups());
    }
  }

  @ParameterizedTest
  @EnumSource(Untrusted.class)
  void anUntrustedOneIsNamedAndToldNothing(Untrusted certificate) throws Exception {
    try (ScriptedPostgres server = showing(certificate.shown(), false)) {
      Tls tls = certificates.trusting(certificate.trusted());

      assertEquals(name(server) + ": " + certificate.why(), unreachable(checkpoint(server, tls)));
      assertEquals(Optional.of(certificate.why()), probe(server, tls));
      assertEquals(List.of(), server.startups());
    }
  }

  @Test
  void theSystemsAuthoritiesAreTrustedWhereNoneIsNamed() throws Exception {
    try (ScriptedPostgres server = showing("server", false)) {
      assertEquals(
          Optional.of(
              "its certificate CN=server is not signed by a trusted authority (it is signed by"
                  + " CN=test authority)"),
          probe(server, new Tls(Optional.empty(), Optional.empty())));
    }
  }

  @Test
  void oneWithoutTlsIsToldNothing() throws Exception {
    try (ScriptedPostgres server = new ScriptedPostgres()) {
      assertEquals(
          name(server) + ": no connection (The server does not support SSL.)",
          unreachable(checkpoint(server, certificates.trusting("ca.pem"))));
      assertEquals(List.of(), server.startups());
    }
  }

  @Test
  void aKeyThatOthersMayReadIsRefused() throws Exception {
    Tls tls = certificates.showing("client");
    Path key = folder.resolve("client.key");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
    String why =
        "the private key %s can be read by others than its owner (rw-r-----); to mend that: chmod 600 %s"
            .formatted(key, key);

    assertRefused(tls, why);
  }

  @Test
  void aFileThatHoldsNoCertificateIsRefused() throws Exception {
    Tls tls = certificates.trusting("ca.pem");
    Path authorities = Files.writeString(folder.resolve("ca.pem"), "");

    assertRefused(tls, authorities + " holds no certificate in PEM form");
  }

  @Test
  void aRenewedFileIsRead() throws Exception {
    try (ScriptedPostgres server = showing("server", false)) {
      Tls tls = certificates.trusting("ca.pem");
      try (SqlFacts facts = facts(tls)) {
        Files.writeString(folder.resolve("ca.pem"), Certificates.text("other-ca.pem"));
        unreachable(facts.checkpoint(server.address(), LIMIT));

        Files.writeString(folder.resolve("ca.pem"), Certificates.text("ca.pem"));

        assertEquals(new Reply.Ok<>(new Done()), facts.checkpoint(server.address(), LIMIT));
      }
    }
  }

  private void assertRefused(Tls tls, String why) throws Exception {
    try (ScriptedPostgres server = showing("server", false)) {
      assertEquals(name(server) + " was not asked: " + why, unreachable(checkpoint(server, tls)));
      assertEquals(Optional.of(why), probe(server, tls));
      assertEquals(List.of(), server.startups());
    }
  }

  private ScriptedPostgres showing(String certificate, boolean asksForOne) throws Exception {
    Certificates own = new Certificates(Files.createDirectories(folder.resolve("server")));
    ScriptedPostgres server =
        new ScriptedPostgres(new TlsServer(TlsSetup.from(own.showing(certificate)), asksForOne));
    server.answer("SELECT 1", new Answer.Rows(List.of("?column?"), List.of(List.of("1"))));
    return server;
  }

  private static String name(ScriptedPostgres server) {
    return "PostgreSQL at 127.0.0.1:" + server.address().port();
  }

  private static Reply<Done> checkpoint(ScriptedPostgres server, Tls tls) throws IOException {
    try (SqlFacts facts = facts(tls)) {
      return facts.checkpoint(server.address(), LIMIT);
    }
  }

  private static Optional<String> probe(ScriptedPostgres server, Tls tls)
      throws InterruptedException {
    try (SqlClient client = new SqlClient(server.address(), login(tls), environment())) {
      return client.ask(LIMIT);
    }
  }

  private static SqlFacts facts(Tls tls) {
    return JdbcFacts.of(login(tls), environment());
  }

  private static SqlSpec login(Tls tls) {
    return new SqlSpec(
        "ops", Optional.of(new Secret.InEnvironment("PW")), "postgres", Optional.of(tls));
  }

  private static Map<String, String> environment() {
    return Map.of("PW", "never sent");
  }

  private static String unreachable(Reply<?> reply) {
    return assertInstanceOf(Reply.Unreachable.class, reply, reply::toString).why();
  }
}
