package dev.tidalctl.topology;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where runs are recorded.
 *
 * @param dir the folder for journals and logs, absolute; it need not exist
 * @param etcd where operators share the journal, and the lease too where the control plane has none
 * @param thisMachine the operator accepts that only runs from this machine exclude each other
 */
public record StateSpec(Path dir, Optional<EtcdSpec> etcd, boolean thisMachine) {}
