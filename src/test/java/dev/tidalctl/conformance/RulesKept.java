package dev.tidalctl.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** Counts the rules that a driver kept, and writes it to {@code target/conformance}. */
final class RulesKept implements TestWatcher, AfterAllCallback {
  private static final Path FOLDER = Path.of("target/conformance");

  private final Set<String> kept = new ConcurrentSkipListSet<>();

  @Override
  public void testSuccessful(ExtensionContext context) {
    context
        .getTestMethod()
        .filter(method -> method.isAnnotationPresent(Rule.class))
        .ifPresent(rule -> kept.add(rule.getName()));
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    Rulebook book = Rulebook.of(context.getRequiredTestClass());
    String line =
        "%s: %d of %d rules kept%s"
            .formatted(
                context.getRequiredTestClass().getSimpleName(),
                kept.size(),
                book.rules().size(),
                book.exemptions().isEmpty()
                    ? ""
                    : ", exempt from "
                        + book.exemptions().keySet().toString().toLowerCase(Locale.ROOT));
    Files.createDirectories(FOLDER);
    Files.write(
        FOLDER.resolve(context.getRequiredTestClass().getSimpleName() + ".txt"), List.of(line));
  }
}
