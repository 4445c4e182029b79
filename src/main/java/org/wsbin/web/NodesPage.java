package org.wsbin.web;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wsbin.cluster.Cluster;
import org.wsbin.cluster.NodeInfo;
import org.wsbin.protocol.Quoted;
import org.wsbin.settings.RedisUrl;
import org.wsbin.text.Json;
import org.wsbin.text.JsonReader;

/**
 * {@code GET /nodes}: the nodes that share through the same Redis, with their load. {@code POST
 * /nodes/ID/drain} lets a node drain, {@code DELETE} lets it take connections again; on the admin
 * port only.
 */
final class NodesPage extends HttpServlet {
  /** Where it is. */
  static final String PATH = "/nodes";

  private static final long serialVersionUID = 1L;
  private static final Pattern DRAIN = Pattern.compile(PATH + "/([A-Za-z0-9._-]{1,64})/drain");
  private static final long PATIENCE_SECONDS = 5;

  private final transient Cluster cluster;

  NodesPage(Cluster cluster) {
    this.cluster = cluster;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!path(request).equals(PATH)) {
      send(response, 404, "There is GET /nodes, and POST and DELETE /nodes/ID/drain.");
      return;
    }
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("node", cluster.node());
    page.put("redis", cluster.shared().map(this::redis));
    List<Object> nodes = new ArrayList<>();
    for (NodeInfo each : cluster.nodes()) {
      Map<String, Object> node = new LinkedHashMap<>();
      node.put("id", each.id());
      if (JsonReader.read(each.json()) instanceof Map<?, ?> says) {
        says.forEach((name, value) -> node.put((String) name, value));
      }
      nodes.add(node);
    }
    page.put("nodes", nodes);
    FreshText.send(response, "application/json", Json.of(page) + "\n");
  }

  private Map<String, Object> redis(RedisUrl url) {
    Map<String, Object> redis = new LinkedHashMap<>();
    redis.put("url", url.toString());
    redis.put("answers", cluster.alone().isEmpty());
    redis.put("sentence", cluster.alone());
    redis.put("waitingBytes", cluster.waitingBytes());
    redis.put("lostEntries", cluster.lostEntries());
    return redis;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    drain(request, response, true);
  }

  @Override
  protected void doDelete(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    drain(request, response, false);
  }

  private void drain(HttpServletRequest request, HttpServletResponse response, boolean wanted)
      throws IOException {
    Matcher path = DRAIN.matcher(path(request));
    if (request.getAttribute(AdminPort.MARK) == null) {
      send(response, 403, "A node can be drained on the admin port only (--admin-port).");
    } else if (!path.matches()) {
      send(response, 404, "A node is drained by POST /nodes/ID/drain.");
    } else {
      ask(response, path.group(1), wanted);
    }
  }

  private void ask(HttpServletResponse response, String node, boolean wanted) throws IOException {
    try {
      boolean known =
          cluster.drain(node, wanted).toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (known) {
        send(
            response,
            202,
            wanted
                ? "The node " + node + " takes no more connections, and closes those that it has."
                : "The node " + node + " takes connections again.");
      } else {
        send(response, 404, "There is no node " + Quoted.of(node) + "; GET /nodes lists them.");
      }
    } catch (ExecutionException away) {
      send(response, 503, away.getCause().getMessage());
    } catch (TimeoutException slow) {
      send(response, 503, "Redis has not answered for " + PATIENCE_SECONDS + " s.");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      send(response, 503, "The server is shutting down.");
    }
  }

  private static String path(HttpServletRequest request) {
    return request.getRequestURI().substring(request.getContextPath().length());
  }

  private static void send(HttpServletResponse response, int status, String sentence)
      throws IOException {
    response.setStatus(status);
    FreshText.send(response, FreshText.PLAIN, sentence + "\n");
  }
}
