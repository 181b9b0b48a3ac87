package dev.tidalctl.topology;

import java.util.Optional;

/**
 * How PostgreSQL itself is asked.
 *
 * @param user who asks
 * @param password where the user's password comes from
 * @param database the database to connect to
 * @param tls trust and client certificate; the server's must then be trusted and for its host
 */
public record SqlSpec(String user, Optional<Secret> password, String database, Optional<Tls> tls) {}
