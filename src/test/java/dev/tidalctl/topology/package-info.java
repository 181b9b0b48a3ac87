/** What the cluster file's records promise. */
@NullMarked
package dev.tidalctl.topology;

import org.jspecify.annotations.NullMarked;
