package dev.tidalctl.core.model;

/**
 * What client traffic and WAL shipping do with a node. Which state may follow which is for the
 * control plane to enforce.
 */
public enum Routing {
  /** Client work and WAL shipping are on. */
  SERVING,
  /** No new client work; shipping goes on. */
  DRAINING,
  /** Neither client work nor shipping. */
  DRAINED,
  /** No client work; shipping is on again. */
  REJOINING
}
