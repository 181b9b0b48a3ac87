package dev.tidalctl.topology.read;

import dev.tidalctl.topology.CommandTemplate;
import dev.tidalctl.topology.Hooks;
import java.util.Optional;

/** The key {@code hooks}. */
final class HooksSection {
  private HooksSection() {}

  /** The hooks that are named. */
  static Hooks read(Field field, Nodes nodes) {
    return field
        .fields(Section.HOOKS)
        .map(
            fields ->
                new Hooks(
                    forNode(fields, "beforeNode", nodes),
                    forNode(fields, "afterNode", nodes),
                    forNode(fields, "onFailure", nodes),
                    fields
                        .get("onComplete")
                        .flatMap(hook -> CommandValue.template(hook, CommandValue.FOR_A_RUN))))
        .orElse(Hooks.NONE);
  }

  private static Optional<CommandTemplate> forNode(Fields fields, String key, Nodes nodes) {
    Optional<Field> field = fields.get(key);
    Optional<CommandTemplate> hook =
        field.flatMap(each -> CommandValue.template(each, CommandValue.FOR_A_NODE));
    field.ifPresent(
        each -> hook.ifPresent(template -> NodePlaceholders.check(each, template, nodes)));
    return hook;
  }
}
