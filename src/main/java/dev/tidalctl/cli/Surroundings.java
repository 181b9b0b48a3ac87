package dev.tidalctl.cli;

import dev.tidalctl.cli.backend.Backend;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * All that the command line takes from the machine it runs on.
 *
 * @param out takes data only
 * @param err takes everything else
 * @param terminal what the streams are connected with
 * @param environment the process's variables
 * @param machine who and where
 * @param clock the wall clock, for run ids
 * @param random for run ids and nonces
 * @param backend connects with clusters
 */
public record Surroundings(
    PrintWriter out,
    PrintWriter err,
    Terminal terminal,
    Map<String, String> environment,
    Machine machine,
    InstantSource clock,
    RandomGenerator random,
    Backend backend) {

  /** Keeps its own copy of the variables. */
  public Surroundings {
    environment = Map.copyOf(environment);
  }

  /**
   * Who runs tidalctl, and where.
   *
   * @param user the login name
   * @param home the user's home folder
   * @param host the machine's name
   */
  public record Machine(String user, String home, String host) {}
}
