package dev.tidalctl.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Commands with placeholders. */
final class CommandTemplateTest {
  @Test
  void fillsInEveryPlaceholderOnceAndLooksIntoNoValue() {
    CommandTemplate command =
        new CommandTemplate(List.of("ssh", "root@{host}", "{node}{node}", "awk '{print $1}'"));

    assertEquals(
        List.of("ssh", "root@$1", "{host}{host}", "awk '{print $1}'"),
        command.expand(Map.of(Placeholder.HOST, "$1", Placeholder.NODE, "{host}")));
  }

  @Test
  void refusesToRunWithoutAValue() {
    CommandTemplate command = new CommandTemplate(List.of("install", "{version}"));

    assertThrows(IllegalArgumentException.class, () -> command.expand(Map.of()));
  }

  @Test
  void knowsWhatItNames() {
    CommandTemplate command = new CommandTemplate(List.of("install", "x={version}"));

    assertTrue(command.names(Placeholder.VERSION));
    assertFalse(command.names(Placeholder.NODE));
  }

  @Test
  void hasAtLeastOneWord() {
    assertThrows(IllegalArgumentException.class, () -> new CommandTemplate(List.of()));
  }

  @Test
  void placeholdersHaveEnvironmentVariablesOfTheSameName() {
    assertEquals("{node}", Placeholder.NODE.token());
    assertEquals("TIDALCTL_NODE", Placeholder.NODE.variable());
  }
}
