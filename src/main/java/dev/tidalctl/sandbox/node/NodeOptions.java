package dev.tidalctl.sandbox.node;

import java.net.URI;
import java.nio.file.Path;

/**
 * What a node process is told when it starts.
 *
 * @param directory where its log and store are
 * @param shard its shard id
 * @param name its name
 * @param version the version it pretends to be
 * @param control where the control plane is
 * @param retentionCap how many events the WAL keeps at most, see {@link
 *     dev.tidalctl.sandbox.wal.Wal}
 */
public record NodeOptions(
    Path directory, int shard, String name, String version, URI control, long retentionCap) {}
