/**
 * The path of client requests: follows routing, holds writes during a handover, retries nothing.
 */
@NullMarked
package dev.tidalctl.sandbox.gateway;

import org.jspecify.annotations.NullMarked;
