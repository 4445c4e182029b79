package org.wsbin.it.server;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How to start one server, whose files are in place.
 *
 * @param command must end up as the JVM itself, by {@code exec} where a script starts it, so that
 *     signals reach it
 * @param environment in addition to what the test JVM has
 * @param failureMark what it logs when it runs on without wsbin, which did not start; empty if it
 *     ends then
 */
record Launch(
    String product,
    List<String> command,
    Map<String, String> environment,
    Address address,
    Optional<String> failureMark) {}
