/**
 * The console in a real browser: Debian's Chromium, driven by Playwright. Where there is none,
 * these tests are skipped with a line that says so.
 */
package org.wsbin.it.console;
