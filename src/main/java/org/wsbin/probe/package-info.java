/**
 * Finds out what stands between a client and a wsbin server: checks, symptoms, and what to change.
 */
package org.wsbin.probe;
