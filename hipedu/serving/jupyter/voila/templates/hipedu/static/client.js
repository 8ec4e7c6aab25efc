// The page's line to its private kernel: opens the websocket, asks for the widgets' state, and hands
// each widget to its anywidget module. It is all of Jupyter's widget protocol that our pages need.
const page = document.body.dataset;
const WORDS = globalThis.hipeduWords; // set by the script of another language; English has none
const t = (text, values = {}) => (WORDS ? WORDS.say(text) : text).replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
const session = [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
const models = new Map();
const MOST_BYTES = 10 * 1024 * 1024, MOST_RETRIES = 5, MOST_UNSENT = 20;
const ENDED = 4404, TOO_LONG = 1009;
const WHY = {
  idle: t("Your private copy of this page has ended: nothing was asked of it for 20 minutes."),
  died: t("Your private copy of this page has stopped. The fault is ours, not yours."),
  left: t("Your private copy of this page has ended: the connection was away for too long."),
  stopped: t("The server was stopped, and with it your private copy of this page."),
};
const TOO_MUCH = t("That is more than this page can take at once (10 MB), so nothing was changed.");
let socket = null, kernel = null, key = "", sent = 0, retries = 0, leaving = false, ended = false, trying = false, unsent = [];

const banner = document.getElementById("hip-banner");
function tell(text, action, label) {
  banner.replaceChildren();
  banner.hidden = !text;
  if (!text) return;
  banner.append(Object.assign(document.createElement("span"), { textContent: text }));
  if (action) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "hip-button small", textContent: label });
    button.addEventListener("click", action);
    banner.append(button);
  }
}

function message(type, content, metadata = {}) {
  sent += 1;
  return { header: { msg_id: `${session}-${sent}`, msg_type: type, username: "", session, date: new Date().toISOString(), version: "5.3" }, parent_header: {}, metadata, content, channel: "shell", buffers: [] };
}

// Binary parts travel in Jupyter's older frame: count, offsets (big-endian), then the parts.
function frame(msg, buffers) {
  const parts = [new TextEncoder().encode(JSON.stringify(msg)), ...buffers.map((b) => new Uint8Array(b.buffer || b, b.byteOffset || 0, b.byteLength))];
  const head = 4 * (parts.length + 1);
  const whole = new Uint8Array(head + parts.reduce((sum, p) => sum + p.byteLength, 0));
  const numbers = new DataView(whole.buffer);
  numbers.setUint32(0, parts.length);
  let offset = head;
  parts.forEach((part, i) => { numbers.setUint32(4 * (i + 1), offset); whole.set(part, offset); offset += part.byteLength; });
  return whole.buffer;
}

// What is asked while the connection is away waits for it, except files: those are sent anew.
function post(type, content, metadata, buffers = []) {
  const msg = message(type, content, metadata);
  const data = buffers.length ? frame(msg, buffers) : JSON.stringify(msg);
  if ((data.byteLength ?? new Blob([data]).size) > MOST_BYTES) { tell(TOO_MUCH, () => tell(""), t("Close")); return true; }
  if (socket && socket.readyState === WebSocket.OPEN) { socket.send(data); return true; }
  if (!buffers.length && unsent.length < MOST_UNSENT) unsent.push(data);
  return false;
}

class Model {
  constructor(id, state) { this.id = id; this.state = state; this.dirty = {}; this.watchers = new Map(); }
  get(key) { return this.state[key]; }
  set(key, value) { this.state[key] = value; this.dirty[key] = value; this.emit(`change:${key}`); }
  save_changes() { const state = this.dirty; this.dirty = {}; post("comm_msg", { comm_id: this.id, data: { method: "update", state, buffer_paths: [] } }); }
  send(content, _callbacks, buffers) {
    if (!post("comm_msg", { comm_id: this.id, data: { method: "custom", content } }, {}, buffers || [])) lost();
  }
  on(event, callback) { if (!this.watchers.has(event)) this.watchers.set(event, new Set()); this.watchers.get(event).add(callback); }
  off(event, callback) { if (callback) this.watchers.get(event)?.delete(callback); else this.watchers.delete(event); }
  emit(event, ...args) { this.watchers.get(event)?.forEach((callback) => callback(...args)); }
  receive(data, buffers) {
    if (data.method === "custom") this.emit("msg:custom", data.content, buffers || []);
    if (data.method !== "update") return;
    Object.assign(this.state, data.state);
    Object.keys(data.state).forEach((key) => this.emit(`change:${key}`));
  }
}

async function show(place) {
  const model = models.get(place.dataset.model);
  if (!model || place.dataset.shown) return;
  place.dataset.shown = "yes";
  const source = model.get("_esm");
  const own = page.bundle && (!source || source.length < 100);
  const url = own ? page.bundle : URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const module = await import(url);
  const root = document.createElement("div");
  await (module.default.initialize && module.default.initialize({ model }));
  place.cleanup = await module.default.render({ model, el: root });
  place.replaceChildren(root);
  loading.remove();
  document.body.classList.add("hip-ready");
}

function waiting() { return [...document.querySelectorAll("[data-model]")].filter((p) => !p.dataset.shown && models.has(p.dataset.model)); }
function showAll() { waiting().forEach((place) => show(place).catch((error) => { console.error(error); tell(t("This page could not be drawn. Reload it to try again."), () => location.reload(), t("Reload")); })); }

const control = `${session}-control`;
function askForStates() {
  post("comm_open", { comm_id: control, target_name: "jupyter.widget.control", data: {} }, { version: "1.0.0" });
  post("comm_msg", { comm_id: control, data: { method: "request_states" } });
}

function receive(raw) {
  const msg = JSON.parse(raw);
  const { content } = msg;
  if (msg.header.msg_type === "status" && content.execution_state === "dead") return over("died");
  if (msg.header.msg_type === "status" && content.execution_state === "restarting") return over("died");
  if (msg.header.msg_type !== "comm_msg") return undefined;
  if (content.comm_id === control && content.data.method === "update_states") {
    Object.entries(content.data.states).forEach(([id, described]) => {
      if (models.has(id)) models.get(id).receive({ method: "update", state: described.state }); // what was missed
      else models.set(id, new Model(id, described.state));
    });
    return showAll();
  }
  return models.get(content.comm_id)?.receive(content.data, msg.buffers);
}

function connect(id, word) {
  kernel = id; key = word || "";
  const base = new URL(`${page.base}api/kernels/${id}/channels`, location.href);
  base.protocol = base.protocol === "https:" ? "wss:" : "ws:";
  base.searchParams.set("session_id", session);
  if (key) base.searchParams.set("key", key);
  const line = new WebSocket(base);
  socket = line;
  line.addEventListener("open", () => {
    if (retries) tell("");
    retries = 0;
    if (page.complete) askForStates();
    unsent.splice(0).forEach((data) => line.send(data));
  });
  line.addEventListener("message", (event) => line === socket && typeof event.data === "string" && receive(event.data));
  line.addEventListener("close", (event) => {
    if (leaving || line !== socket) return;
    if (event.code === ENDED) over(event.reason);
    else if (event.code === TOO_LONG) { connect(kernel, key); tell(TOO_MUCH, () => tell(""), t("Close")); }
    else lost();
  });
}

// The kernel's id comes while the page is still arriving; its widgets exist when the last cell has
// run. The server marks both with elements, so that no script has to stand inside the page.
const loading = document.getElementById("hip-loading");
function arrive() {
  const told = document.querySelector("[data-kernel]");
  if (told && !kernel) connect(told.dataset.kernel, told.dataset.key);
  if (!document.querySelector("[data-complete]") || page.complete) return;
  page.complete = "yes";
  watcher.disconnect();
  if (document.querySelector("[data-failed]")) { loading.remove(); leave(); }
  else if (socket && socket.readyState === WebSocket.OPEN) askForStates();
}
const watcher = new MutationObserver(arrive);
watcher.observe(document.getElementById("hip-main"), { childList: true, subtree: true });

async function lost() {
  if (leaving || ended || trying) return;
  trying = true;
  const answer = await fetch(`${page.base}api/kernels/${kernel}`, { cache: "no-store", headers: key ? { "X-Hipedu-Key": key } : {} }).catch(() => null);
  if (answer && answer.status === 404) { trying = false; over("left"); return; }
  retries += 1;
  if (retries > MOST_RETRIES) { trying = false; tell(t("The connection is lost and could not be made again. What you see stays here; changes are not possible."), () => { retries = 0; lost(); }, t("Try again")); return; }
  tell(t("The connection was lost. Trying again ({n} of {most}) …", { n: retries, most: MOST_RETRIES }));
  setTimeout(() => { trying = false; if (!leaving && socket.readyState > WebSocket.OPEN) connect(kernel, key); }, 400 * 2 ** retries);
}

function over(why) {
  if (ended) return;
  ended = true;
  tell(WHY[why] || WHY.died, revive, t("Start again with my entries"));
}

// A new copy of the page brings a new kernel; what was entered is still here and is sent to it.
// `inputs.also` names parts of the view that belong to it and would be sent twice otherwise.
function entered() {
  const view = models.get(document.querySelector("[data-model]")?.dataset.model)?.get("view");
  if (!view?.inputs) return null;
  const { also = [], ...inputs } = view.inputs;
  return Object.assign(inputs, Object.fromEntries(also.map((name) => [name, view[name]])));
}

async function revive() {
  tell(t("Starting a new private copy …"));
  const kept = entered();
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    if (answer.status === 503) { tell(t("All places are taken. What you entered is still here; try again in a minute."), revive, t("Try again")); return; }
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const told = fresh.querySelector("[data-kernel]");
    const place = fresh.querySelector("[data-model]");
    if (!told || !place) throw new Error("no kernel");
    document.querySelectorAll("[data-model]").forEach((old) => { if (old.cleanup) old.cleanup(); old.dataset.model = place.dataset.model; delete old.dataset.shown; });
    models.clear(); unsent = []; ended = false; retries = 1;
    connect(told.dataset.kernel, told.dataset.key);
    const timer = setInterval(() => {
      const model = models.get(place.dataset.model);
      if (!model) return;
      clearInterval(timer);
      if (kept) model.send({ do: "restore", args: { inputs: kept } });
    }, 100);
  } catch { tell(t("A new copy could not be started. Is the server still running?"), revive, t("Try again")); }
}

// Behind a hub (Binder) the server asks for its own token back; our own server sets no cookie.
const xsrf = () => { const found = /(?:^|; )_xsrf=([^;]+)/.exec(document.cookie); return found ? `?_xsrf=${encodeURIComponent(found[1])}` : ""; };
function leave() {
  leaving = true;
  if (!kernel) return;
  if (page.leave) navigator.sendBeacon(`${page.leave}${kernel}`, key);
  else navigator.sendBeacon(`${page.base}voila/api/shutdown/${kernel}${xsrf()}`);
}
addEventListener("pagehide", leave);
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

// Look: light or dark, normal or large. Kept in the address only.
function look(word, on) {
  const words = new Set((document.documentElement.dataset.look || "").split(" ").filter(Boolean));
  ["light", "dark"].includes(word) && ["light", "dark"].forEach((w) => words.delete(w));
  on ? words.add(word) : words.delete(word);
  const url = new URL(location.href);
  document.documentElement.dataset.look = [...words].join(" ");
  if (words.size) url.searchParams.set("look", [...words].join(",")); else url.searchParams.delete("look");
  history.replaceState(null, "", url);
  document.querySelectorAll("a[data-page]").forEach((a) => { const to = new URL(a.getAttribute("href"), location.href); words.size ? to.searchParams.set("look", [...words].join(",")) : to.searchParams.delete("look"); a.href = to.href; });
}
document.documentElement.dataset.look.split(" ").filter(Boolean).forEach((w) => look(w, true));
document.getElementById("hip-size")?.addEventListener("click", (e) => { const on = e.currentTarget.getAttribute("aria-pressed") !== "true"; e.currentTarget.setAttribute("aria-pressed", String(on)); look("large", on); });
document.getElementById("hip-theme")?.addEventListener("click", () => {
  const dark = document.documentElement.dataset.look.includes("dark") || (!document.documentElement.dataset.look.includes("light") && matchMedia("(prefers-color-scheme: dark)").matches);
  look(dark ? "light" : "dark", true);
});
document.getElementById("hip-size")?.setAttribute("aria-pressed", String(document.documentElement.dataset.look.includes("large")));
document.addEventListener("click", (e) => document.querySelectorAll(".hip-menu[open]").forEach((m) => m.contains(e.target) || m.removeAttribute("open")));
document.addEventListener("keydown", (e) => e.key === "Escape" && document.querySelectorAll(".hip-menu[open]").forEach((m) => { m.removeAttribute("open"); m.querySelector("summary").focus(); }));

arrive();
addEventListener("DOMContentLoaded", arrive);
