package org.wsbin.scenario;

import java.util.concurrent.Executor;
import org.wsbin.settings.Settings.Limits;

/**
 * Shared by all connections of a deployment.
 *
 * @param bulk threads for longer work
 */
public record SharedServices(Timer timer, Limits limits, Executor bulk) {}
