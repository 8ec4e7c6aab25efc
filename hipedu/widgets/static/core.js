// What every page is made of: preact with htm, and small parts in one style.
const { h, html, render: mount, Component, useState, useEffect, useRef, useMemo, useCallback } = htmPreact;

// Words: every sentence is said through t, so that another language needs no code. English asks
// nothing of anybody; another language's page carries a script that sets hipeduWords.
const WORDS = globalThis.hipeduWords || {
  code: "en", dir: "ltr", say: (text) => text, as: (context, text) => text, many: (one, many, n) => (n === 1 ? one : many),
};

// Fills the {places} of a sentence. A value may be part of the page (html`...`): then the answer
// is a list of pieces. A translation with a place that English lacks is not used.
function fill(said, written, values) {
  let parts = said.split(/\{(\w+)\}/);
  if (parts.some((name, i) => i % 2 && !(name in values))) parts = written.split(/\{(\w+)\}/);
  const filled = parts.map((part, i) => (i % 2 ? values[part] : part));
  return filled.some((piece) => piece && typeof piece === "object") ? filled : filled.join("");
}

// t("Sentence with {name}", { name }), tn("{n} run", "{n} runs", n), tc("month", "May").
// The English texts are literals: `make words` reads them from here.
function t(text, values) {
  const said = WORDS.say(text);
  return values ? fill(said, text, values) : said;
}
const tn = (one, many, n, values = {}) => fill(WORDS.many(one, many, n), n === 1 ? one : many, { n, ...values });
const tc = (context, text, values) => (values ? fill(WORDS.as(context, text), text, values) : WORDS.as(context, text));

// Numbers and dates as the language writes them; `grouped` puts a mark between thousands.
const MARKS = [tc("decimal mark", "."), tc("thousands mark", ",")];
const localised = (written) => (MARKS.join("") === ".," ? written : written.replace(/[.,]/g, (mark) => MARKS[mark === "." ? 0 : 1]));
const num = (value, places) => localised(places === undefined ? String(value) : Number(value).toFixed(places));
const grouped = (value) => localised(Number(value).toLocaleString("en-GB"));
// "0.8 to 1.2", and a number with its unit and, where it is known, how far it may be off.
const between = (low, high, places) => t("{low} to {high}", { low: num(low, places), high: num(high, places) });
function withRange({ value, unit, low, high }, places) {
  const told = `${num(value, places)} ${unit}`.trim();
  return low === null || low === undefined ? told : `${told} (${between(low, high, places)})`;
}
// A text as it stands inside a sentence: English writes it with a small first letter there.
const inside = (text) => (WORDS.code === "en" ? text.charAt(0).toLowerCase() + text.slice(1) : text);
// The units of the knowledge base, as they stand after a number that is not one.
const UNITS = {
  1: "", year: t("years"), week: t("weeks"), day: t("days"), hour: t("hours"), minute: t("minutes"), second: t("seconds"), degree: t("degrees"),
  degC: "°C", "1/min": t("per minute"), BW: t("times body weight"), NRS: t("of 10"), per_1000: t("of 1,000"),
};
const sayUnit = (unit) => UNITS[unit] ?? unit ?? "";
const MONTHS = [
  tc("month", "Jan"), tc("month", "Feb"), tc("month", "Mar"), tc("month", "Apr"), tc("month", "May"), tc("month", "Jun"),
  tc("month", "Jul"), tc("month", "Aug"), tc("month", "Sep"), tc("month", "Oct"), tc("month", "Nov"), tc("month", "Dec"),
];
function sayDate(ms, withYear) {
  const d = new Date(ms);
  const told = { day: d.getUTCDate(), month: MONTHS[d.getUTCMonth()], year: d.getUTCFullYear() };
  return withYear ? tc("date order", "{day} {month} {year}", told) : tc("date order", "{day} {month}", told);
}

const BASIS = {
  measured: ["M", t("Measured: a published figure")],
  derived: ["D", t("Derived: worked out from published figures")],
  expert_estimate: ["E", t("Estimate: a judgement, not a published figure")],
  illustrative: ["I", t("Illustrative: shows the idea, not a fact")],
};

const ICONS = {
  emergency: "M12 3 2.5 20h19L12 3Zm0 6v5m0 3v.2",
  urgent: "M12 7v6l3.5 2M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z",
  soon: "M4 6h16v14H4zM4 10h16M8 3v4m8-4v4",
  routine: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm0 5v.2M12 11v6",
  self_care: "m5 13 4 4L19 7",
  check: "m5 13 4 4L19 7",
  cross: "M6 6l12 12M18 6 6 18",
  undo: "M9 7 4 12l5 5M4 12h10a6 6 0 0 1 0 12",
  redo: "m15 7 5 5-5 5m5-5H10a6 6 0 0 0 0 12",
  restart: "M20 12a8 8 0 1 1-2.5-5.8M20 3v4.5h-4.5",
  arrow: "M5 12h14m-6-6 6 6-6 6",
  up: "M12 19V5m-6 6 6-6 6 6",
  down: "M12 5v14m-6-6 6 6 6-6",
  upload: "M12 16V4m-5 5 5-5 5 5M4 17v3h16v-3",
  zoom: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Zm5 11.5L20 20",
  print: "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
  download: "M12 4v12m-5-5 5 5 5-5M4 17v3h16v-3",
  plus: "M12 5v14M5 12h14",
  triangle: "M12 5 4 19h16L12 5Z",
  diamond: "M12 6l6 6-6 6-6-6Z",
  edit: "M5 19h3L18.5 8.5l-3-3L5 16v3Zm8.5-11.5 3 3",
  play: "M8 5v14l11-7L8 5Z",
  pause: "M9 5v14M15 5v14",
  dot: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8Z",
};

const Icon = ({ name }) => html`<svg class="hip-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d=${ICONS[name] || ICONS.dot} /></svg>`;

// The evidence badge: letter, fill and words, so that colour is never the only signal.
function Badge({ basis, reference, checked }) {
  const [letter, words] = BASIS[basis] || BASIS.expert_estimate;
  const more = [words, reference && t("source {reference}", { reference }), checked === "recalled" && t("not yet re-read in the source")].filter(Boolean).join(", ");
  return html`<span class=${`hip-badge ${letter}`} role="img" aria-label=${more} title=${more}>${letter}</span>`;
}

const Button = ({ kind = "", icon, children, class: extra = "", ...rest }) =>
  html`<button type="button" class=${`hip-button ${kind} ${extra}`} ...${rest}>${icon && html`<${Icon} name=${icon} />`}${children}</button>`;

function Segments({ label, value, options, onChange }) {
  return html`<div class="hip-segments" role="group" aria-label=${label}>
    ${options.map(([id, text]) => html`<button type="button" key=${id} aria-pressed=${String(id === value)} onClick=${() => onChange(id)}>${text}</button>`)}
  </div>`;
}

// The one field for a number that goes to Python when it is left. What is half typed stays, whatever
// answer arrives meanwhile; what was sent stays until its own answer comes, and while the field has
// the focus until it is left. A number that was refused changes nothing, so that no answer may come:
// then the number that holds is back a moment later. A form with a button holds its text itself.
function Amount({ value, onSet, ...rest }) {
  const [typed, setTyped] = useState(null);
  const box = useRef(null), sent = useRef(null);
  const settle = () => { sent.current = null; setTyped(null); };
  useEffect(() => {
    if (!sent.current) return;
    if (document.activeElement !== box.current || (value ?? null) === sent.current.number) settle();
    else sent.current.answered = true;
  }, [value, onSet]);
  const send = (e) => {
    if (e.target.validity.badInput) return;
    sent.current = { number: e.target.value === "" ? null : Number(e.target.value), answered: false };
    onSet(sent.current.number);
  };
  const leave = () => {
    const mine = sent.current;
    if (mine && mine.answered) settle();
    else if (mine) setTimeout(() => sent.current === mine && settle(), 1000);
  };
  return html`<input type="number" step="any" placeholder="–" ref=${box} value=${typed ?? value ?? ""} onInput=${(e) => { sent.current = null; setTyped(e.target.value); }} onChange=${send} onBlur=${leave} ...${rest} />`;
}

// A question that is answered with yes or no; pressed again, the answer is taken back.
const YesNo = ({ label, value, onSet }) => html`<${Segments} label=${label} value=${value ?? ""} options=${[[true, t("Yes")], [false, t("No")]]} onChange=${(v) => onSet(v === value ? null : v)} />`;

const Details = ({ summary, open, children }) =>
  html`<details open=${open || null}><summary>${summary}</summary><div class="hip-details-body">${children}</div></details>`;

// Title, one sentence, the chart drawn by Chart (chart.js).
function PageHead({ title, lead, children }) {
  return html`<header class="hip-page-head"><h1>${title}</h1>${lead && html`<p class="hip-lead">${lead}</p>`}${children}</header>`;
}

// Whether there is room for two columns; the same width as in the stylesheet.
const TWO_COLUMNS = window.matchMedia("(min-width: 901px)");
function useWide() {
  const [wide, setWide] = useState(TWO_COLUMNS.matches);
  useEffect(() => {
    const look = () => setWide(TWO_COLUMNS.matches);
    TWO_COLUMNS.addEventListener("change", look);
    return () => TWO_COLUMNS.removeEventListener("change", look);
  }, []);
  return wide;
}

// Two parts: what I do, and what it means. On a narrow screen the reading is a bar that opens.
// `shows` names what the reading has put into the instrument: on a narrow screen the sheet makes way for it.
function Split({ instrument, reading, bar, shows, label = t("What this means") }) {
  const [open, setOpen] = useState(false);
  const wide = useWide();
  const box = useRef(null);
  // Escape closes the bar's sheet from anywhere, and the focus does not vanish with it.
  useEffect(() => {
    const close = (event) => {
      if (event.key !== "Escape" || !box.current.classList.contains("open")) return;
      setOpen(false);
      if (box.current.contains(document.activeElement)) box.current.querySelector(".hip-reading-bar").focus();
    };
    window.addEventListener("keydown", close);
    return () => window.removeEventListener("keydown", close);
  }, []);
  useEffect(() => {
    if (!shows || !box.current.classList.contains("open")) return;
    setOpen(false);
    box.current.querySelector(".hip-reading-bar").focus();
    box.current.previousElementSibling.scrollIntoView({ block: "start" });
  }, [shows]);
  return html`<div class="hip-split hip-has-reading">
    <div class="hip-instrument">${instrument}</div>
    <aside class=${`hip-reading ${open ? "open" : ""}`} aria-label=${label} tabindex=${wide ? "0" : undefined} ref=${box}>
      <button type="button" class="hip-reading-bar" aria-expanded=${String(open)} onClick=${() => setOpen(!open)}>
        <span class="hip-reading-now">${bar}</span><span class="hip-tone">${open ? t("Close") : t("Open")}<${Icon} name=${open ? "down" : "up"} /></span>
      </button>
      <div class="hip-sheet" role=${open ? "group" : undefined} aria-label=${open ? label : undefined} tabindex=${open ? "0" : undefined}>${reading}</div>
    </aside>
  </div>`;
}

// Says what changed to a screen reader, politely, without moving anything.
const Live = ({ text }) => html`<p class="hip-visually-hidden" role="status" aria-live="polite">${text}</p>`;

function Table({ caption, columns, rows, numeric = [] }) {
  // Numbers of a column line up: all have as many decimals as the one with the most.
  const decimals = (value) => (typeof value === "number" ? (String(value).split(".")[1] || "").length : 0);
  const places = columns.map((_, i) => rows.reduce((most, row) => Math.max(most, decimals(row[i])), 0));
  const cell = (value, i) => (value === null || value === undefined ? "–" : typeof value === "number" ? num(value, places[i]) : value);
  return html`<div class="hip-table-box" tabindex="0" role="region" aria-label=${caption}>
    <table class="hip-table"><caption>${caption}</caption>
      <thead><tr>${columns.map((name, i) => html`<th scope="col" class=${numeric.includes(i) ? "n" : ""}>${name}</th>`)}</tr></thead>
      <tbody>${rows.map((row) => html`<tr>${row.map((value, i) => (i === 0 ? html`<th scope="row" class=${String(value).length <= 12 ? "short" : ""}>${cell(value, i)}</th>` : html`<td class=${numeric.includes(i) ? "n" : ""}>${cell(value, i)}</td>`))}</tr>`)}</tbody>
    </table></div>`;
}

const Notice = ({ kind = "", role, children }) => html`<div class=${`hip-notice ${kind}`} role=${role}>${children}</div>`;

// A bar from 0 to 100 of 100: the band is what we are unsure of, the mark the middle.
function BandBar({ value, low, high, label }) {
  const at = (x) => `${Math.max(0, Math.min(100, x * 100))}%`;
  return html`<div class="hip-bar" role="img" aria-label=${label}>
    ${low !== undefined && high !== undefined && html`<div class="hip-bar-band" style=${{ insetInlineStart: at(low), width: at(high - low) }} />`}
    <div class="hip-bar-mark" style=${{ insetInlineStart: at(value) }} /></div>`;
}

const FillBar = ({ value, label }) => html`<div class="hip-bar" role="img" aria-label=${label}><div class="hip-bar-fill" style=${{ width: `${Math.max(0, Math.min(100, value * 100))}%` }} /></div>`;

function History({ view, act }) {
  return html`<div class="hip-row hip-history">
    <${Button} kind="small" icon="undo" disabled=${!view.can_undo} onClick=${() => act("undo")}>${t("Undo")}<//>
    <${Button} kind="small" icon="redo" disabled=${!view.can_redo} onClick=${() => act("redo")}>${t("Redo")}<//>
    <${Button} kind="small" icon="restart" onClick=${() => act("reset")}>${t("Start again")}<//></div>`;
}

// Links between dashboards keep the look and the language (they live in the address, nowhere else).
function pageHref(name, extra = {}) {
  const here = new URL(window.location.href);
  const query = new URLSearchParams(extra);
  for (const key of ["look", "lang"]) if (here.searchParams.get(key)) query.set(key, here.searchParams.get(key));
  const tail = query.toString() ? `?${query}` : "";
  return `${name}.ipynb${tail}`;
}

// A file that the kernel made comes as text inside a message; the browser hands it to the reader.
function saveFile({ name, type, data }) {
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

// Asks for a file and says so until it, or the page's word about it, has come.
function FileButton({ model, act, kind, icon = "download", children, ...rest }) {
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    const done = () => setBusy(false);
    model.on("msg:custom", done);
    model.on("change:view", done);
    return () => { model.off("msg:custom", done); model.off("change:view", done); };
  }, [model]);
  return html`<${Button} icon=${icon} aria-disabled=${String(busy)} onClick=${() => { if (!busy) { setBusy(true); act("make_file", { kind }); } }} ...${rest}>${busy ? t("Making the file …") : children}<//>`;
}
