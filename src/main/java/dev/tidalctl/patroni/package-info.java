/** The driver for PostgreSQL clusters under Patroni, over Patroni's REST API. */
@NullMarked
package dev.tidalctl.patroni;

import org.jspecify.annotations.NullMarked;
