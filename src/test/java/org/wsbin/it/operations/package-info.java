/** What an operator sees of a running server: metrics, health, the admin port, the access log. */
package org.wsbin.it.operations;
