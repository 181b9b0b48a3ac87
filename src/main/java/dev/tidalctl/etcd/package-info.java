/** etcd v3 through its HTTP gateway, as a store of texts; knows nothing of what they say. */
@NullMarked
package dev.tidalctl.etcd;

import org.jspecify.annotations.NullMarked;
