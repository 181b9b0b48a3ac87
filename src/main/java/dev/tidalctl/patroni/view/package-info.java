/** What was read from a Patroni cluster, put together into one snapshot; pure throughout. */
@NullMarked
package dev.tidalctl.patroni.view;

import org.jspecify.annotations.NullMarked;
