/**
 * YAML as positioned text: a tree in which every scalar is still the text that stands in the file.
 * No value is guessed from its look, so that a version {@code 1.20} stays {@code 1.20}.
 */
@NullMarked
package dev.tidalctl.topology.yaml;

import org.jspecify.annotations.NullMarked;
