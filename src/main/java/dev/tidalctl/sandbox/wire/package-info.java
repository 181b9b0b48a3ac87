/**
 * JSON documents, problem details and the small HTTP server and client that sandbox processes use.
 */
@NullMarked
package dev.tidalctl.sandbox.wire;

import org.jspecify.annotations.NullMarked;
