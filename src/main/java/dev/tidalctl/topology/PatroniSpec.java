package dev.tidalctl.topology;

import java.util.Optional;

/**
 * What is particular to a Patroni cluster.
 *
 * @param scope Patroni's name for the cluster, checked against what its nodes say
 * @param versionFrom which fact of a node counts as its version
 * @param auth the REST API's user
 * @param tls trust and client certificate for the REST API
 */
public record PatroniSpec(
    String scope, VersionSource versionFrom, Optional<Auth.Basic> auth, Optional<Tls> tls) {}
