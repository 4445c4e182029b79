package org.wsbin.handshake;

/** What a path and its query select. */
public sealed interface Target permits Route, RawRoute {}
