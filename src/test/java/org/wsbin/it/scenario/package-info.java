/**
 * Scenarios, as clients see them: every step's own examples, and what takes real time or memory.
 */
package org.wsbin.it.scenario;
