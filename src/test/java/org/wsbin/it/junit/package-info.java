/**
 * wsbin-junit.jar as a project of somebody else's uses it: test classes that run in a JVM of their
 * own, with the jar, JUnit, AssertJ and OkHttp, and none of wsbin's own libraries.
 */
package org.wsbin.it.junit;
