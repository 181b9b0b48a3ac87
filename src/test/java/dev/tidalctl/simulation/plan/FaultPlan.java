package dev.tidalctl.simulation.plan;

import dev.tidalctl.simulation.fault.Fault;

/**
 * A fault and when it strikes.
 *
 * @param operator whose tool, link or node in hand it strikes
 */
public record FaultPlan(Fault fault, int operator, Trigger trigger) {}
