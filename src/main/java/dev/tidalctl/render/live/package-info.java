/**
 * The screen that is redrawn in place: events and looks are folded into a picture, a picture is
 * laid out for a window, and a pane repaints of it what has changed. Nothing here reads a clock,
 * asks a terminal, or writes to one.
 */
@NullMarked
package dev.tidalctl.render.live;

import org.jspecify.annotations.NullMarked;
