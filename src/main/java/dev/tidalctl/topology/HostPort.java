package dev.tidalctl.topology;

/**
 * A TCP address.
 *
 * @param host a name or an IP address; IPv6 without brackets
 * @param port from 1 to 65535
 */
public record HostPort(String host, int port) {}
