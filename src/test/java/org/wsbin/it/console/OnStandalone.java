package org.wsbin.it.console;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** For what is the same wherever the files come from: it is tried on one server only. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfSystemProperty(
    named = "wsbin.server",
    matches = "standalone",
    disabledReason =
        "The page is the same on every server; its files and first view are tried on all.")
@interface OnStandalone {}
