package dev.tidalctl.conformance;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the driver under test does not have, and must then refuse as unsupported. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(Exempt.All.class)
public @interface Exempt {
  /** What is missing. */
  Capability from();

  /** Why it can't be had. */
  String because();

  /** Several of them. */
  @Documented
  @Target(ElementType.TYPE)
  @Retention(RetentionPolicy.RUNTIME)
  @interface All {
    /** Each of them. */
    Exempt[] value();
  }
}
