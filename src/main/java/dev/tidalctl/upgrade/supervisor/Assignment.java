package dev.tidalctl.upgrade.supervisor;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
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
    DataOutputStream out = new DataOutputStream(to);
    text(folder.toString(), out);
    text(pipe.toString(), out);
    text(machine.host(), out);
    text(machine.id(), out);
    texts(detacher, out);
    texts(argv, out);
    List<String> variables = new ArrayList<>();
    for (Map.Entry<String, String> each : environment.entrySet()) {
      variables.add(each.getKey());
      variables.add(each.getValue());
    }
    texts(variables, out);
    out.writeLong(limitNanos);
    out.writeLong(graceNanos);
    out.writeLong(logCap);
    out.flush();
  }

  /**
   * Takes it.
   *
   * @throws IOException when it ends before it is whole
   */
  static Assignment read(InputStream from) throws IOException {
    DataInputStream in = new DataInputStream(from);
    Path folder = Path.of(text(in));
    Path pipe = Path.of(text(in));
    Machine machine = new Machine(text(in), text(in));
    List<String> detacher = texts(in);
    List<String> argv = texts(in);
    List<String> variables = texts(in);
    Map<String, String> environment = new HashMap<>();
    for (int i = 0; i < variables.size(); i += 2) {
      environment.put(variables.get(i), variables.get(i + 1));
    }
    return new Assignment(
        folder,
        pipe,
        machine,
        detacher,
        argv,
        environment,
        in.readLong(),
        in.readLong(),
        in.readLong());
  }

  private static void texts(List<String> texts, DataOutputStream out) throws IOException {
    out.writeInt(texts.size());
    for (String each : texts) {
      text(each, out);
    }
  }

  private static List<String> texts(DataInputStream in) throws IOException {
    int size = in.readInt();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      texts.add(text(in));
    }
    return texts;
  }

  private static void text(String text, DataOutputStream out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }
}
