package org.wsbin.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * For long tests that depend on the kind of container only, such as its network: Tomcat's, Jetty's
 * or that of any servlet container, here WildFly's. The distributions of Tomcat and Jetty have the
 * same as the embedded ones.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfSystemProperty(
    named = "wsbin.server",
    matches = "standalone|jetty-embedded|wildfly-39|url:.*",
    disabledReason = "run once per network: on standalone, embedded Jetty and WildFly")
public @interface OncePerNetwork {}
