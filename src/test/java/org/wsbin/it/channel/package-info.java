/** Channels, as clients on real servers see them. */
package org.wsbin.it.channel;
