package dev.tidalctl.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Which processes drive runs, as far as this one can tell: of those of its own machine it knows
 * whether they live, of others it knows nothing.
 */
class Drivers {
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Path PROCESSES = Path.of("/proc/self/ns/pid");

  private final String host;
  private final Optional<String> machine;

  /**
   * As seen from here.
   *
   * @param host this machine's name, for people to read
   */
  Drivers(String host) {
    this.host = host;
    this.machine = machine();
  }

  /** What is known of a driver. */
  enum Life {
    /** It is a process of this machine that lives. */
    ALIVE,
    /** It is a process of this machine that has ended. */
    DEAD,
    /** It is on another machine. */
    UNKNOWN
  }

  /**
   * This process.
   *
   * @param nonce that no other driver has
   */
  String self(String nonce) {
    ProcessHandle self = ProcessHandle.current();
    return JsonNodeFactory.instance
        .objectNode()
        .put("host", host)
        .put("machine", machine.orElse(""))
        .put("pid", self.pid())
        .put("started", started(self))
        .put("nonce", nonce)
        .toString();
  }

  /** Whether the driver that wrote this lives. */
  Life life(String text) {
    try {
      JsonNode driver = Text.MAPPER.readTree(text);
      if (machine.isEmpty() || !machine.get().equals(driver.path("machine").asText())) {
        return Life.UNKNOWN;
      }
      return ProcessHandle.of(driver.path("pid").asLong())
              .filter(process -> started(process).equals(driver.path("started").asText()))
              .isPresent()
          ? Life.ALIVE
          : Life.DEAD;
    } catch (JsonProcessingException e) {
      return Life.UNKNOWN;
    }
  }

  /** Made when there is one to be read: most looks find no driver. */
  private static final class Text {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
  }

  private static String started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("");
  }

  /** One boot of one kernel, and the set of processes that can see each other on it. */
  private static Optional<String> machine() {
    try {
      return Optional.of(Files.readString(BOOT).strip() + " " + Files.readSymbolicLink(PROCESSES));
    } catch (IOException notLinux) {
      return Optional.empty();
    }
  }
}
