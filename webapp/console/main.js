import { Bar } from "./bar.js";
import { Catalogue } from "./catalogue.js";
import { Chart } from "./chart.js";
import { causeText, isHandshake, meaning } from "./closing.js";
import { Connection } from "./connection.js";
import { Detail } from "./detail.js";
import { byId } from "./dom.js";
import { hideEnding, showEnding } from "./ending.js";
import { jsonLines, save } from "./export.js";
import { Log } from "./log.js";
import { setUpPanes, shownPane } from "./panes.js";
import { PathView } from "./path-view.js";
import { addressOf, linked, linkOf, offerOf, PATH_TAB, start, waitsForClick } from "./paths.js";
import { Recording } from "./recording.js";
import { Sender } from "./sender.js";
import { ServerView } from "./server-view.js";
import { setUpAppearance } from "./appearance.js";
import { Timing } from "./timing.js";
import { Transcript } from "./transcript.js";

const log = new Log();
const timing = new Timing();
const connection = new Connection();
const detail = new Detail();
const chart = new Chart(timing);
const showView = setUpAppearance(() => chart.changed());
const narrow = matchMedia("(max-width: 760px)");
const recording = new Recording();
let subprotocols = [];
/** The latest attempt to connect. */
let latest = null;

new Transcript(log, look);
const serverView = new ServerView(recording, look);
const pathView = new PathView();
const showPane = setUpPanes((pane) => {
  serverView.show(pane === "server");
  pathView.show(pane === "path");
  link();
});
const bar = new Bar(connection, go);
new Sender(connection);
new Catalogue((call) => {
  if (call.texts.length && !byId("text").value) {
    [byId("text").value] = call.texts;
  }
  showView("wire");
  go(call);
}).load();

connection.addEventListener("state", () => {
  if (connection.state === "open") {
    const agreed = [connection.protocol && `subprotocol ${connection.protocol}`, connection.extensions].filter(Boolean);
    log.add("open", "", 0, ["open", ...agreed].join(" · "));
  }
});
connection.addEventListener("sent", ({ detail: message }) => record("sent", message));
connection.addEventListener("message", ({ detail: message }) => record("received", message));
connection.addEventListener("ended", ({ detail: end }) => {
  const { code, reason, wasClean } = end;
  const head = [`close ${code}`, reason && `“${reason}”`, wasClean ? "clean" : "not clean", meaning(code)];
  const more = causeText(end);
  // without a closing handshake there was no close frame, either way
  const direction = isHandshake(code) ? (end.byUs ? "sent" : "received") : "";
  log.add("close", direction, 0, head.filter(Boolean).join(" · "), { code, reason, wasClean, more });
  showEnding(end, subprotocols);
});

function look(entry, opened) {
  detail.show(entry);
  if (opened && narrow.matches) {
    showView("timing");
    detail.focus();
  }
}

function record(direction, message) {
  const { at } = log.add(message.kind, direction, message.size, message.data);
  timing[direction](message, at);
  chart.changed();
}

function go(call) {
  const left = connection.state === "closed" ? "" : connection.url;
  let url = "";
  try {
    url = addressOf(call.url);
    subprotocols = offerOf(call.subprotocols ?? []);
  } catch (failure) {
    cannot(failure);
    return;
  }
  const attempt = {};
  latest = attempt;
  const address = recording.ask(url).then((found) => {
    if (latest === attempt) {
      recording.current = found;
      serverView.follow(found);
    }
    return found.address;
  });
  connection.connect(url, subprotocols, address).catch(cannot);
  bar.show(url, subprotocols);
  hideEnding();
  timing.reset();
  chart.changed();
  if (left) {
    log.add("note", "", 0, `left ${left} without waiting for its close`);
  }
  log.add("note", "", 0, `connecting to ${url}`);
  if (shownPane() === "path") {
    showPane("page");
  }
  link();
}

/** The address of this page leads to what it shows. */
function link() {
  if (shownPane() === "path") {
    history.replaceState(null, "", PATH_TAB);
  } else if (connection.url || location.hash === PATH_TAB) {
    history.replaceState(null, "", linkOf(connection.url, subprotocols) || location.pathname);
  }
}

function cannot(failure) {
  log.add("note", "", 0, `not connected: ${failure.message}`);
  byId("news").textContent = failure.message;
}

byId("export").addEventListener("click", async () => {
  save(await jsonLines(log), `wsbin-${new Date().toISOString().replace(/[:.]/g, "-")}.jsonl`);
});
document.querySelector(".side").addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    backToTranscript();
  }
});
document.querySelector(".skip").addEventListener("click", (event) => {
  // the fragment is the link to a behaviour, and stays
  event.preventDefault();
  backToTranscript();
});

function backToTranscript() {
  showView("wire");
  byId({ page: "transcript", server: "server-list", path: "path-pane" }[shownPane()]).focus();
}

addEventListener("hashchange", () => {
  if (location.hash === PATH_TAB) {
    showPane("path");
    return;
  }
  const call = linked(location.hash);
  if (call && (call.url !== connection.url || call.subprotocols.join() !== subprotocols.join())) {
    follow(call);
  }
});

/** Anybody can write a link: one that acts on the handshake fills in the form only. */
function follow(call) {
  if (!waitsForClick(call.url)) {
    go(call);
    return;
  }
  bar.show(call.url, call.subprotocols);
  const news = "This link changes the handshake, such as a cookie, a header or a redirect. Press Connect to follow it.";
  byId("news").textContent = news;
  log.add("note", "", 0, news);
}

if (location.hash === PATH_TAB) {
  bar.show(start().url, []);
  showPane("path");
} else {
  const call = start();
  showPane("page");
  follow(call);
}
