/**
 * The one door through which passwords and tokens come in: read from where the cluster file says,
 * within limits, and shown in no message.
 */
@NullMarked
package dev.tidalctl.secret;

import org.jspecify.annotations.NullMarked;
