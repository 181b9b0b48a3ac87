package dev.tidalctl.simulation.world;

import dev.tidalctl.core.model.Recorded;
import dev.tidalctl.core.model.RunId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The disk of an operator's machine: what is synced in the journals of his runs. */
public final class Disk {
  private final Map<RunId, List<Recorded>> journals = new LinkedHashMap<>();
  long fullUntil;

  /** The facts of a run that no crash can lose. */
  public List<Recorded> journal(RunId run) {
    return journals.computeIfAbsent(run, r -> new ArrayList<>());
  }

  /** The facts of each of his runs. */
  public List<List<Recorded>> journals() {
    return List.copyOf(journals.values());
  }
}
