package org.wsbin.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** For tests that do not depend on the container: the suite runs on seven of them. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfSystemProperty(
    named = "wsbin.server",
    matches = "standalone",
    disabledReason = "container-independent; run on standalone only")
public @interface OnStandalone {}
