package dev.tidalctl.topology.read;

import dev.tidalctl.topology.CommandTemplate;
import dev.tidalctl.topology.DriverKind;
import dev.tidalctl.topology.UpgradeSpec;
import java.util.Optional;

/** The key {@code upgrade}: a command, or for PostgreSQL a restart. */
final class UpgradeSection {
  private UpgradeSection() {}

  /** What is done to a drained node. */
  static Optional<UpgradeSpec> read(Field field, Optional<DriverKind> kind, Nodes nodes) {
    Optional<Fields> fields = field.fields(Section.UPGRADE);
    if (kind.filter(driver -> driver == DriverKind.TIDAL).isPresent()) {
      fields.ifPresent(
          each -> each.refuse("restart", "is for driver patroni; give upgrade.command"));
    }
    Optional<Field> chosen =
        fields.flatMap(each -> each.oneOf("what is done to a drained node", "command", "restart"));
    if (chosen.isEmpty()) {
      return Optional.empty();
    }
    if (chosen.get().path().endsWith("restart")) {
      return NumberValue.onlyTrue(chosen.get(), "to restart nothing, leave it out")
          .map(_ -> new UpgradeSpec.Restart());
    }
    Optional<CommandTemplate> command =
        CommandValue.template(chosen.get(), CommandValue.FOR_A_NODE);
    command.ifPresent(template -> NodePlaceholders.check(chosen.get(), template, nodes));
    return command.map(UpgradeSpec.Command::new);
  }
}
