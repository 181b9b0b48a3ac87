package dev.tidalctl.conformance;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** Makes one test of each rule that the driver is not exempt from, and none of the others. */
final class RulesThatApply implements TestTemplateInvocationContextProvider {
  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return context.getRequiredTestMethod().isAnnotationPresent(Rule.class);
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    return Rulebook.of(context.getRequiredTestClass()).applies(context.getRequiredTestMethod())
        ? Stream.of(new ByItsName(context.getRequiredTestMethod().getName()))
        : Stream.empty();
  }

  @Override
  public boolean mayReturnZeroTestTemplateInvocationContexts(ExtensionContext context) {
    return true;
  }

  private record ByItsName(String rule) implements TestTemplateInvocationContext {
    @Override
    public String getDisplayName(int invocation) {
      return rule;
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      return List.of();
    }
  }
}
