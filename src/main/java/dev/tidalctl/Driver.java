package dev.tidalctl;

import dev.tidalctl.core.model.Done;
import dev.tidalctl.core.model.Interest;
import dev.tidalctl.core.model.Reply;
import dev.tidalctl.core.model.Snapshot;
import dev.tidalctl.core.model.Stamp;
import dev.tidalctl.core.port.ControlPlane;
import dev.tidalctl.core.port.Lease;
import dev.tidalctl.core.port.Upgrader;
import dev.tidalctl.core.port.WalShipper;
import dev.tidalctl.patroni.Contact;
import dev.tidalctl.patroni.PatroniDriver;
import dev.tidalctl.render.CheckReport.Finding;
import dev.tidalctl.render.CheckReport.Verdict;
import dev.tidalctl.tidal.TidalDriver;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The ports of one cluster, whichever driver serves them. */
sealed interface Driver extends AutoCloseable {
  ControlPlane controlPlane();

  WalShipper walShipper();

  Lease lease();

  /** Upgrades by the operator's command, or by what else the driver can do. */
  Upgrader upgrader(Upgrader commands);

  /** Looks without the intention to change anything. */
  Reply<Snapshot> look(Optional<Stamp> after, Interest of, Duration atMost);

  /** Looks for a screen. */
  Reply<Snapshot> glance(Optional<Stamp> after, Interest of, Duration atMost);

  /** Reaches for all that the file names. */
  List<Finding> reach();

  /** Whether what a whole roll needs, but no single drain, is there. */
  Reply<Done> fitToRoll();

  @Override
  void close();

  /** Over the tidal API. */
  record Tidal(TidalDriver driver) implements Driver {
    @Override
    public ControlPlane controlPlane() {
      return driver.controlPlane();
    }

    @Override
    public WalShipper walShipper() {
      return driver.walShipper();
    }

    @Override
    public Lease lease() {
      return driver.lease();
    }

    @Override
    public Upgrader upgrader(Upgrader commands) {
      return commands;
    }

    @Override
    public Reply<Snapshot> look(Optional<Stamp> after, Interest of, Duration atMost) {
      return driver.controlPlane().look(after, of, atMost);
    }

    @Override
    public Reply<Snapshot> glance(Optional<Stamp> after, Interest of, Duration atMost) {
      return look(after, of, atMost);
    }

    @Override
    public List<Finding> reach() {
      return List.of();
    }

    @Override
    public Reply<Done> fitToRoll() {
      return new Reply.Ok<>(new Done());
    }

    @Override
    public void close() {
      driver.close();
    }
  }

  /** Over Patroni. */
  record Patroni(PatroniDriver driver) implements Driver {
    @Override
    public ControlPlane controlPlane() {
      return driver.controlPlane();
    }

    @Override
    public WalShipper walShipper() {
      return driver.walShipper();
    }

    @Override
    public Lease lease() {
      return driver.lease();
    }

    @Override
    public Upgrader upgrader(Upgrader commands) {
      return driver.upgrader(commands);
    }

    @Override
    public Reply<Snapshot> look(Optional<Stamp> after, Interest of, Duration atMost) {
      return driver.look(after, of, atMost);
    }

    @Override
    public Reply<Snapshot> glance(Optional<Stamp> after, Interest of, Duration atMost) {
      return driver.glance(after, of, atMost);
    }

    @Override
    public List<Finding> reach() {
      return driver.contacts().stream().map(Patroni::finding).toList();
    }

    @Override
    public Reply<Done> fitToRoll() {
      return driver.fitToRoll();
    }

    @Override
    public void close() {
      driver.close();
    }

    private static Finding finding(Contact contact) {
      return new Finding(
          switch (contact.verdict()) {
            case GOOD -> Verdict.PASS;
            case DOUBTFUL -> Verdict.WARN;
            case BAD, UNREACHED -> Verdict.FAIL;
          },
          contact.what(),
          contact.detail(),
          contact.remedy(),
          contact.verdict() == Contact.Verdict.UNREACHED);
    }
  }
}
