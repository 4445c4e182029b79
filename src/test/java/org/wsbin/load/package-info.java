/**
 * Measurements of a running server under load, with {@code mvn verify -Pload}; the results are
 * written to docs/measurements.md with {@code -Dwsbin.docs.update=true}.
 */
package org.wsbin.load;
