/**
 * The built distribution against real processes: everything goes through the launcher, the
 * documented exit codes and documents, and the control plane's API.
 */
@NullMarked
package dev.tidalctl.it;

import org.jspecify.annotations.NullMarked;
