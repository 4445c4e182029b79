/**
 * The load generator of {@code wsbin bench}: many connections on few threads, open and closed
 * loops, latency by HdrHistogram, and its reports.
 *
 * <p>In: {@link org.wsbin.workload.LoadSettings}. Out: {@link org.wsbin.workload.LoadResult}, and
 * as it happens {@link org.wsbin.workload.LoadSecond}. It reads and writes sockets without
 * blocking; a connection belongs to one thread. Imports {@code text} and {@code protocol}; {@code
 * terminal} and {@code cli} may import it. A deployed WAR does not contain this package on its
 * class path.
 */
package org.wsbin.workload;
