/**
 * What the server says about its connections while it runs: metrics and the access log. Both are
 * observers; nothing else in the server knows of them.
 */
package org.wsbin.observe;
