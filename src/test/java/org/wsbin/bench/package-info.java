/**
 * JMH benchmarks of single rooms; whole servers are compared by {@code src/test/bench}. They are no
 * tests: CONTRIBUTING.md says how to run them.
 */
package org.wsbin.bench;
