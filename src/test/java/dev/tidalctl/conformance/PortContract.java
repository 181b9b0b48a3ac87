package dev.tidalctl.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract of {@code ControlPlane}, {@code WalShipper} and {@code Lease}: each rule of their
 * documentation is a test. A driver is put under it by a subclass that makes its fixture.
 */
public abstract class PortContract
    implements LookRules, RoutingRules, HeldNodeRules, LeadershipRules, WalRules, LeaseRules {
  @TempDir private Path folder = Path.of("");

  private Optional<Bench> bench = Optional.empty();

  /** A fresh cluster. */
  protected abstract PortFixture fixture(Path folder) throws IOException;

  @BeforeEach
  void begin(TestInfo test) throws IOException {
    PortFixture fixture = fixture(folder);
    bench = Optional.of(new Bench(fixture));
    String rule = test.getTestMethod().orElseThrow().getName();
    Optional<String> exempt = Optional.ofNullable(fixture.exemptRules().get(rule));
    Assumptions.assumeTrue(exempt.isEmpty(), () -> rule + ": " + exempt.orElse(""));
    bench().atRest();
  }

  @AfterEach
  void end() {
    bench.ifPresent(b -> b.fixture().close());
  }

  @Override
  public Bench bench() {
    return bench.orElseThrow();
  }
}
