/** Whom a TLS connection trusts, what it shows of itself, and the words for one that fails. */
@NullMarked
package dev.tidalctl.tls;

import org.jspecify.annotations.NullMarked;
