/**
 * What can be wrong with a path between a client and a server, and what to change in which product:
 * for {@code wsbin probe} and for the page that runs in a browser.
 */
package org.wsbin.symptom;
