package org.wsbin.it.clients;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.wsbin.it.console.Chromium;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.Servers;

/** Runs every client against every fault: one client after the other, all of its faults at once. */
final class ClientsRun {
  /** How long the server waits for a reaction, and how long it keeps silent. */
  private static final Map<String, String> SETTINGS =
      Map.of("fault-wait", "3s", "max-fault-duration", "12s", "transcripts", "5000");

  private static final Duration LONG = Duration.ofSeconds(10);

  private final HttpClient http = HttpClient.newHttpClient();
  private final RunningServer server;
  private final List<PlayedFault> faults;

  private ClientsRun(RunningServer server, List<PlayedFault> faults) {
    this.server = server;
    this.faults =
        faults.stream().sorted(Comparator.comparing(PlayedFault::delaysConnecting)).toList();
  }

  /**
   * Runs those clients that can be had here; with {@code -Dwsbin.clients.only=ws,Tyrus} those
   * alone, and keeps what the file has of the others.
   *
   * @param file is written anew after each client
   * @param directory an empty one, for their files
   */
  static void run(List<PlayedFault> faults, Path file, Path directory) throws Exception {
    List<String> only = List.of(System.getProperty("wsbin.clients.only", "").split(","));
    List<ClientCell> cells = new ArrayList<>();
    if (!only.get(0).isEmpty()) {
      cells.addAll(ClientCell.read(file, faults));
      cells.removeIf(cell -> only.contains(cell.client()));
    }
    try (RunningServer server = Servers.start("standalone", SETTINGS)) {
      ClientsRun run = new ClientsRun(server, faults);
      for (WebSocketLibrary library : libraries(server, directory)) {
        if (cells.stream().anyMatch(cell -> cell.client().equals(library.name()))) {
          continue;
        }
        try (library) {
          cells.addAll(run.of(library));
          ClientCell.write(file, cells);
        }
      }
    }
  }

  private static List<WebSocketLibrary> libraries(RunningServer server, Path directory)
      throws Exception {
    List<WebSocketLibrary> all = new ArrayList<>(ForeignLibraries.in(directory));
    Chromium.find()
        .map(found -> new ChromiumLibrary(found, server.base().resolve("catalogue")))
        .ifPresent(all::add);
    all.add(new JdkLibrary());
    all.add(new OkHttpLibrary());
    all.add(new TyrusLibrary());
    all.add(new JettyLibrary());
    all.add(new JavaWebSocketLibrary());
    all.add(new NvLibrary());
    all.add(new WsbinLibrary());
    return all;
  }

  private List<ClientCell> of(WebSocketLibrary library) throws Exception {
    checkEcho(library);
    String prefix = UUID.randomUUID() + ".";
    List<Visit> visits =
        faults.stream().map(f -> f.visit(server.base(), prefix + transcript(f))).toList();
    Map<String, List<String>> told = library.visit(visits);
    Map<PlayedFault, CompletableFuture<String>> seen = new LinkedHashMap<>();
    for (PlayedFault fault : faults) {
      seen.put(fault, transcriptOf(prefix + transcript(fault), told.get(fault.label())));
    }
    List<ClientCell> cells = new ArrayList<>();
    for (PlayedFault fault : faults) {
      String transcript = seen.get(fault).join();
      // one after the other: the server answers few readers of transcripts at a time
      String verdict = get(prefix + transcript(fault) + "/verdict", 200, 422).join();
      cells.add(
          new ClientCell(
              library.name(),
              library.version(),
              fault,
              transcript,
              ClientCell.findingIn(verdict),
              told.get(fault.label())));
    }
    return cells;
  }

  private static String transcript(PlayedFault fault) {
    return fault.label().replace('/', '.');
  }

  /** That the client works at all; it also loads what the client needs. */
  private void checkEcho(WebSocketLibrary library) throws Exception {
    Visit echo =
        new Visit("echo", server.ws("wire/echo"), Duration.ofSeconds(1), Duration.ZERO, LONG);
    List<String> told = library.visit(List.of(echo)).get("echo");
    if (!told.contains("message \"hello\"")) {
      throw new IllegalStateException(library.name() + " gets no echo; it says " + told);
    }
    System.out.println("clients: " + library.name() + " " + library.version() + " " + told);
  }

  /** The transcript when the connection has ended; soon if the client says that none opened. */
  private CompletableFuture<String> transcriptOf(String name, List<String> told) {
    return get(name + (told.contains("open") ? "?wait=10s" : "?wait=2s"), 200, 408);
  }

  private CompletableFuture<String> get(String path, Integer... statuses) {
    URI uri = URI.create(server.base() + "transcripts/" + path);
    return http.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
        .thenApply(
            response -> {
              if (!List.of(statuses).contains(response.statusCode())) {
                throw new IllegalStateException(
                    uri + " answered " + response.statusCode() + ": " + response.body());
              }
              return response.body();
            });
  }
}
