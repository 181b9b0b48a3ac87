/**
 * The process that runs one upgrade command and outlives tidalctl, and the files it leaves.
 *
 * <p>It starts on the way to every upgrade, while a node is out of service: what runs before the
 * command is written in plain loops and builders, because the first lambda, string template or
 * pattern switch of a process costs it more than all the rest of its work.
 */
@NullMarked
package dev.tidalctl.upgrade.supervisor;

import org.jspecify.annotations.NullMarked;
