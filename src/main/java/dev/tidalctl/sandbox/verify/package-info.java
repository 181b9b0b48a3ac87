/**
 * Whether every signal that a load saw acknowledged is on every node, with the content
 * acknowledged. The nodes are asked one by one, past the gateway and whatever their routing is.
 */
@NullMarked
package dev.tidalctl.sandbox.verify;

import org.jspecify.annotations.NullMarked;
