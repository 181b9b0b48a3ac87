package dev.tidalctl.cli;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Commands and options that are modelled in code. To read them from annotations, the JVM spins a
 * class for each kind of annotation at each start.
 */
final class CodedModel {
  private CodedModel() {}

  /** A command without options. */
  static CommandSpec command(Object command) {
    return CommandSpec.wrapWithoutInspection(command, new LateFactory());
  }

  static CommandLine line(CommandSpec spec) {
    return new CommandLine(spec, new LateFactory());
  }

  /** An option that takes no value. */
  static OptionSpec.Builder flag(String... names) {
    return OptionSpec.builder(names).type(boolean.class);
  }

  /** Whether a flag stands on the command line. */
  static boolean given(OptionSpec flag) {
    return Boolean.TRUE.equals(flag.getValue());
  }

  /** Picocli's own, which looks for Groovy in every jar, only where something is to be made. */
  private static final class LateFactory implements IFactory {
    @Override
    public <K> K create(Class<K> kind) throws Exception {
      return CommandLine.defaultFactory().create(kind);
    }
  }
}
