package org.wsbin.client;

import java.nio.ByteBuffer;
import org.wsbin.protocol.MessageKind;

/** A slice of a message; valid until the next one is requested. */
record MessageSlice(MessageKind kind, ByteBuffer bytes, boolean last) {}
