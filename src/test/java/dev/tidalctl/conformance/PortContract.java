package dev.tidalctl.conformance;

import dev.tidalctl.testing.Goldens;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract of {@code ControlPlane}, {@code WalShipper} and {@code Lease}: each rule of their
 * documentation is a test. A driver is put under it by a subclass that makes its fixture, and that
 * names by {@link Exempt} what the driver does not have.
 */
@ExtendWith(RulesKept.class)
public abstract class PortContract
    implements LookRules, RoutingRules, HeldNodeRules, LeadershipRules, WalRules, LeaseRules {
  @TempDir private Path folder = Path.of("");

  private final String driver;
  private Optional<Bench> bench = Optional.empty();

  /**
   * Puts a driver under it.
   *
   * @param driver its name
   */
  protected PortContract(String driver) {
    this.driver = driver;
  }

  /** A cluster at rest. */
  protected abstract PortFixture fixture(Path folder) throws IOException;

  @BeforeEach
  void begin() throws IOException {
    bench = Optional.of(new Bench(fixture(folder)));
    bench().atRest();
  }

  @AfterEach
  void end() {
    bench.ifPresent(b -> b.fixture().close());
  }

  /** No exemption comes or goes unseen: {@code goldens/conformance-*.txt} names them all. */
  @Test
  void itsExemptionsAreThoseThatWereAgreedUpon() {
    Goldens.check("conformance-" + driver + ".txt", Rulebook.of(getClass()).lines(driver));
  }

  /** An exemption can't hide that something works, or that it fails in another way. */
  @Test
  void whatItIsExemptFromIsRefusedAsUnsupported() {
    Rulebook.of(getClass()).exemptions().keySet().forEach(missing -> missing.isMissing(bench()));
  }

  @Override
  public Bench bench() {
    return bench.orElseThrow();
  }
}
