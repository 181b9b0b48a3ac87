/**
 * One run as a page for people: a self-contained HTML file, or Markdown for a change ticket. Both
 * are folds over the run's events; a text becomes markup in one place only, by being escaped.
 */
@NullMarked
package dev.tidalctl.render.page;

import org.jspecify.annotations.NullMarked;
