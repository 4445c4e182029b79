package org.wsbin.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** For what is no matter of the server: the suite runs on seven of them. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfSystemProperty(
    named = "wsbin.server",
    matches = "standalone",
    disabledReason = "It is no matter of the server, and tried on standalone only.")
public @interface OnStandalone {}
