package dev.tidalctl.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys in PEM form. */
final class PemFilesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"RSA, 1024", "EC, 256", "Ed25519, 255"})
  void everyUsualKindOfKeyIsRead(String kind, int size) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
    generator.initialize(size);
    PrivateKey key = generator.generateKeyPair().getPrivate();

    assertEquals(key, PemFiles.privateKey(pem("PRIVATE KEY", key.getEncoded())));
  }

  @Test
  void anEncryptedKeyIsRefused() throws Exception {
    Path file = pem("ENCRYPTED PRIVATE KEY", new byte[] {1, 2, 3});

    assertEquals(
        file
            + " holds a key of the kind 'ENCRYPTED PRIVATE KEY', which can't be read; to convert"
            + " it: openssl pkcs8 -topk8 -nocrypt -in key -out NEW.key",
        assertThrows(UnusableTls.class, () -> PemFiles.privateKey(file)).why());
  }

  @Test
  void aFileWithoutAKeySaysSo() throws Exception {
    Path file = pem("CERTIFICATE", new byte[] {1, 2, 3});

    assertEquals(
        file + " holds no private key in PEM form",
        assertThrows(UnusableTls.class, () -> PemFiles.privateKey(file)).why());
  }

  @Test
  void aKeyThatIsCutOffSaysSo() throws Exception {
    Path file = pem("PRIVATE KEY", new byte[] {1, 2, 3});
    Files.writeString(file, Files.readString(file).replace("AQID", "AQIDA"));

    assertEquals(
        file + " holds a private key that is cut off or damaged",
        assertThrows(UnusableTls.class, () -> PemFiles.privateKey(file)).why());
  }

  private Path pem(String kind, byte[] content) throws IOException {
    String base64 =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(content);
    Path file =
        Files.createFile(
            folder.resolve("key"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(
        file, "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n");
  }
}
