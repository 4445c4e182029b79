package org.wsbin.it.raw;

/** An HTTP answer as it came; {@code body} is empty if HTTP allows none. */
public record RawResponse(int status, Headers headers, Bytes body) {}
