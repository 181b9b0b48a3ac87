package dev.tidalctl.conformance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/** One rule of the contract. It is a test of every driver that has what it needs. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(RulesThatApply.class)
@interface Rule {
  /** What a driver may be exempt from having; of one that is, this rule is no test. */
  Capability[] needs() default {};
}
