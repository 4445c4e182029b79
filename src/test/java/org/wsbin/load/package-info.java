/**
 * Measurements of a running server under load, with the profile {@code load}; the results are
 * written to docs/measurements.md with {@code -Dwsbin.docs.update=true}.
 */
package org.wsbin.load;
