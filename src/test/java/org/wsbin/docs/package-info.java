/** Holds the written documents to what the code declares. */
package org.wsbin.docs;
