package dev.tidalctl.sql;

import dev.tidalctl.secret.SecretReader;
import dev.tidalctl.secret.SecretSource;
import dev.tidalctl.secret.ThisMachine;
import dev.tidalctl.secret.UnusableSecret;
import dev.tidalctl.tls.UnusableTls;
import dev.tidalctl.topology.HostPort;
import dev.tidalctl.topology.SqlSpec;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Opens connections to PostgreSQL as one user. None is kept.
 *
 * <ol>
 *   <li>Every wait of the driver's has a limit: for the whole login, for each attempt to connect,
 *       and for each answer.
 *   <li>With {@code tls} the certificate must be signed by its {@code ca} and be for the host that
 *       was asked; else the connection is encrypted where the server offers that, and a server on
 *       another machine never gets the password in clear.
 *   <li>When the login is declined the password is read anew, and another one is tried once.
 * </ol>
 */
final class Connector {
  /** By which our own sessions are known on the server. */
  static final String APPLICATION = "tidalctl";

  /** Kept, so that its level is: the driver would write warnings of its own on stderr. */
  private static final Logger DRIVER_LOG = Logger.getLogger("org.postgresql");

  static {
    DRIVER_LOG.setLevel(Level.OFF);
  }

  private final SqlSpec login;
  private final Optional<Password> password;

  /**
   * A connector that reads and opens nothing before it is used.
   *
   * @param environment where a password's variable is looked up
   */
  Connector(SqlSpec login, Map<String, String> environment) {
    SecretReader reader = new SecretReader(environment);
    this.login = login;
    this.password =
        login.password().map(secret -> new Password(SecretSource.password(secret), reader));
  }

  /** The user's name. */
  String user() {
    return login.user();
  }

  /** What failures of its connections mean. */
  Failures failures() {
    return new Failures(words -> password.map(secret -> secret.hiddenIn(words)).orElse(words));
  }

  /**
   * Connects and logs in.
   *
   * @param address where PostgreSQL, or something in front of it, listens
   * @param limit for the login, and for each answer after it
   * @param options settings of the session, as {@code -c name=value}; empty where a pooler, which
   *     refuses them, may be in between
   * @throws SQLException as the driver has it
   * @throws UnusableSecret when it can't be had: nothing was sent
   * @throws UnusableTls when a file that TLS needs is of no use: nothing was said
   */
  Connection open(HostPort address, Duration limit, String options)
      throws SQLException, UnusableSecret, UnusableTls {
    if (password.isEmpty()) {
      return attempt(address, limit, options, Optional.empty());
    }
    String first = password.get().current();
    try {
      return attempt(address, limit, options, Optional.of(first));
    } catch (SQLException declined) {
      if (!SqlStates.isDeclinedLogin(declined)) {
        throw declined;
      }
      Optional<String> second = password.get().insteadOf(first);
      if (second.isEmpty()) {
        throw declined;
      }
      return attempt(address, limit, options, second);
    }
  }

  private Connection attempt(
      HostPort address, Duration limit, String options, Optional<String> secret)
      throws SQLException, UnusableTls {
    Properties properties = properties(address, limit);
    secret.ifPresent(text -> PGProperty.PASSWORD.set(properties, text));
    if (!options.isEmpty()) {
      PGProperty.OPTIONS.set(properties, options);
    }
    return connected(address, properties);
  }

  private Connection connected(HostPort address, Properties properties)
      throws SQLException, UnusableTls {
    try {
      Connection connection = new Driver().connect(url(address), properties);
      if (connection == null) {
        throw new SQLException("the driver does not know its own URL", "08001");
      }
      return connection;
    } catch (SQLException failure) {
      Optional<UnusableTls> unusable = VerifiedSockets.unusable(failure);
      if (unusable.isPresent()) {
        throw unusable.get();
      }
      throw failure;
    }
  }

  private String url(HostPort address) {
    return "jdbc:postgresql://"
        + shown(address)
        + "/"
        + URLEncoder.encode(login.database(), StandardCharsets.UTF_8);
  }

  private Properties properties(HostPort address, Duration limit) {
    Properties properties = new Properties();
    int seconds = (int) Math.max(1, limit.plusMillis(999).toSeconds());
    PGProperty.USER.set(properties, login.user());
    PGProperty.LOGIN_TIMEOUT.set(properties, seconds);
    PGProperty.CONNECT_TIMEOUT.set(properties, seconds);
    PGProperty.SOCKET_TIMEOUT.set(properties, seconds);
    PGProperty.CANCEL_SIGNAL_TIMEOUT.set(properties, 1);
    PGProperty.SSL_RESPONSE_TIMEOUT.set(properties, (int) limit.toMillis());
    PGProperty.APPLICATION_NAME.set(properties, APPLICATION);
    PGProperty.GSS_ENC_MODE.set(properties, "disable");
    PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
    PGProperty.LOG_SERVER_ERROR_DETAIL.set(properties, false);
    login
        .tls()
        .ifPresentOrElse(
            tls -> VerifiedSockets.use(properties, tls), () -> plain(properties, address));
    return properties;
  }

  private static void plain(Properties properties, HostPort address) {
    PGProperty.SSL_MODE.set(properties, "prefer");
    if (!ThisMachine.is(address.host())) {
      PGProperty.REQUIRE_AUTH.set(properties, "!password");
    }
  }

  /** An address as people write it. */
  static String shown(HostPort address) {
    return bracketed(address.host()) + ":" + address.port();
  }

  private static String bracketed(String host) {
    return host.contains(":") ? "[" + host + "]" : host;
  }
}
