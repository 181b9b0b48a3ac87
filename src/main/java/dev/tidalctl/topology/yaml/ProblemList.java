package dev.tidalctl.topology.yaml;

import dev.tidalctl.topology.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Collects what is wrong with a file: everything a person could mend, but not the hundreds of
 * thousands of problems that a file of another kind would have.
 */
public final class ProblemList implements Consumer<Problem> {
  /** How many problems are kept. */
  public static final int MOST = 1000;

  private final List<Problem> problems = new ArrayList<>();
  private boolean more;

  /** Takes one more problem. */
  @Override
  public void accept(Problem problem) {
    if (isFull()) {
      more = true;
    } else {
      problems.add(problem);
    }
  }

  /** Whether further problems would not be kept, so that looking for them is idle. */
  public boolean isFull() {
    return problems.size() == MOST;
  }

  /** What was found, in the order of finding; says so when it is not all. */
  public List<Problem> found() {
    List<Problem> found = new ArrayList<>(problems);
    if (more) {
      found.add(Problem.ofWholeFile("more than %d problems: here are the first".formatted(MOST)));
    }
    return List.copyOf(found);
  }
}
