package dev.tidalctl.topology;

import java.util.Optional;

/**
 * How PostgreSQL itself is asked.
 *
 * @param user who asks
 * @param password where the user's password comes from
 * @param database the database to connect to
 */
public record SqlSpec(String user, Optional<Secret> password, String database) {}
