package dev.tidalctl.core.model;

import java.util.Optional;

/**
 * One run of a hook, and what it is told.
 *
 * @param hook which
 * @param runId of which roll
 * @param node which node it is about; none for the roll as a whole, nor where none failed
 * @param leads whether that node leads
 * @param version that the node reports, where it does
 * @param to the version asked for, where one was
 * @param ending how the roll ends, where it does
 * @param reason why so; empty while it goes on
 */
public record HookJob(
    Hook hook,
    RunId runId,
    Optional<NodeName> node,
    boolean leads,
    Optional<Version> version,
    Optional<Version> to,
    Optional<Ending.Kind> ending,
    String reason) {
  /** The hook and its node, for messages: {@code hooks.beforeNode of node-1}. */
  public String words() {
    return "hooks." + hook.word() + node.map(name -> " of " + name).orElse("");
  }
}
