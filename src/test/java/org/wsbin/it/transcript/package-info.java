/** What the server recorded, asked for over HTTP. */
package org.wsbin.it.transcript;
