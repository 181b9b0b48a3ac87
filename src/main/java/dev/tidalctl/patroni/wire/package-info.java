/**
 * Patroni's REST API as it is spoken by 3.x and 4.x: read strictly where something hangs on it,
 * blind to what is new.
 */
@NullMarked
package dev.tidalctl.patroni.wire;

import org.jspecify.annotations.NullMarked;
