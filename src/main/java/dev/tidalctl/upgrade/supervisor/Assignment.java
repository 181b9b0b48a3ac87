package dev.tidalctl.upgrade.supervisor;

import dev.tidalctl.process.Parcel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a supervisor is to do. It comes by standard input, because arguments can be read by all.
 *
 * @param folder of the attempt; it exists
 * @param pipe a named pipe for the command's output; it exists
 * @param machine this one
 * @param detacher starts the command in a session of its own: a program and its first arguments
 * @param argv the command
 * @param environment added to the supervisor's own
 * @param limitNanos how long the command may run
 * @param graceNanos from TERM to KILL
 * @param logCap the most that is kept of the output, in bytes
 */
public record Assignment(
    Path folder,
    Path pipe,
    Machine machine,
    List<String> detacher,
    List<String> argv,
    Map<String, String> environment,
    long limitNanos,
    long graceNanos,
    long logCap) {

  /** Hands it over. */
  public void write(OutputStream to) throws IOException {
    new Parcel.Writer(to)
        .text(folder.toString())
        .text(pipe.toString())
        .text(machine.host())
        .text(machine.id())
        .texts(detacher)
        .texts(argv)
        .named(environment)
        .number(limitNanos)
        .number(graceNanos)
        .number(logCap)
        .flush();
  }

  /**
   * Takes it.
   *
   * @throws IOException when it ends before it is whole
   */
  static Assignment read(InputStream from) throws IOException {
    Parcel.Reader in = new Parcel.Reader(from);
    return new Assignment(
        Path.of(in.text()),
        Path.of(in.text()),
        new Machine(in.text(), in.text()),
        in.texts(),
        in.texts(),
        in.named(),
        in.number(),
        in.number(),
        in.number());
  }
}
