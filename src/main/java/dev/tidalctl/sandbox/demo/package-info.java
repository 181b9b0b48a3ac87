/**
 * The demonstration: a sandbox, a load on it, a roll under that load, and the proof afterwards. The
 * load and the roll are processes of their own, started through the launcher as a user would.
 */
@NullMarked
package dev.tidalctl.sandbox.demo;

import org.jspecify.annotations.NullMarked;
