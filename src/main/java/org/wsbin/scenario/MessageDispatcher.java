package org.wsbin.scenario;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.wsbin.protocol.MessageKind;

/**
 * Passes each message of the peer to the step that takes it, and to the listener. The steps take
 * messages in their order, counted from the start of the connection, so an early message is not
 * lost.
 *
 * <p>Threads: {@link #slice} is called by the engine, one call at a time, and fields that are not
 * volatile belong to it; {@link #listen} is called by events of the run.
 */
final class MessageDispatcher {
  private final List<StepRun> receivers;
  private final Consumer<StepRun> complete;

  private volatile StepContext.Listener nextListener = StepContext.Listener.NOBODY;

  private StepContext.Listener listener = StepContext.Listener.NOBODY;
  private boolean insideMessage;
  private int receiver;
  private int received;

  /**
   * A dispatcher for one connection.
   *
   * @param complete receives each step after all its messages have arrived, and after the listener
   *     received the last of them
   */
  MessageDispatcher(List<StepRun> steps, Consumer<StepRun> complete) {
    this.receivers = steps.stream().filter(step -> step.messages() > 0).toList();
    this.complete = complete;
  }

  /**
   * Sets the listener from the next message on.
   *
   * @return the previous listener
   */
  StepContext.Listener listen(StepContext.Listener next) {
    StepContext.Listener before = nextListener;
    nextListener = next;
    return before;
  }

  /**
   * A slice of a message.
   *
   * @param slice valid during the call only
   */
  void slice(Peer peer, MessageKind kind, ByteBuffer slice, boolean last) {
    if (!insideMessage) {
      listener = nextListener;
    }
    insideMessage = !last;
    boolean wanted = receiver < receivers.size();
    if (wanted) {
      receivers.get(receiver).receive(kind, slice.duplicate(), last);
    }
    listener.message(peer, kind, slice, last);
    if (wanted && last) {
      count(receivers.get(receiver));
    }
  }

  private void count(StepRun step) {
    received++;
    if (received == step.messages()) {
      received = 0;
      receiver++;
      complete.accept(step);
    }
  }
}
