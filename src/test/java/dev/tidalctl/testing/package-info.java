/** What tests of several packages share. */
@NullMarked
package dev.tidalctl.testing;

import org.jspecify.annotations.NullMarked;
