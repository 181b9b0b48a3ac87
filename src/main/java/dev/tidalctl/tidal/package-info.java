/** The driver for clusters whose control plane speaks the tidal HTTP API, version 1. */
@NullMarked
package dev.tidalctl.tidal;

import org.jspecify.annotations.NullMarked;
