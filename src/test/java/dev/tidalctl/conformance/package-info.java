/** What every driver behind the core's ports must do, as tests that each driver is put under. */
@NullMarked
package dev.tidalctl.conformance;

import org.jspecify.annotations.NullMarked;
