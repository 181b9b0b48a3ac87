/**
 * The cluster file as immutable records: what an operator declared about one cluster, checked and
 * with every default filled in. The records know nothing of YAML; {@code read} makes them.
 */
@NullMarked
package dev.tidalctl.topology;

import org.jspecify.annotations.NullMarked;
