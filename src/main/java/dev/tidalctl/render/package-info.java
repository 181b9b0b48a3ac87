/**
 * What the operator sees: one model, one renderer per format. Text for people, JSON documents and
 * event lines for programs. Nothing here decides or does anything.
 */
@NullMarked
package dev.tidalctl.render;

import org.jspecify.annotations.NullMarked;
