package org.wsbin.scenario;

import java.util.concurrent.Executor;
import org.wsbin.settings.Settings.Limits;

/**
 * What all connections of a deployment share.
 *
 * @param bulk threads for work that takes a while
 */
public record SharedServices(Timer timer, Limits limits, Executor bulk) {}
