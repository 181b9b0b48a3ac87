package dev.tidalctl.probe;

import dev.tidalctl.core.model.ProbeAnswer;
import dev.tidalctl.core.port.Prober;
import dev.tidalctl.sql.SqlClient;
import java.time.Duration;

/**
 * Asks PostgreSQL by {@code SELECT 1}, through a load balancer as a rule. At most 8 are under way
 * at once: connections are dear there.
 */
public final class SqlProber implements Prober {
  private static final int MOST_AT_ONCE = 8;

  private final SqlClient client;

  /**
   * A prober that connects when first asked.
   *
   * @param client asks; closed with the prober
   */
  public SqlProber(SqlClient client) {
    this.client = client;
  }

  @Override
  public ProbeAnswer ask(Duration limit) throws InterruptedException {
    long start = System.nanoTime();
    return client
        .ask(limit)
        .<ProbeAnswer>map(ProbeAnswer.Failed::new)
        .orElseGet(() -> new ProbeAnswer.Answered(Duration.ofNanos(System.nanoTime() - start)));
  }

  @Override
  public int mostAtOnce() {
    return MOST_AT_ONCE;
  }

  @Override
  public void close() {
    client.close();
  }
}
