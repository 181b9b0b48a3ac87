package dev.tidalctl.topology.read;

import dev.tidalctl.topology.ProbeTarget;
import dev.tidalctl.topology.SqlSpec;
import java.util.Optional;

/** Who logs in to PostgreSQL, and how: the keys {@code sql} and {@code probe.sql}. */
final class SqlSection {
  private static final String DATABASE = "postgres";

  private SqlSection() {}

  /** The key {@code sql}. */
  static Optional<SqlSpec> read(Field field) {
    return field.fields(Section.SQL).flatMap(SqlSection::login);
  }

  /** The key {@code probe.sql}. */
  static Optional<ProbeTarget> probed(Field field) {
    Optional<Fields> fields = field.fields(Section.PROBE_SQL);
    var address =
        fields
            .flatMap(all -> all.require("address", "whom the probe asks"))
            .flatMap(AddressValue::read);
    Optional<SqlSpec> login = fields.flatMap(SqlSection::login);
    return address.flatMap(where -> login.map(who -> new ProbeTarget.Sql(where, who)));
  }

  private static Optional<SqlSpec> login(Fields fields) {
    Optional<String> user = fields.require("user", "who connects").flatMap(AuthSection::user);
    var password = AuthSection.optionalPassword(fields);
    String database = fields.get("database").flatMap(TextValue::database).orElse(DATABASE);
    var tls = TlsSection.withAuthorities(fields);
    return user.map(name -> new SqlSpec(name, password, database, tls));
  }
}
