/** JSON over HTTP to a few interchangeable endpoints; knows nothing of what is said over it. */
@NullMarked
package dev.tidalctl.http;

import org.jspecify.annotations.NullMarked;
