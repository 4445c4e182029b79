/**
 * Real WebSocket clients against every fault, which writes {@code docs/clients.md}: a driver for
 * each client, the run itself, and the page. Not part of the suite, since it takes minutes and
 * needs Node.js, Python, Go and Chromium: profile {@code clients}.
 */
package org.wsbin.it.clients;
