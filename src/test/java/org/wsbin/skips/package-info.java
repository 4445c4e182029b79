/**
 * Which tests may be skipped. A {@linkplain org.wsbin.skips.SkipListener listener} that the JUnit
 * platform finds by itself compares every skipped and every aborted test with the list {@code
 * allowed-skips.txt}. In CI (the environment variable {@code CI} is {@code true}) a skip that is
 * not on the list fails the run.
 */
package org.wsbin.skips;
