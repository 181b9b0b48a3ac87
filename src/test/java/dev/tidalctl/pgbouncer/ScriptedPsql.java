package dev.tidalctl.pgbouncer;

import dev.tidalctl.topology.HostPort;
import dev.tidalctl.topology.PgbouncerSpec;
import dev.tidalctl.topology.Secret;
import dev.tidalctl.topology.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program {@code psql} on a search path of its own, that answers for consoles as PgBouncer 1.18
 * does through psql 15. Files in its folder, each with a console's port before it, are its state
 * ({@code .paused}) and its mishaps: {@code .away}, {@code .slow} (a PAUSE does not end), {@code
 * .declines} (a PAUSE), {@code .stubborn} (a RESUME changes nothing), {@code .session}.
 */
final class ScriptedPsql {
  private static final String SCRIPT =
      """
      #!/bin/sh
      cd FOLDER
      echo "$*" >> argv
      env >> environment
      [ -n "$PGPASSFILE" ] && cat "$PGPASSFILE" >> password
      for word in "$@"; do
        case $word in --port=*) p=${word#--port=} ;; esac
      done
      if [ -e $p.away ]; then
        echo "psql: error: connection to server at \\"127.0.0.1\\", port $p failed: Connection refused" >&2
        exit 2
      fi
      if [ -e $p.wrong ]; then
        echo "psql: error: connection to server at \\"127.0.0.1\\", port $p failed: FATAL:  password authentication failed, not `cat "$PGPASSFILE" | cut -d: -f5`" >&2
        exit 2
      fi
      mode=transaction; [ -e $p.session ] && mode=session
      paused=0; [ -e $p.paused ] && paused=1
      status=0; previous=
      for word in "$@"; do
        if [ "$previous" = -c ]; then
          status=0
          case $word in
            '\\echo '*) echo "${word#* }" ;;
            'SHOW DATABASES')
              paused=0; [ -e $p.paused ] && paused=1
              echo name,host,port,database,force_user,pool_size,pool_mode,paused,disabled
              echo "app,10.0.0.1,5000,app,,20,$mode,$paused,0"
              echo "app_ro,10.0.0.1,5001,app,,20,,0,0"
              echo "elsewhere,10.0.0.9,5001,app,,20,,0,0"
              echo "pgbouncer,,6432,pgbouncer,pgbouncer,2,statement,0,0" ;;
            'SHOW CONFIG') echo key,value,default,changeable; echo "pool_mode,transaction,session,yes" ;;
            'SHOW POOLS')
              echo database,user,cl_active,pool_mode
              echo app,web,4,transaction
              [ -e $p.batch ] && echo app,batch,1,session ;;
            PAUSE*)
              echo "$p $word" >> changes
              if [ -e $p.declines ]; then printf 'ERROR:\\302\\233 admin\\342\\200\\256access needed\\n' >&2; exit 1; fi
              touch $p.paused
              [ -e $p.slow ] && exec sleep 60 ;;
            RESUME*)
              echo "$p $word" >> changes
              if [ -e $p.paused ]; then [ -e $p.stubborn ] || rm $p.paused
              else echo 'ERROR:  database app is not paused' >&2; status=1; fi ;;
            RECONNECT*) echo "$p $word" >> changes ;;
          esac
        fi
        previous=$word
      done
      exit $status
      """;

  private final Path folder;

  ScriptedPsql(Path folder) throws IOException {
    this.folder = folder;
    Path program = folder.resolve("psql");
    Files.writeString(program, SCRIPT.replace("FOLDER", folder.toString()));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
  }

  /** What production is given: this program comes first. */
  Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("PATH", path());
    environment.put("PW", "can:ary\\1");
    environment.put("PGHOST", "elsewhere");
    environment.put("PGOPTIONS", "-c x=y");
    environment.put("PGSSLMODE", "disable");
    environment.put("PGSSLCERT", "/of/the/environment.pem");
    return environment;
  }

  String path() {
    return folder + ":/usr/bin:/bin";
  }

  PgbouncerGate gate(Duration maxPause, int... ports) {
    return new PgbouncerGate(spec(maxPause, ports), environment());
  }

  static PgbouncerSpec spec(Duration maxPause, int... ports) {
    return spec(maxPause, "127.0.0.1", Optional.empty(), ports);
  }

  static PgbouncerSpec spec(Duration maxPause, String host, Optional<Tls> tls, int... ports) {
    return new PgbouncerSpec(
        Arrays.stream(ports).mapToObj(port -> new HostPort(host, port)).toList(),
        List.of("app"),
        "ops",
        Optional.of(new Secret.InEnvironment("PW")),
        tls,
        maxPause);
  }

  void set(String mishap) throws IOException {
    Files.createFile(folder.resolve(mishap));
  }

  void unset(String mishap) throws IOException {
    Files.delete(folder.resolve(mishap));
  }

  boolean is(String state) {
    return Files.exists(folder.resolve(state));
  }

  String said(String file) throws IOException {
    try {
      return Files.readString(folder.resolve(file));
    } catch (NoSuchFileException nothing) {
      return "";
    }
  }
}
