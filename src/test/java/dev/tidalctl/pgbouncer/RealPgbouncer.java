package dev.tidalctl.pgbouncer;

import dev.tidalctl.sql.RealPostgres;
import dev.tidalctl.testing.Certificates;
import dev.tidalctl.testing.Unprivileged;
import dev.tidalctl.topology.HostPort;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** A PgBouncer 1.18 on loopback, from Debian's package, in front of a PostgreSQL. */
final class RealPgbouncer implements AutoCloseable {
  private static final long LIMIT_SECONDS = 60;

  private static final String TLS =
      """
      client_tls_sslmode = require
      client_tls_cert_file = server.pem
      client_tls_key_file = server.key
      """;

  private final Unprivileged program;
  private final Process process;
  private final HostPort address;
  private final boolean secured;

  private RealPgbouncer(Unprivileged program, Process process, HostPort address, boolean secured) {
    this.program = program;
    this.process = process;
    this.address = address;
    this.secured = secured;
  }

  /**
   * Starts one with the databases {@code app}, {@code app_ro} on the same host, and {@code by
   * session}.
   */
  static RealPgbouncer inFrontOf(HostPort postgres) throws Exception {
    return inFrontOf(postgres, Optional.empty());
  }

  /**
   * Starts one that speaks to nobody without TLS.
   *
   * @param certificate the name of the certificate that it shows
   */
  static RealPgbouncer showing(String certificate, HostPort postgres) throws Exception {
    return inFrontOf(postgres, Optional.of(certificate));
  }

  private static RealPgbouncer inFrontOf(HostPort postgres, Optional<String> certificate)
      throws Exception {
    Unprivileged program = new Unprivileged();
    int port = Unprivileged.freePort();
    program.write(
        "users", "\"%s\" \"%s\"\n".formatted(RealPostgres.SUPERUSER, RealPostgres.PASSWORD));
    program.write(
        "ini",
        """
        [databases]
        app = host=127.0.0.1 port=PG dbname=postgres
        app_ro = host=127.0.0.1 port=PG dbname=postgres
        by-session = host=127.0.0.1 port=PG dbname=postgres pool_mode=session
        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = PORT
        unix_socket_dir =
        auth_type = scram-sha-256
        auth_file = users
        admin_users = USER
        pool_mode = transaction
        ignore_startup_parameters = extra_float_digits
        """
            .concat(certificate.isPresent() ? TLS : "")
            .replace("PORT", Integer.toString(port))
            .replace("PG", Integer.toString(postgres.port()))
            .replace("USER", RealPostgres.SUPERUSER));
    if (certificate.isPresent()) {
      program.write("server.pem", Certificates.text(certificate.get() + ".pem"));
      program.write("server.key", Certificates.text(certificate.get() + ".key"));
    }
    Process process = program.start("/usr/sbin/pgbouncer", "ini");
    RealPgbouncer started =
        new RealPgbouncer(
            program, process, new HostPort("127.0.0.1", port), certificate.isPresent());
    started.awaitAnswer();
    return started;
  }

  HostPort address() {
    return address;
  }

  /** A client's connection. */
  Connection connect(String database) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", RealPostgres.SUPERUSER);
    properties.setProperty("password", RealPostgres.PASSWORD);
    properties.setProperty("prepareThreshold", "0");
    properties.setProperty("sslmode", secured ? "require" : "disable");
    properties.setProperty("loginTimeout", "60");
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + address.port() + "/" + database, properties);
  }

  private void awaitAnswer() throws Exception {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (true) {
      try {
        connect("app").close();
        return;
      } catch (SQLException notYet) {
        if (System.nanoTime() > until || !process.isAlive()) {
          String log = program.log();
          close();
          throw new IOException("PgBouncer did not come up: " + log, notYet);
        }
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
  }

  /** Ends it as a crash would. */
  void crash() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws IOException {
    try {
      crash();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    program.close();
  }
}
