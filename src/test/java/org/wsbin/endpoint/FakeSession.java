package org.wsbin.endpoint;

import jakarta.websocket.CloseReason;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.fake.JettySession;

/** The sending side of a container's session: keeps what is asked of it. */
final class FakeSession {
  /** What WildFly's session has beside. */
  interface ForceClosed {
    void forceClose();
  }

  /** Each call in order, with its arguments. */
  final List<String> calls = new CopyOnWriteArrayList<>();

  /** The strings among the arguments. */
  final List<String> texts = new CopyOnWriteArrayList<>();

  /** The handlers of asynchronous sends. */
  final List<SendHandler> handlers = new CopyOnWriteArrayList<>();

  /** Whether the container still takes the connection for open. */
  volatile boolean open = true;

  /** What each send throws, if anything. */
  Optional<RuntimeException> fault = Optional.empty();

  private final Object async = proxy(this::call, RemoteEndpoint.Async.class);
  private final Object basic = proxy(this::call, RemoteEndpoint.Basic.class);
  private final Session session = session(Session.class);

  Session session() {
    return session;
  }

  /** The session as WildFly has it. */
  Session ofWildFly() {
    return session(Session.class, ForceClosed.class);
  }

  /** The session as Jetty has it. */
  Session ofJetty() {
    return new JettySession(session, () -> calls.add("abort"));
  }

  private Session session(Class<?>... types) {
    return (Session)
        proxy(
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "getAsyncRemote" -> async;
                  case "getBasicRemote" -> basic;
                  case "isOpen" -> open;
                  case "getId" -> "1";
                  default -> call(self, method, arguments);
                },
            types);
  }

  private Object call(Object self, Method method, Object[] arguments) {
    StringBuilder call = new StringBuilder(method.getName());
    for (Object argument : arguments == null ? new Object[0] : arguments) {
      if (argument instanceof SendHandler handler) {
        handlers.add(handler);
      } else {
        call.append(' ').append(text(argument));
        if (argument instanceof String text) {
          texts.add(text);
        }
      }
    }
    calls.add(call.toString());
    fault.ifPresent(
        failure -> {
          throw failure;
        });
    return null;
  }

  private static String text(Object argument) {
    if (argument instanceof ByteBuffer bytes) {
      return bytes.remaining() + " bytes";
    }
    return argument instanceof CloseReason reason
        ? reason.getCloseCode().getCode() + " " + reason.getReasonPhrase()
        : argument.toString();
  }

  private static Object proxy(InvocationHandler handler, Class<?>... types) {
    return Proxy.newProxyInstance(FakeSession.class.getClassLoader(), types, handler);
  }
}
