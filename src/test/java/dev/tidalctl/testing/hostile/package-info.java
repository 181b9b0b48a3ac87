/** A server on raw sockets that does to a client all that a network and a broken server can do. */
@NullMarked
package dev.tidalctl.testing.hostile;

import org.jspecify.annotations.NullMarked;
