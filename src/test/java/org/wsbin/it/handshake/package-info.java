/**
 * The front door, tried from outside: a table of named cases, the test that runs them against a
 * server over a raw socket, what was observed, and the report that puts the observations of all
 * servers side by side. In: a running server. Out: {@code target/observed/*.tsv} and {@code
 * docs/containers.md}.
 */
package org.wsbin.it.handshake;
