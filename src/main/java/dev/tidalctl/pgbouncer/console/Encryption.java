package dev.tidalctl.pgbouncer.console;

import dev.tidalctl.secret.PrivateFiles;
import dev.tidalctl.secret.ThisMachine;
import dev.tidalctl.secret.UnusableSecret;
import dev.tidalctl.topology.HostPort;
import dev.tidalctl.topology.Tls;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * How {@code psql} encrypts its connections.
 *
 * <ol>
 *   <li>With {@code tls} the certificate must be signed by its {@code ca} and be for the host that
 *       was asked; what the environment says of it counts no more.
 *   <li>Else it is done as the environment says, and a PgBouncer on another machine never gets the
 *       password in clear: from version 16 on {@code psql} heeds that.
 *   <li>{@code psql} does not say which certificate it refused. With {@code tls} we ask for it.
 * </ol>
 *
 * @param tls the key {@code routing.pgbouncer.tls} of the cluster file
 */
public record Encryption(Optional<Tls> tls) {
  private static final String MODE = "PGSSLMODE";
  private static final String VERIFIED = "verify-full";

  /** With these nothing goes in clear, a password neither. */
  private static final Set<String> ENCRYPTED = Set.of("require", "verify-ca", VERIFIED);

  /** As {@code psql} has it for an unknown authority or a time that is over, and for the host. */
  private static final String NOT_VERIFIED = "certificate verify failed";

  private static final String ANOTHER_HOST = "does not match host name";

  /**
   * Refuses a private key that others may read.
   *
   * @throws UnusableSecret with the remedy
   */
  void require() throws UnusableSecret {
    Optional<Tls.ClientCertificate> client = tls.flatMap(Tls::client);
    if (client.isPresent()) {
      PrivateFiles.require("the private key " + client.get().key(), client.get().key());
    }
  }

  /** Changes the variables that {@code psql} is given for a console on {@code host}. */
  void change(Map<String, String> variables, String host) {
    if (tls.isPresent()) {
      variables.keySet().removeIf(name -> name.startsWith("PGSSL"));
      variables.put(MODE, VERIFIED);
      files(tls.get()).forEach((name, file) -> variables.put(name, file.toString()));
      // It would be tried first, and tells nothing of certificates.
      variables.put("PGGSSENCMODE", "disable");
    } else if (!ThisMachine.is(host) && !ENCRYPTED.contains(variables.getOrDefault(MODE, ""))) {
      variables.put("PGREQUIREAUTH", "!password");
    }
  }

  private static Map<String, Path> files(Tls tls) {
    Map<String, Path> files = new TreeMap<>();
    tls.ca().ifPresent(ca -> files.put("PGSSLROOTCERT", ca));
    tls.client().ifPresent(client -> files.put("PGSSLCERT", client.cert()));
    tls.client().ifPresent(client -> files.put("PGSSLKEY", client.key()));
    return files;
  }

  /** What is wrong with a console's certificate, if that is what {@code psql} complains of. */
  Optional<String> flaw(HostPort console, String complaint) {
    return complaint.contains(NOT_VERIFIED) || complaint.contains(ANOTHER_HOST)
        ? tls.flatMap(files -> ServerCertificate.flaw(console, files))
        : Optional.empty();
  }

  /** What comes before an operator's own {@code psql} to have it do the same. */
  String words() {
    if (tls.isEmpty()) {
      return "";
    }
    // A service of the operator's would come before the variables.
    StringBuilder words = new StringBuilder("env -u PGSERVICE " + MODE + "=" + VERIFIED + " ");
    files(tls.get())
        .forEach(
            (name, file) ->
                words.append(name).append('=').append(PrivateFiles.word(file)).append(' '));
    return words.toString();
  }
}
