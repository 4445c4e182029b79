package org.wsbin.scenario;

import java.util.concurrent.Executor;
import org.wsbin.limits.MemoryBudget;
import org.wsbin.settings.Settings.Limits;

/**
 * Shared by all connections of a deployment.
 *
 * @param bulk threads for longer work
 * @param memory what is held for all peers together
 * @param observer sees all of them
 */
public record SharedServices(
    Timer timer, Limits limits, Executor bulk, MemoryBudget memory, ServerObserver observer) {}
