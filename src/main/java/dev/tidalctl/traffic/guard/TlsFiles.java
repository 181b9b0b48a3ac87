package dev.tidalctl.traffic.guard;

import dev.tidalctl.process.Parcel;
import dev.tidalctl.topology.Tls;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The files by which a guard speaks TLS, among its orders. */
public final class TlsFiles {
  private static final String NONE = "";

  private TlsFiles() {}

  /** Puts them in. */
  public static void write(Parcel.Writer to, Optional<Tls> tls) throws IOException {
    to.texts(
        tls.map(
                files ->
                    List.of(
                        text(files.ca()),
                        text(files.client().map(Tls.ClientCertificate::cert)),
                        text(files.client().map(Tls.ClientCertificate::key))))
            .orElse(List.of()));
  }

  private static String text(Optional<Path> file) {
    return file.map(Path::toString).orElse(NONE);
  }

  /**
   * Takes them out.
   *
   * @throws IOException when they end before they are whole
   */
  public static Optional<Tls> read(Parcel.Reader from) throws IOException {
    List<String> files = from.texts();
    Function<Integer, Optional<Path>> file =
        index -> Optional.of(files.get(index)).filter(text -> !text.equals(NONE)).map(Path::of);
    return files.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Tls(
                file.apply(0),
                file.apply(1)
                    .flatMap(
                        cert -> file.apply(2).map(key -> new Tls.ClientCertificate(cert, key)))));
  }
}
