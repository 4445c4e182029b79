/** The conformance suite, with real clients and servers. */
package org.wsbin.it.conformance;
