package org.wsbin.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.Session;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.wsbin.CapturedLog;

class ReadGateTest {

  /** Tomcat's session. Not public, so that a proxy of it is of this package and may be called. */
  interface Suspendable {
    void suspend();

    void resume();
  }

  /** WildFly's session. */
  interface WithChannel {
    Object getWebSocketChannel();
  }

  /** WildFly's channel. */
  interface Receives {
    void suspendReceives();

    void resumeReceives();
  }

  @Nested
  class WhereTheContainerCanSuspend {
    private final List<String> calls = new ArrayList<>();
    private final ReadGate gate = ReadGate.of(session(Suspendable.class));

    @Test
    void itSuspendsAndResumes() {
      gate.suspendWhile(() -> true);
      assertThat(calls).containsExactly("suspend");
      gate.resume();
      assertThat(calls).containsExactly("suspend", "resume");
      gate.suspendWhile(() -> true);
      assertThat(calls).containsExactly("suspend", "resume", "suspend");
    }

    @Test
    void askedTwiceItSuspendsOnce() {
      gate.suspendWhile(() -> true);
      gate.suspendWhile(() -> true);
      gate.resume();
      gate.resume();
      assertThat(calls).containsExactly("suspend", "resume");
    }

    @Test
    void resumingWhatWasNotSuspendedIsHarmless() {
      gate.resume();
      assertThat(calls).isEmpty();
    }

    @Test
    void roomThatCameMeanwhileResumesAtOnce() {
      gate.suspendWhile(() -> false);
      assertThat(calls).containsExactly("suspend", "resume");
    }

    @Test
    void wildFlysChannelIsFound() {
      Session session = session(WithChannel.class);
      ReadGate.of(session).suspendWhile(() -> true);
      assertThat(calls).containsExactly("getWebSocketChannel", "suspendReceives");
    }

    @Test
    void aSessionThatRefusesIsLoggedAndNoFailure() {
      IllegalStateException refusal = new IllegalStateException("closed");
      try (CapturedLog log = CapturedLog.of(ContainerMethod.class)) {
        ReadGate refusing =
            ReadGate.of(
                proxy(
                    method -> {
                      throw refusal;
                    },
                    Session.class,
                    Suspendable.class));
        refusing.suspendWhile(() -> true);
        assertThat(log.thrown())
            .hasSize(1)
            .first()
            .extracting(Throwable::getCause)
            .isEqualTo(refusal);
      }
    }

    private Session session(Class<?> ability) {
      return proxy(
          method -> {
            calls.add(method);
            return method.equals("getWebSocketChannel") ? channel() : null;
          },
          Session.class,
          ability);
    }

    private Object channel() {
      return ReadGateTest.<Receives>proxy(
          method -> {
            calls.add(method);
            return null;
          },
          Receives.class);
    }
  }

  @Nested
  class WhereItCannot {
    private final ReadGate gate = ReadGate.of(proxy(method -> null, Session.class));
    private final AtomicBoolean full = new AtomicBoolean(true);

    @Test
    void theThreadWaitsUntilThereIsRoom() {
      Thread container = start();
      full.set(false);
      gate.resume();
      await().until(() -> !container.isAlive());
    }

    @Test
    void resumedWhileItIsFullItWaitsOn() {
      Thread container = start();
      gate.resume();
      await()
          .during(Duration.ofMillis(50))
          .until(() -> container.getState() == Thread.State.WAITING);
      full.set(false);
      gate.resume();
      await().until(() -> !container.isAlive());
    }

    @Test
    void ifThereIsRoomNobodyWaits() {
      gate.suspendWhile(() -> false);
      gate.resume();
    }

    @Test
    void anInterruptEndsTheWaitAndIsKept() {
      AtomicBoolean interrupted = new AtomicBoolean();
      Thread container =
          new Thread(
              () -> {
                gate.suspendWhile(full::get);
                interrupted.set(Thread.currentThread().isInterrupted());
              });
      container.start();
      await().until(() -> container.getState() == Thread.State.WAITING);
      container.interrupt();
      await().until(() -> !container.isAlive());
      assertThat(interrupted).isTrue();
    }

    private Thread start() {
      Thread container = new Thread(() -> gate.suspendWhile(full::get));
      container.setDaemon(true);
      container.start();
      await().until(() -> container.getState() == Thread.State.WAITING);
      return container;
    }
  }

  /** What a fake does when one of its methods is called. */
  private interface Call {
    Object to(String method);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T> T proxy(Call call, Class<?>... interfaces) {
    return (T)
        Proxy.newProxyInstance(
            ReadGateTest.class.getClassLoader(),
            interfaces,
            (self, method, arguments) -> call.to(method.getName()));
  }
}
