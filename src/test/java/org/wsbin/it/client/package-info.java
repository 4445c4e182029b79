/** wsbin's own clients, against wsbin: what they do when all goes well, and with every fault. */
package org.wsbin.it.client;
