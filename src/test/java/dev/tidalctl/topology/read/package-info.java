/** What reading a cluster file promises: rules, places, texts, limits. */
@NullMarked
package dev.tidalctl.topology.read;

import org.jspecify.annotations.NullMarked;
