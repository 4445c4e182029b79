package org.wsbin.scenario;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.ConnectionState;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.protocol.FrameHeader;
import org.wsbin.protocol.Violation;

/** Several observers of one connection; each sees everything. */
record ObserverList(List<ConnectionObserver> observers) implements ConnectionObserver {

  /** One observer for all of these; none if there are none. */
  static Optional<ConnectionObserver> of(List<ConnectionObserver> observers) {
    return observers.size() < 2
        ? observers.stream().findFirst()
        : Optional.of(new ObserverList(List.copyOf(observers)));
  }

  @Override
  public void switching(List<Map.Entry<String, String>> headers) {
    observers.forEach(observer -> observer.switching(headers));
  }

  @Override
  public boolean wantsTime() {
    return observers.stream().anyMatch(ConnectionObserver::wantsTime);
  }

  @Override
  public boolean wantsPayload() {
    return observers.stream().anyMatch(ConnectionObserver::wantsPayload);
  }

  @Override
  public void opened(long nanos) {
    observers.forEach(observer -> observer.opened(nanos));
  }

  @Override
  public void frame(Direction direction, FrameHeader header, OptionalInt maskingKey, long nanos) {
    observers.forEach(observer -> observer.frame(direction, header, maskingKey, nanos));
  }

  @Override
  public void payload(Direction direction, ByteBuffer part, boolean end, long nanos) {
    observers.forEach(observer -> observer.payload(direction, part.duplicate(), end, nanos));
  }

  @Override
  public void rawBytes(ByteBuffer bytes, long nanos) {
    observers.forEach(observer -> observer.rawBytes(bytes.duplicate(), nanos));
  }

  @Override
  public void note(String what, String sentence, long nanos) {
    observers.forEach(observer -> observer.note(what, sentence, nanos));
  }

  @Override
  public void rawReceived(int bytes, long nanos) {
    observers.forEach(observer -> observer.rawReceived(bytes, nanos));
  }

  @Override
  public void violation(Violation violation, ByteBuffer header, long nanos) {
    observers.forEach(observer -> observer.violation(violation, header.duplicate(), nanos));
  }

  @Override
  public void ignored(int bytes, long nanos) {
    observers.forEach(observer -> observer.ignored(bytes, nanos));
  }

  @Override
  public void close(Direction direction, CloseFrame frame, long nanos) {
    observers.forEach(observer -> observer.close(direction, frame, nanos));
  }

  @Override
  public void ended(ConnectionState state, EndOfStream how, long nanos) {
    observers.forEach(observer -> observer.ended(state, how, nanos));
  }
}
