package org.wsbin.it.clients;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;

/** OkHttp. */
final class OkHttpLibrary extends JavaLibrary {
  private final OkHttpClient client = client();

  private static OkHttpClient client() {
    OkHttpClient client = new OkHttpClient();
    client.dispatcher().setMaxRequestsPerHost(200);
    client.dispatcher().setMaxRequests(200);
    return client;
  }

  OkHttpLibrary() {
    super("OkHttp");
  }

  @Override
  public String version() {
    return jarVersion(OkHttpClient.class);
  }

  @Override
  OpenConnection connect(Visit visit, Told told) throws InterruptedException, ExecutionException {
    CompletableFuture<Void> opened = new CompletableFuture<>();
    WebSocket socket =
        client
            .newBuilder()
            .pingInterval(visit.ping())
            .build()
            .newWebSocket(
                new Request.Builder().url(visit.uri().toString()).build(), listener(told, opened));
    opened.get();
    return new OpenConnection() {
      @Override
      public void send(String text) {
        socket.send(text);
      }

      @Override
      public void close() {
        socket.close(1000, null);
      }

      @Override
      public void abandon() {
        socket.cancel();
      }
    };
  }

  @Override
  public void close() {
    client.dispatcher().executorService().shutdownNow();
    client.connectionPool().evictAll();
  }

  private static WebSocketListener listener(Told told, CompletableFuture<Void> opened) {
    return new WebSocketListener() {
      @Override
      public void onOpen(WebSocket socket, Response response) {
        told.opened();
        opened.complete(null);
      }

      @Override
      public void onMessage(WebSocket socket, String text) {
        told.message(text);
      }

      @Override
      public void onMessage(WebSocket socket, ByteString bytes) {
        told.message(bytes.size());
      }

      /** OkHttp leaves the answer to its user. */
      @Override
      public void onClosing(WebSocket socket, int code, String reason) {
        socket.close(1000, null);
      }

      @Override
      public void onClosed(WebSocket socket, int code, String reason) {
        told.closed(code, reason);
        told.over();
      }

      @Override
      public void onFailure(WebSocket socket, Throwable failure, Response response) {
        if (!opened.completeExceptionally(failure)) {
          told.error(failure);
          told.over();
        }
      }
    };
  }
}
