package dev.tidalctl.pgbouncer.console;

import dev.tidalctl.core.model.Refusal;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.process.BoundedCommand;
import dev.tidalctl.process.Ended;
import dev.tidalctl.process.Executables;
import dev.tidalctl.secret.UnusableSecret;
import dev.tidalctl.topology.HostPort;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The program {@code psql}, from version 12 on: PgBouncer's console understands nobody else that we
 * know.
 *
 * <p>The password gets to it by a file of the operator's own that is deleted as soon as {@code
 * psql} has it as its standard input, where {@code PGPASSFILE} sends it: so it is in no argument,
 * in no environment, and nothing is left of it when we are killed.
 *
 * @param program its file
 * @param prefix words before it, as to take it away from the terminal
 * @param environment variables it may have
 * @param encryption of its connections
 */
public record Psql(
    Path program, List<String> prefix, Map<String, String> environment, Encryption encryption) {
  /** What separates the answers of several commands. */
  private static final String NEXT = "--next--";

  /** No other: one may hold a secret, or say to whom we speak. */
  private static final Pattern NEEDED =
      Pattern.compile("PATH|HOME|USER|LOGNAME|LANG|TMPDIR|(DY)?LD_LIBRARY_PATH|PGSSL.*|KRB5.*");

  private static final int LONGEST_COMPLAINT = 300;

  /** Takes copies; of the variables, only what finding, starting and encrypting needs. */
  public Psql {
    prefix = List.copyOf(prefix);
    Map<String, String> needed = new HashMap<>(environment);
    needed.keySet().removeIf(name -> !NEEDED.matcher(name).matches());
    environment = Map.copyOf(needed);
  }

  /**
   * The one on the search path.
   *
   * @param environment whose {@code PATH} counts
   */
  public static Optional<Psql> find(
      Map<String, String> environment, List<String> prefix, Encryption encryption) {
    return Executables.find("psql", environment.getOrDefault("PATH", "/usr/bin:/bin"))
        .map(program -> new Psql(program, prefix, environment, encryption));
  }

  /**
   * Has a console carry out commands, one after another.
   *
   * @param onErrorStop whether the first that fails is the last; else the last one decides
   * @param limit for all of it, connecting included
   * @return each command's answer as comma-separated values; {@code Refused} with the console's
   *     words; {@code Unknown} when they may have been carried out
   */
  Reply<List<String>> run(
      HostPort console, Login login, List<String> commands, boolean onErrorStop, Duration limit) {
    String name = name(console);
    try {
      encryption.require();
      Ended ended = ended(console, argv(console, login, commands, onErrorStop), login, limit);
      return reply(console, login, limit, ended);
    } catch (UnusableSecret e) {
      return new Reply.Unreachable<>("PgBouncer %s was not asked: %s".formatted(name, e.why()));
    } catch (IOException e) {
      return new Reply.Unreachable<>(
          "PgBouncer %s was not asked: psql can't be run: %s".formatted(name, e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Reply.Unknown<>("PgBouncer %s: interrupted".formatted(name));
    }
  }

  private List<String> argv(
      HostPort console, Login login, List<String> commands, boolean onErrorStop) {
    List<String> argv = new ArrayList<>(prefix);
    argv.addAll(
        List.of(
            program.toString(),
            "-X",
            "-q",
            "-w",
            "--csv",
            "--set=ON_ERROR_STOP=" + (onErrorStop ? "on" : "off"),
            "--host=" + console.host(),
            "--port=" + console.port(),
            "--username=" + login.user(),
            "--dbname=pgbouncer"));
    for (String each : commands) {
      argv.addAll(List.of("-c", each, "-c", "\\echo " + NEXT));
    }
    return argv.subList(0, argv.size() - 2);
  }

  private Ended ended(HostPort console, List<String> argv, Login login, Duration limit)
      throws IOException, InterruptedException {
    Map<String, String> variables = new HashMap<>(environment);
    encryption.change(variables, console.host());
    variables.put("PGCONNECT_TIMEOUT", "2");
    variables.put("PGAPPNAME", "tidalctl");
    variables.put("LC_ALL", "C");
    if (login.password().isEmpty()) {
      return new BoundedCommand(argv, variables, BoundedCommand.NO_INPUT, limit).run();
    }
    variables.put("PGPASSFILE", "/dev/stdin");
    return start(argv, variables, login.password().get(), limit).await();
  }

  private static BoundedCommand.Running start(
      List<String> argv, Map<String, String> variables, String password, Duration limit)
      throws IOException {
    File file = Files.createTempFile("tidalctl", ".pgpass").toFile();
    try {
      Files.writeString(file.toPath(), "*:*:*:*:" + escaped(password) + "\n");
      return new BoundedCommand(argv, variables, file, limit).start();
    } finally {
      Files.delete(file.toPath());
    }
  }

  private static String escaped(String password) {
    return password.replace("\\", "\\\\").replace(":", "\\:");
  }

  private Reply<List<String>> reply(HostPort console, Login login, Duration limit, Ended ended) {
    String name = name(console);
    return switch (ended) {
      case Ended.NotStarted(String why) ->
          new Reply.Unreachable<>("PgBouncer %s was not asked: %s".formatted(name, why));
      case Ended.TimedOut t ->
          new Reply.Unknown<>(
              "PgBouncer %s did not answer within %s ms".formatted(name, limit.toMillis()));
      case Ended.Exited(int status, String output, String complaint) -> {
        String words = line(login.redacted(complaint));
        yield switch (status) {
          case 0 ->
              new Reply.Ok<>(
                  Arrays.stream(output.split(NEXT + "\n", -1)).map(login::redacted).toList());
          case 2 ->
              words.contains("connection to server") && words.contains("failed:")
                  ? new Reply.Unreachable<>(
                      "PgBouncer %s can't be reached: %s"
                          .formatted(
                              name, encryption.flaw(console, words).orElseGet(() -> bare(words))))
                  : new Reply.Unknown<>("PgBouncer %s was lost: %s".formatted(name, words));
          default ->
              new Reply.Refused<>(
                  Refusal.of(
                      Refusal.Code.OTHER, "PgBouncer %s declined: %s".formatted(name, words)));
        };
      }
    };
  }

  /** Without where it was sent to, which we have said, and without the question that follows. */
  private static String bare(String words) {
    return words
        .replaceFirst("^.*connection to server (at|on) .*? failed: ", "")
        .replaceFirst(" Is the server running .*$", "");
  }

  /** As the cluster file names it. */
  public static String name(HostPort console) {
    return console.host().indexOf(':') >= 0
        ? "[" + console.host() + "]:" + console.port()
        : console.host() + ":" + console.port();
  }

  /** On one line, without control characters, at most 300 characters. */
  static String line(String words) {
    String line = words.strip().replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp} ]+", " ");
    return line.length() <= LONGEST_COMPLAINT ? line : line.substring(0, LONGEST_COMPLAINT) + "...";
  }
}
