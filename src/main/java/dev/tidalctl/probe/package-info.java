/** Measures availability: asks the service all through a roll, as one of its clients would. */
@NullMarked
package dev.tidalctl.probe;

import org.jspecify.annotations.NullMarked;
