/**
 * Drivers of conformance suites, as projects in Java have them: one for each client library, which
 * needs no more on its class path than these classes and the library.
 */
package org.wsbin.it.drivers;
