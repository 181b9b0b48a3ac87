package dev.tidalctl.tls;

import dev.tidalctl.secret.PrivateFiles;
import dev.tidalctl.secret.UnusableSecret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates and private keys in PEM form (RFC 7468). */
final class PemFiles {
  private static final int LONGEST = 1024 * 1024;
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
  private static final List<String> KEY_KINDS = List.of("EC", "RSA", "EdDSA");

  private PemFiles() {}

  /** All certificates of a file, in its order, at least one. */
  static List<X509Certificate> certificates(Path file) throws UnusableTls {
    try {
      List<X509Certificate> found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(read(file)))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (found.isEmpty()) {
        throw new UnusableTls(file + " holds no certificate in PEM form");
      }
      return found;
    } catch (CertificateException e) {
      throw new UnusableTls(file + " holds no readable certificate: " + e.getMessage(), e);
    }
  }

  /** The private key of a file. */
  static PrivateKey privateKey(Path file) throws UnusableTls {
    try {
      PrivateFiles.require("the private key " + file, file);
    } catch (UnusableSecret e) {
      throw new UnusableTls(e.why(), e);
    }
    Matcher block = BLOCK.matcher(new String(read(file), StandardCharsets.US_ASCII));
    while (block.find()) {
      String kind = block.group(1);
      if (kind.equals("PRIVATE KEY")) {
        return decoded(file, bytes(file, block.group(2)));
      }
      if (kind.endsWith("PRIVATE KEY")) {
        throw new UnusableTls(
            file
                + " holds a key of the kind '"
                + kind
                + "', which can't be read; to convert it: openssl pkcs8 -topk8 -nocrypt -in "
                + file.getFileName()
                + " -out NEW.key");
      }
    }
    throw new UnusableTls(file + " holds no private key in PEM form");
  }

  private static PrivateKey decoded(Path file, byte[] pkcs8) throws UnusableTls {
    for (String kind : KEY_KINDS) {
      Optional<PrivateKey> key = tried(kind, pkcs8);
      if (key.isPresent()) {
        return key.get();
      }
    }
    throw new UnusableTls(file + " holds a private key that is neither EC, RSA nor EdDSA");
  }

  private static byte[] bytes(Path file, String base64) throws UnusableTls {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new UnusableTls(file + " holds a private key that is cut off or damaged", e);
    }
  }

  private static Optional<PrivateKey> tried(String kind, byte[] pkcs8) {
    try {
      return Optional.of(
          KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private static byte[] read(Path file) throws UnusableTls {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LONGEST + 1);
      if (bytes.length > LONGEST) {
        throw new UnusableTls(file + " is larger than 1 MiB: that is no PEM file");
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw new UnusableTls(file + " does not exist", e);
    } catch (IOException e) {
      throw new UnusableTls(file + " can't be read: " + e.getMessage(), e);
    }
  }
}
