/** The terminal client, against wsbin: each option and command, and the process as a whole. */
package org.wsbin.it.terminal;
