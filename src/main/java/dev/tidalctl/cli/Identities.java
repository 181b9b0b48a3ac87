package dev.tidalctl.cli;

import dev.tidalctl.core.model.Identity;
import dev.tidalctl.core.model.RunId;
import dev.tidalctl.core.model.RunKind;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** Who acts, under which run id. */
final class Identities {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int RUN_ID_BYTES = 2;
  private static final int NONCE_BYTES = 16;

  private final Surroundings surroundings;

  Identities(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** A new run's identity: {@code TIDALCTL_OWNER}, else user@host, and a fresh run id. */
  Identity fresh(RunKind kind) {
    Surroundings.Machine machine = surroundings.machine();
    String owner =
        Optional.ofNullable(surroundings.environment().get("TIDALCTL_OWNER"))
            .filter(value -> !value.isBlank())
            .orElse(machine.user() + "@" + machine.host());
    return new Identity(owner, machine.host(), runId(), kind);
  }

  /** 128 random bits in hexadecimal. */
  String nonce() {
    return hex(NONCE_BYTES);
  }

  /** The time to the second and 16 random bits: {@code 20261122-131502-7f3a}. */
  private RunId runId() {
    return new RunId(STAMP.format(surroundings.clock().instant()) + "-" + hex(RUN_ID_BYTES));
  }

  private String hex(int length) {
    byte[] bytes = new byte[length];
    surroundings.random().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
