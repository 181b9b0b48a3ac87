package dev.tidalctl.traffic.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tidalctl.process.Parcel;
import dev.tidalctl.topology.Tls;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a guard is told of TLS, as it arrives. */
final class TlsFilesTest {
  private static final Optional<Path> CA = Optional.of(Path.of("/etc/ca.pem"));
  private static final Optional<Tls.ClientCertificate> CLIENT =
      Optional.of(new Tls.ClientCertificate(Path.of("/etc/me.pem"), Path.of("/etc/me.key")));

  static Stream<Optional<Tls>> all() {
    return Stream.of(
        Optional.empty(),
        Optional.of(new Tls(Optional.empty(), Optional.empty())),
        Optional.of(new Tls(CA, Optional.empty())),
        Optional.of(new Tls(Optional.empty(), CLIENT)),
        Optional.of(new Tls(CA, CLIENT)));
  }

  @ParameterizedTest
  @MethodSource("all")
  void theyArriveAsTheyWere(Optional<Tls> tls) throws IOException {
    ByteArrayOutputStream pipe = new ByteArrayOutputStream();
    TlsFiles.write(new Parcel.Writer(pipe), tls);

    assertEquals(
        tls, TlsFiles.read(new Parcel.Reader(new ByteArrayInputStream(pipe.toByteArray()))));
  }
}
