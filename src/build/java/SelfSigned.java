import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Who a rehearsal's servers are, signed by themselves.
 *
 * @param context for the servers
 * @param certificate for their clients to trust, PEM
 */
record SelfSigned(SSLContext context, Path certificate) {
  private static final String PASSWORD = "rehearsal";
  private static final long LIMIT_SECONDS = 60;

  /** Makes one for this machine's loopback, good for a day. */
  static SelfSigned in(Path folder) throws IOException, InterruptedException {
    Path file = folder.resolve("server.p12");
    Files.deleteIfExists(file);
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=rehearsal",
                "-ext",
                "san=ip:127.0.0.1",
                "-validity",
                "1",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    try {
      if (!keytool.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
        throw new IOException("no certificate: see " + folder.resolve("keytool.log"));
      }
    } finally {
      keytool.destroyForcibly();
    }
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD.toCharArray());
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(store, PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return new SelfSigned(context, written(folder, store));
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static Path written(Path folder, KeyStore store)
      throws IOException, GeneralSecurityException {
    byte[] encoded = store.getCertificate("server").getEncoded();
    return Files.writeString(
        folder.resolve("ca.pem"),
        "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
            .formatted(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)));
  }
}
