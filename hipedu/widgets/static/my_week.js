// My week: wishes and danger signs become a week that can be edited; what was done; files to keep.
const WEEK_STILLS = new Map(), WEEK_WHOLES = new Map(), WEEK_ASKED = new Set();
const WEEK_LIGHT = { green: ["check", "self_care", t("Green")], amber: ["triangle", "soon", t("Amber")], red: ["cross", "emergency", t("Red")] };
const WEEK_FILES = [["pdf", t("PDF to print"), "print"], ["ics", t("Calendar"), "soon"], ["csv", t("Table (CSV)"), "down"], ["json", t("Plan file, to open again"), "down"]];
const weekBytes = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));

// Drawings come when they are needed, packed, once for each exercise; they never travel in a view.
function useWeekDrawings(model, act, stills, whole) {
  const [, again] = useState(0);
  useEffect(() => {
    const heard = async (message) => {
      if (!message.drawings) return;
      const stream = new Blob([weekBytes(message.drawings)]).stream().pipeThrough(new DecompressionStream("gzip"));
      const found = await new Response(stream).json();
      Object.entries(found).forEach(([name, drawing]) => (message.whole ? WEEK_WHOLES : WEEK_STILLS).set(name, drawing));
      again((n) => n + 1);
    };
    model.on("msg:custom", heard);
    return () => model.off("msg:custom", heard);
  }, [model]);
  useEffect(() => {
    const ask = (names, kept, isWhole) => {
      const missing = names.filter((n) => !kept.has(n) && !WEEK_ASKED.has(`${n}/${isWhole}`));
      missing.forEach((n) => WEEK_ASKED.add(`${n}/${isWhole}`));
      if (missing.length) act("drawings", { names: missing, whole: isWhole });
    };
    ask(stills, WEEK_STILLS, false);
    ask(whole ? [whole] : [], WEEK_WHOLES, true);
  }, [stills.join(), whole]);
}

function WeekTicks({ legend, note, options, value, onChange }) {
  const flip = (id) => onChange(value.includes(id) ? value.filter((v) => v !== id) : [...value, id]);
  return html`<fieldset class="hip-week-ticks"><legend class="hip-visually-hidden">${legend}</legend>${note && html`<p class="hip-small hip-soft">${note}</p>`}
    <div class="hip-week-tick-list">${options.map((o) => html`<label class="hip-check" key=${o.id}><input type="checkbox" checked=${value.includes(o.id)} onChange=${() => flip(o.id)} /><span>${o.name}</span></label>`)}</div></fieldset>`;
}

function WeekWishes({ view, content, act }) {
  const w = view.wish;
  const set = (name, value) => act("set_wish", { name, value });
  const kinds = [["goal", t("A goal")], ["condition", t("Something that hurts")], ["supervised", t("With whoever treats you")]];
  return html`<section class="hip-sheet tight" aria-labelledby="week-wishes"><div class="hip-row apart"><h2 id="week-wishes">${t("What you want")}</h2><${History} view=${view} act=${act} /></div>
    <div class="hip-week-fields hip-week-wish">
      <label class="hip-field hip-week-wide"><span>${t("What for")}</span><select value=${w.programme} onChange=${(e) => set("programme", e.target.value)}>${kinds.map(([kind, label]) => html`<optgroup label=${label} key=${kind}>${content.goals.filter((g) => g.kind === kind).map((g) => html`<option value=${g.id} key=${g.id}>${g.name}</option>`)}</optgroup>`)}</select></label>
      <label class="hip-field hip-week-wide"><span>${t("Phase")}</span><select value=${w.stage} onChange=${(e) => set("stage", e.target.value)}>${w.phases.map((p, i) => html`<option value=${p.id} key=${p.id}>${w.programme === "general_prevention" ? p.name : `${i + 1}. ${p.name}`}</option>`)}</select></label>
      <label class="hip-field"><span>${t("Days a week")}</span><select value=${w.days} onChange=${(e) => set("days", Number(e.target.value))}>${[1, 2, 3, 4, 5, 6, 7].map((n) => html`<option value=${n} key=${n}>${n}</option>`)}</select></label>
      <label class="hip-field"><span>${t("Minutes")}</span><${Amount} min="5" max="180" step="5" value=${w.minutes} onSet=${(n) => set("minutes", n ?? w.minutes)} /></label></div>
    <div class="hip-week-more"><${Details} summary=${t("What you have ({n} of {all})", { n: w.equipment.length, all: content.equipment.length })}><${WeekTicks} legend=${t("What you have")} note=${t("Everybody has, or can replace: {things}.", { things: content.everyday })} options=${content.equipment} value=${w.equipment} onChange=${(v) => set("equipment", v)} /><//>
    <${Details} summary=${w.hurting.length ? t("What hurts ({n})", { n: w.hurting.length }) : t("What hurts (nothing ticked)")}><${WeekTicks} legend=${t("What hurts")} note=${t("Nothing that asks for it will be planned.")} options=${content.demands} value=${w.hurting} onChange=${(v) => set("hurting", v)} /><//></div>
    ${w.supervised && html`<label class="hip-check"><input type="checkbox" checked=${w.allowed} onChange=${(e) => set("allowed", e.target.checked)} /><span>${t("Whoever treats me has allowed this phase, and knows these exercises.")}</span></label>`}
  </section>`;
}

function WeekGate({ view, content, act }) {
  const g = view.gate;
  const [ticked, setTicked] = useState(g.ticked);
  useEffect(() => setTicked(g.ticked), [g.ticked.join(), g.answered]);
  if (g.answered && !g.open.length) {
    return html`<div class="hip-week-cleared hip-small"><${Icon} name="check" /><span>${t("You ticked no danger sign. If one comes, ask again: the week waits.")}</span><${Button} kind="small quiet" onClick=${() => act("answer_signs", { signs: null })}>${t("Ask again")}<//></div>`;
  }
  if (g.open.length) {
    const worst = g.open[0];
    return html`<section class=${`hip-triage ${worst.level}`} aria-labelledby="week-stop"><div class="hip-triage-head"><${Icon} name=${worst.level} /><h2 id="week-stop">${t("No plan now: be seen {when}", { when: worst.time_frame })}</h2></div>
      <div class="hip-triage-body">${g.open.map((s) => html`<div key=${s.sign}><h3>${s.title}</h3><p>${s.action}</p><p class="hip-small"><strong>${t("Sooner:")}</strong> ${s.sooner}</p></div>`)}
        <div class="hip-row"><a class="hip-button" href=${pageHref("symptom_checker")}>${t("Go through all questions")}</a><${Button} onClick=${() => act("answer_signs", { signs: null })}>${t("It was looked at: ask me again")}<//></div></div></section>`;
  }
  const flip = (id) => setTicked(ticked.includes(id) ? ticked.filter((t) => t !== id) : [...ticked, id]);
  return html`<section class="hip-sheet tight hip-week-gate" aria-labelledby="week-signs"><h2 id="week-signs">${t("First: do you have any of these?")}</h2>
    <p>${t("Tick what you have and nobody has looked at yet. Exercises must wait for it.")}</p>
    <ul class="hip-list hip-week-signs">${content.signs.map((s) => html`<li key=${s.id}><label class="hip-check"><input type="checkbox" checked=${ticked.includes(s.id)} onChange=${() => flip(s.id)} /><span>${s.text}</span></label></li>`)}</ul>
    <div class="hip-row">${ticked.length ? html`<${Button} kind="primary" onClick=${() => act("answer_signs", { signs: ticked })}>${t("I have what is ticked: what should I do?")}<//>` : html`<${Button} kind="primary" onClick=${() => act("answer_signs", { signs: [] })}>${t("I have none of these: show my week")}<//>`}</div></section>`;
}

const weekDrag = { on: false }; // while something is dragged nothing may scroll away under it
const weekId = (day, exercise) => `week-${day}-${exercise}`;

function WeekCard({ item, day, content, act, onMove, focused, onDrag }) {
  const drawing = WEEK_STILLS.get(item.exercise);
  const keys = (e) => {
    const shift = e.altKey && { ArrowLeft: -1, ArrowRight: 1 }[e.key];
    if (!shift) return;
    e.preventDefault();
    onMove(item.exercise, day.day, day.day + shift);
  };
  return html`<li class=${`hip-week-item ${focused ? "on" : ""}`} draggable="true" onDragStart=${(e) => { e.dataTransfer.setData("text/plain", `${day.day}/${item.exercise}`); e.dataTransfer.effectAllowed = "move"; onDrag(true); act("look_at", { kind: "item", day: day.day, exercise: item.exercise }); }} onDragEnd=${() => onDrag(false)}>
    <span class="hip-week-art" aria-hidden="true">${drawing && html`<${FigurePicture} drawing=${drawing} moment=${0} />`}</span>
    <button type="button" id=${weekId(day.day, item.exercise)} class="hip-week-open" aria-expanded=${String(Boolean(focused))} onKeyDown=${keys} onClick=${() => act(focused ? "look_away" : "look_at", focused ? {} : { kind: "item", day: day.day, exercise: item.exercise })}>
      <strong>${item.name}</strong><span>${item.amount}</span><span class="hip-soft">${[t("{n} min", { n: num(item.minutes, 0) }), item.hard && t("hard"), item.edited && t("yours")].filter(Boolean).join(", ")}</span></button></li>`;
}

function WeekDay({ day, view, content, act, onMove, onMoveRun, dragging, onDrag }) {
  const [over, setOver] = useState(false);
  const f = view.focus;
  const target = dragging && f && f.days ? f.days.find((d) => d.day === day.day) : null;
  const barred = target && target.barred && f.day !== day.day;
  const drop = (e) => {
    e.preventDefault(); setOver(false); onDrag(false);
    const [from, what] = e.dataTransfer.getData("text/plain").split("/");
    if (what === undefined || Number(from) === day.day) return;
    if (what === "#run") onMoveRun(Number(from), day.day); else onMove(what, Number(from), day.day);
  };
  const runKeys = (e) => { const shift = e.altKey && { ArrowLeft: -1, ArrowRight: 1 }[e.key]; if (shift) { e.preventDefault(); onMoveRun(day.day, day.day + shift); } };
  const onRun = f && f.kind === "run" && f.day === day.day, adding = f && f.kind === "day" && f.day === day.day;
  return html`<li class=${`hip-week-day ${day.items.length ? "" : "free"} ${over ? "over" : ""} ${barred ? "barred" : ""}`} onDragOver=${(e) => { e.preventDefault(); setOver(true); }} onDragLeave=${() => setOver(false)} onDrop=${drop}>
    <div class="hip-week-head"><h3><span class="hip-week-long">${day.name}</span><span class="hip-week-short" aria-hidden="true">${WEEKDAYS[day.day]}</span></h3><span class="hip-small hip-soft">${day.items.length ? t("{n} min", { n: num(day.minutes, 0) }) : day.run ? "\u00a0" : t("free")}</span></div>
    ${day.items.length > 0 && html`<ul class="hip-week-items">${day.items.map((item) => html`<${WeekCard} key=${item.exercise} item=${item} day=${day} content=${content} act=${act} onMove=${onMove} onDrag=${onDrag} focused=${f && f.kind === "item" && f.day === day.day && f.exercise === item.exercise} />`)}</ul>`}
    ${day.run && html`<div class=${`hip-week-run ${onRun ? "on" : ""}`} draggable="true" onDragStart=${(e) => { e.dataTransfer.setData("text/plain", `${day.day}/#run`); onDrag(true); act("look_at", { kind: "run", day: day.day }); }} onDragEnd=${() => onDrag(false)}>
      <button type="button" id=${weekId(day.day, "run")} class="hip-week-open" aria-expanded=${String(Boolean(onRun))} onKeyDown=${runKeys} onClick=${() => act(onRun ? "look_away" : "look_at", onRun ? {} : { kind: "run", day: day.day })}><strong><${Icon} name="arrow" />${t("Run")}</strong><span>${t("up to {n} min", { n: day.run.minutes })}</span>${day.run.items.map((name) => html`<span class="hip-soft" key=${name}>${t("with: {name}", { name })}</span>`)}</button></div>`}
    <button type="button" class="hip-week-add" aria-expanded=${String(Boolean(adding))} aria-label=${t("Add to {day}", { day: day.name })} title=${t("Add to {day}, or move the day", { day: day.name })} onClick=${() => act(adding ? "look_away" : "look_at", adding ? {} : { kind: "day", day: day.day })}><${Icon} name="plus" /></button></li>`;
}

function WeekGrid({ view, content, act }) {
  const next = useRef("");
  const [dragging, setDragging] = useState(false);
  const onDrag = (on) => { weekDrag.on = on; setDragging(on); };
  const move = (exercise, day, to) => { if (to < 0 || to > 6) return; next.current = weekId(to, exercise); act("move", { day, exercise, to }); };
  const moveRun = (day, to) => { if (to < 0 || to > 6) return; next.current = weekId(to, "run"); act("move_run", { day, to }); };
  useEffect(() => { if (!next.current) return; const at = document.getElementById(next.current); next.current = ""; if (at) at.focus(); }, [view]);
  const w = view.week;
  const columns = w.days.map((d) => (d.items.length ? "minmax(0, 1.7fr)" : "minmax(0, 1fr)")).join(" ");
  return html`<section class="hip-sheet tight" aria-labelledby="week-title"><div class="hip-row apart"><h2 id="week-title">${w.title}</h2>
      <div class="hip-row"><${Button} kind="small" onClick=${() => act("make_again")}>${t("Another choice")}<//>${w.everyday && html`<${Button} kind="small" onClick=${() => act("add_everyday")}>${t("Put short holds on more days")}<//>`}</div></div>
    ${w.notes.map((n) => html`<p class="hip-small" key=${n}>${n}</p>`)}
    <ol class="hip-week" style=${{ "--week-columns": columns }}>${w.days.map((d) => html`<${WeekDay} key=${d.day} day=${d} view=${view} content=${content} act=${act} onMove=${move} onMoveRun=${moveRun} dragging=${dragging} onDrag=${onDrag} />`)}</ol>
    <p class="hip-small hip-soft">${t("Press an exercise to see how and why, to swap it or change its dose. Drag it to another day, or press Alt and an arrow key.")}</p>
  </section>`;
}

function WeekSteps({ f, act }) {
  return html`<div class="hip-week-doses">${f.dose.parts.map((p) => { const set = (value) => act("set_dose", { day: f.day, exercise: f.exercise, part: p.part, value });
    return html`<div key=${p.part} class="hip-week-dose" role="group" aria-label=${p.label}><span class="hip-label">${p.label}</span>
      <span class="hip-row"><${Button} kind="small" aria-label=${t("Fewer: {what}", { what: p.label })} aria-disabled=${p.value <= p.low ? "true" : null} onClick=${() => set(p.value - p.step)}>−<//><output class="hip-num">${num(p.value)}</output><${Button} kind="small" aria-label=${t("More: {what}", { what: p.label })} aria-disabled=${p.value >= p.high ? "true" : null} onClick=${() => set(p.value + p.step)}>+<//></span>
      <span class="hip-small hip-soft">${between(p.low, p.high)}</span></div>`; })}</div>`;
}

function WeekOffers({ offers, take, label, named }) {
  const free = offers.filter((o) => !o.barred), barred = offers.filter((o) => o.barred);
  return html`${free.length ? html`<ul class="hip-list hip-week-offers">${free.map((o) => html`<li key=${o.exercise}><span><strong>${o.name}</strong> <span class="hip-soft hip-num">${t("{n} min", { n: num(o.minutes, 0) })}</span><br /><span class="hip-small">${o.why}</span></span><${Button} kind="small" aria-label=${named(o.name)} onClick=${() => take(o.exercise)}>${label}<//></li>`)}</ul>` : html`<p class="hip-small">${t("There is nothing else for this goal and phase that fits this day.")}</p>`}
    ${barred.length > 0 && html`<${Details} summary=${t("Not on this day, and why ({n})", { n: barred.length })}><ul class="hip-bullets">${barred.map((o) => html`<li key=${o.exercise} class="hip-small"><strong>${o.name}:</strong> ${o.why}</li>`)}</ul><//>`}`;
}

const WeekNotHere = ({ lines }) => html`<${Details} summary=${t("Not in this phase at all, and why ({n})", { n: lines.length })}><ul class="hip-bullets">${lines.map((l) => html`<li key=${l.name} class="hip-small"><strong>${l.name}:</strong> ${l.why}</li>`)}</ul><//>`;

function WeekMoves({ f, label, onMove }) {
  return html`<div class="hip-field"><span>${label}</span><div class="hip-row hip-week-moves">${f.days.map((d) => html`<button type="button" key=${d.day} class="hip-button small" aria-pressed=${String(d.day === f.day)} aria-disabled=${d.barred && d.day !== f.day ? "true" : null} title=${d.barred && d.day !== f.day ? d.barred : null} aria-label=${d.name} onClick=${() => d.day !== f.day && onMove(d.day)}>${WEEKDAYS[d.day]}</button>`)}</div></div>`;
}

function WeekFocus({ view, act }) {
  const f = view.focus;
  const head = useRef(null);
  const key = f && `${f.kind}/${f.day}/${f.exercise || ""}`;
  useEffect(() => { if (head.current && !weekDrag.on) head.current.scrollIntoView({ block: "nearest", behavior: "auto" }); }, [key]);
  if (!f) return null;
  const close = () => { const id = weekId(f.day, f.kind === "item" ? f.exercise : "run"); act("look_away"); const at = document.getElementById(id); if (at) at.focus(); };
  const top = (title, more) => html`<div class="hip-row apart hip-week-focus-head" ref=${head}><h2 id="week-focus">${title}</h2><div class="hip-row">${more}<${Button} kind="small" icon="cross" onClick=${close}>${t("Close")}<//></div></div>`;
  if (f.kind === "run") {
    return html`<section class="hip-sheet tight" aria-labelledby="week-focus">${top(t("Run on {day}", { day: f.day_name }), html`<${Button} kind="small" onClick=${() => act("remove_run", { day: f.day })}>${t("Take it out")}<//>`)}
      <p>${f.text}</p><p class="hip-small">${t("The dose of this phase: {dose}", { dose: f.dose })} <${Badge} basis=${f.basis} /></p>
      ${f.inside.map((i) => html`<p class="hip-small" key=${i.name}><strong>${i.name}:</strong> ${i.amount}</p>`)}
      <${WeekMoves} f=${f} label=${t("Move it to")} onMove=${(to) => act("move_run", { day: f.day, to })} /></section>`;
  }
  if (f.kind === "day") {
    return html`<section class="hip-sheet tight" aria-labelledby="week-focus">${top(f.name)}
      ${f.days.length > 0 && html`<${WeekMoves} f=${f} label=${t("Move the whole day, or change places with another")} onMove=${(to) => act("move_session", { day: f.day, to })} />`}
      ${f.run && html`<div><${Button} kind="small" icon="plus" aria-disabled=${f.run.barred ? "true" : null} title=${f.run.barred} onClick=${() => act("add_run", { day: f.day })}>${t("Add a run")}<//></div>`}
      <${WeekOffers} offers=${f.offers} label=${t("Add")} named=${(name) => t("Add: {name}", { name })} take=${(exercise) => act("add", { day: f.day, exercise })} /><${WeekNotHere} lines=${f.not_here} /></section>`;
  }
  const drawing = WEEK_WHOLES.get(f.exercise);
  return html`<section class="hip-sheet tight" aria-labelledby="week-focus">${top(t("{name}, {day}", { name: f.name, day: f.day_name }), html`<${Button} kind="small" onClick=${() => act("remove", { day: f.day, exercise: f.exercise })}>${t("Take it out")}<//>`)}
    <div class="hip-week-focus"><div class="hip-week-figure">${drawing && html`<${ExerciseFigure} drawing=${drawing} label=${f.name} />`}</div>
      <div class="hip-stack tight"><h3>${t("How")}</h3><ol class="hip-bullets">${f.steps.map((s) => html`<li key=${s}>${s}</li>`)}</ol>
        ${f.cautions.length > 0 && html`<p class="hip-small"><strong>${t("Take care:")}</strong> ${f.cautions.join(" ")}</p>`}
        ${f.errors.length > 0 && html`<p class="hip-small"><strong>${t("Often goes wrong:")}</strong> ${f.errors.join("; ")}.</p>`}
        ${f.easier && html`<p class="hip-small"><strong>${t("Easier:")}</strong> ${f.easier}</p>`}${f.harder && html`<p class="hip-small"><strong>${t("Harder:")}</strong> ${f.harder}</p>`}</div></div>
    <div class="hip-week-whys"><div><h3>${t("Why this exercise")}</h3>${f.why_exercise.map((s) => html`<p class="hip-small" key=${s}>${s}</p>`)}</div><div><h3>${t("Why this day")}</h3>${f.why_day.map((s) => html`<p class="hip-small" key=${s}>${s}</p>`)}</div></div>
    <h3>${f.dose.changed ? t("Dose: {amount} (yours)", { amount: f.dose.amount }) : t("Dose: {amount}", { amount: f.dose.amount })} <${Badge} basis=${f.dose.basis} /></h3>
    <p class="hip-small">${t("The phase says: {dose}.", { dose: f.dose.phase })}${f.dose.intensity ? ` ${t("Usually: {effort}.", { effort: f.dose.intensity })}` : ""} ${t("Less is always all right.")} ${f.dose.more}</p>
    <${WeekSteps} f=${f} act=${act} />
    <${WeekMoves} f=${f} label=${t("Move it to")} onMove=${(to) => act("move", { day: f.day, exercise: f.exercise, to })} />
    <h3>${t("Take another instead")}</h3><${WeekOffers} offers=${f.offers} label=${t("Take")} named=${(name) => t("Take: {name}", { name })} take=${(name) => act("swap", { day: f.day, old: f.exercise, new: name })} /><${WeekNotHere} lines=${f.not_here} />
  </section>`;
}

function WeekBalance({ view }) {
  const b = view.balance;
  const most = Math.max(1, ...b.muscles.map((m) => m.sets)), longest = Math.max(1, ...b.loads.map((l) => l.minutes + l.run));
  return html`<section class="hip-sheet tight" aria-labelledby="week-balance"><h2 id="week-balance">${t("What the week works")}</h2>
    <div class="hip-week-charts"><div><p class="hip-chart-title">${b.sentence}</p>
      <table class="hip-week-bars"><caption class="hip-visually-hidden">${t("Sets a week by part of the body")}</caption><thead class="hip-visually-hidden"><tr><th scope="col">${t("Part")}</th><th scope="col">${t("Bar")}</th><th scope="col">${t("Sets")}</th></tr></thead>
      <tbody>${b.muscles.map((m) => html`<tr key=${m.id}><th scope="row">${m.name}</th><td aria-hidden="true"><span style=${{ width: `${(100 * m.sets) / most}%` }} /></td><td class="n">${tn("{n} set", "{n} sets", m.sets)}</td></tr>`)}</tbody></table>
      ${b.one_sided && html`<p class="hip-small hip-soft">${t("A programme for one sore place is one-sided on purpose.")}</p>`}</div>
    <div><p class="hip-chart-title">${b.load_sentence}</p>
      <table class="hip-week-bars"><caption class="hip-visually-hidden">${t("Minutes by day")}</caption><thead class="hip-visually-hidden"><tr><th scope="col">${t("Day")}</th><th scope="col">${t("Bar")}</th><th scope="col">${t("Minutes")}</th></tr></thead>
      <tbody>${b.loads.map((l) => html`<tr key=${l.day}><th scope="row">${l.day}</th><td aria-hidden="true"><span style=${{ width: `${(100 * l.minutes) / longest}%` }} /><span class="run" style=${{ width: `${(100 * l.run) / longest}%` }} /></td><td class="n">${[l.minutes ? t("{n} min", { n: num(l.minutes, 0) }) : "", l.run ? t("run {n} min", { n: l.run }) : "", l.hard ? t("hard") : ""].filter(Boolean).join(", ") || t("free")}</td></tr>`)}</tbody></table>
      <p class="hip-small hip-soft">${t("Minutes: five seconds a repetition and 45 seconds of rest between sets. The striped part is running.")} <${Badge} basis="expert_estimate" /></p></div></div></section>`;
}

const weekDayOf = (date) => (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
const weekFreshEntry = (view, date, kind) => ({ date, kind, during: 0, morning: null, settled: null, warning: false, note: "", done: Object.fromEntries((view.log.today.items[String(weekDayOf(date))] || []).map(([name, sets]) => [name, sets])) });

function WeekLogForm({ view, content, act }) {
  const [entry, setEntry] = useState(() => weekFreshEntry(view, view.today, "exercises"));
  const planned = JSON.stringify(view.log.today.items);
  useEffect(() => setEntry((e) => ({ ...e, done: weekFreshEntry(view, e.date, e.kind).done })), [planned, entry.date]);
  const put = (part) => setEntry({ ...entry, ...part });
  const names = [...new Set([...Object.keys(entry.done), ...Object.values(view.log.today.items).flat().map(([name]) => name)])];
  const high = view.reading.pain.green_to.value;
  const send = (e) => {
    e.preventDefault();
    act("log_session", { entry: { ...entry, done: entry.kind === "run" ? [] : Object.entries(entry.done) } });
    setEntry(weekFreshEntry(view, entry.date, entry.kind));
  };
  return html`<form class="hip-stack" onSubmit=${send}>
    <div class="hip-week-fields"><label class="hip-field"><span>${t("Day")}</span><input type="date" required max=${view.today} value=${entry.date} onChange=${(e) => e.target.value && put({ date: e.target.value })} /></label>
      <div class="hip-field"><span>${t("What")}</span><${Segments} label=${t("What")} value=${entry.kind} options=${[["exercises", t("Exercises")], ["run", t("A run")]]} onChange=${(kind) => put({ kind })} /></div></div>
    ${entry.kind === "exercises" && html`<fieldset class="hip-week-ticks"><legend class="hip-label">${t("Sets done")}</legend>${names.length ? html`<div class="hip-week-tick-list">${names.map((n) => html`<label class="hip-week-sets" key=${n}><input type="number" min="0" max="20" value=${entry.done[n] || 0} onChange=${(e) => put({ done: { ...entry.done, [n]: Number(e.target.value) } })} /><span>${content.names[n]}</span></label>`)}</div>` : html`<p class="hip-small">${t("There is no week yet, so only the pain is noted.")}</p>`}</fieldset>`}
    <label class="hip-slider hip-week-pain"><span class="hip-label">${t("Worst pain during it")}</span><input type="range" min="0" max="10" step="1" value=${entry.during} onInput=${(e) => put({ during: Number(e.target.value) })} /><output class="hip-num">${t("{n} of 10", { n: entry.during })}</output></label>
    <div class="hip-week-fields"><div class="hip-field"><span>${t("Next morning")}</span><${Segments} label=${t("Next morning")} value=${entry.morning || ""} options=${[["", t("Not yet")], ["usual", t("As usual")], ["worse", t("Worse")]]} onChange=${(m) => put({ morning: m || null })} /></div>
      ${entry.during > high && html`<div class="hip-field"><span>${tn("Back to usual within {n} hour", "Back to usual within {n} hours", view.reading.pain.settles_within_h.value)}</span><${Segments} label=${t("Back to usual in time")} value=${entry.settled === null ? "" : entry.settled ? "y" : "n"} options=${[["", t("Not yet")], ["y", t("Yes")], ["n", t("No")]]} onChange=${(v) => put({ settled: v === "" ? null : v === "y" })} /></div>`}</div>
    <label class="hip-check"><input type="checkbox" checked=${entry.warning} onChange=${(e) => put({ warning: e.target.checked })} /><span>${t("I limped, it caught or spread, or it hurt at night.")}</span></label>
    <label class="hip-field"><span>${t("Note for yourself")}</span><input type="text" maxlength="300" value=${entry.note} onInput=${(e) => put({ note: e.target.value })} /></label>
    <div><button type="submit" class="hip-button"><${Icon} name="plus" />${t("Note this session")}</button></div></form>`;
}

const WeekLight = ({ colour }) => { if (!colour) return "–"; const [icon, tone, word] = WEEK_LIGHT[colour]; return html`<span class=${`hip-tone ${tone}`}><${Icon} name=${icon} />${word}</span>`; };

function WeekLog({ view, content, act }) {
  const log = view.log;
  return html`<section class="hip-sheet tight" aria-labelledby="week-log"><h2 id="week-log">${log.count ? t("What you did ({n})", { n: log.count }) : t("What you did")}</h2>
    <p class="hip-small">${t("The light for the next session comes from here. The log lives in this page and in the plan file that you save, nowhere else.")}</p>
    <${Details} summary=${t("Note a session")} open=${!log.count}><${WeekLogForm} view=${view} content=${content} act=${act} /><//>
    ${log.count > 0 && html`<div class="hip-table-box" tabindex="0" role="region" aria-label=${t("Sessions, the newest first")}><table class="hip-table"><thead><tr><th scope="col">${t("Day")}</th><th scope="col">${t("What")}</th><th scope="col" class="n">${t("Pain")}</th><th scope="col">${t("Next morning")}</th><th scope="col">${t("Light")}</th><th scope="col"><span class="hip-visually-hidden">${t("Remove")}</span></th></tr></thead>
      <tbody>${log.lines.map((l) => html`<tr key=${l.index}><th scope="row">${l.date}</th><td>${l.kind === "run" ? t("Run") : l.done.length ? l.done.map((d) => `${d.name} ${d.sets}`).join(", ") : t("Exercises")}${l.note && html`<br /><span class="hip-small hip-soft hip-week-note">${l.note}</span>`}</td><td class="n">${l.during}</td>
        <td><select aria-label=${t("Next morning after {day}", { day: l.date })} class=${l.ask_morning ? "hip-week-ask" : ""} value=${l.morning || ""} onChange=${(e) => act("set_entry", { index: l.index, name: "morning", value: e.target.value || null })}><option value="">${t("not yet")}</option><option value="usual">${t("as usual")}</option><option value="worse">${t("worse")}</option></select></td>
        <td><${WeekLight} colour=${l.colour} /></td><td><${Button} kind="quiet small" icon="cross" aria-label=${t("Remove the line of {day}", { day: l.date })} onClick=${() => act("remove_entry", { index: l.index })} /></td></tr>`)}</tbody></table></div>`}
  </section>`;
}

function WeekFiles({ view, act, model }) {
  const [making, setMaking] = useState(""), [late, setLate] = useState(false), [problem, setProblem] = useState(""), [done, setDone] = useState("");
  const input = useRef(null);
  const e = view.export;
  const [note, setNote] = useState(e.note); // what is being typed outlives an answer that comes meanwhile
  useEffect(() => setNote(e.note), [e.note]);
  useEffect(() => {
    const over = () => { setMaking(""); setLate(false); };
    const heard = (message) => { if (message.file) { over(); setDone(t("{file} was handed to your browser.", { file: message.file.name })); } };
    model.on("msg:custom", heard);
    model.on("change:view", over);
    return () => { model.off("msg:custom", heard); model.off("change:view", over); };
  }, [model]);
  useEffect(() => { if (!making) return undefined; const timers = [setTimeout(() => setLate(true), 700), setTimeout(() => { setMaking(""); setLate(false); }, 30000)]; return () => timers.forEach(clearTimeout); }, [making]);
  const make = (kind) => { setProblem(""); setDone(""); setMaking(kind); act("make_file", { kind }); };
  const open = async (list) => {
    const file = list[0];
    if (!file) return;
    setProblem(""); setDone("");
    if (file.size > 500000) setProblem(t("“{file}” is far too large for a plan. Choose the .json file that this page saved.", { file: file.name.slice(0, 80) }));
    else act("open_file", { name: file.name.slice(0, 120) }, [await file.arrayBuffer()]);
    input.current.value = "";
  };
  const set = (name) => (event) => act("set_export", { name, value: event.target.value });
  return html`<section class="hip-sheet tight" aria-labelledby="week-files"><h2 id="week-files">${t("Keep it, and open it again")}</h2>
    ${view.week && html`<div class="hip-week-fields"><label class="hip-field"><span>${t("Begins on the Monday")}</span><input type="date" value=${e.monday} onChange=${set("monday")} /></label><label class="hip-field"><span>${t("At")}</span><input type="time" value=${e.at} onChange=${set("at")} /></label><label class="hip-field"><span>${t("Weeks")}</span><${Amount} min="1" max="26" step="1" value=${e.weeks} onSet=${(n) => act("set_export", { name: "weeks", value: n ?? e.weeks })} /></label></div>
      <label class="hip-field"><span>${t("A note for yourself, printed on the sheet")}</span><input type="text" maxlength="300" value=${note} onInput=${(event) => setNote(event.target.value)} onChange=${set("note")} /></label>
      <div class="hip-row">${WEEK_FILES.map(([kind, label, icon]) => html`<${Button} key=${kind} icon=${icon} aria-disabled=${making ? "true" : null} onClick=${() => !making && make(kind)}>${label}<//>`)}</div>`}
    <div class="hip-row"><label class="hip-button"><input ref=${input} type="file" class="hip-visually-hidden" accept=".json,application/json" onChange=${(ev) => open(ev.target.files)} /><${Icon} name="upload" />${t("Open a plan file")}</label>${view.log.count > 0 && html`<${Button} kind="quiet" onClick=${() => make("log")}>${t("The log as a table (CSV)")}<//>`}</div>
    <p class="hip-small" role="status">${late ? (making === "pdf" ? t("Making the PDF: every exercise is drawn and set …") : t("Making the file …")) : done}</p>
    ${problem && html`<${Notice} kind="warn" role="alert"><p>${problem}</p><//>`}
    ${e.opened.length > 0 && html`<${Notice} kind="warn"><p>${t("The plan was opened, but not everything in it could be read:")}</p><ul class="hip-bullets">${e.opened.slice(0, 6).map((p) => html`<li key=${p} class="hip-small">${p}</li>`)}</ul><//>`}
    <p class="hip-small hip-soft">${t("Files are made in your private copy of this page and go straight to you. The server keeps none.")}</p></section>`;
}

function WeekAdvice({ view, act }) {
  const a = view.log.advice;
  if (!a) return null;
  return html`<div class=${`hip-week-advice ${a.colour}`}><p class="hip-small hip-soft">${t("From your log, for the next session")}</p><p class="hip-week-advice-head"><${WeekLight} colour=${a.colour} /> <strong>${a.headline}</strong></p>
    ${a.sentences.map((s) => html`<p class="hip-small" key=${s}>${s}</p>`)}
    ${a.ask_morning && html`<p class="hip-small"><strong>${t("How was the morning after {day}?", { day: a.ask_morning })}</strong> ${t("Answer it in the log: it can still turn the light red.")}</p>`}
    ${a.change === "less" && view.week && html`<div><${Button} kind="small" onClick=${() => act("ease")}>${t("Make the week a third to a half lighter")}<//></div>`}</div>`;
}

function WeekPainRule({ pain }) {
  const badge = (n) => html`<${Badge} basis=${n.basis} reference=${n.reference} checked=${n.checked} />`;
  const [g, a] = [pain.green_to, pain.amber_to], n = pain.settles_within_h.value;
  return html`<ul class="hip-list hip-week-lights"><li><${WeekLight} colour="green" /><span>${pain.bone ? t("No pain during, after and the next morning: go on.") : tn("Up to {pain} of 10 and a morning as usual: go on; after {n} such session a little more.", "Up to {pain} of 10 and a morning as usual: go on; after {n} such sessions a little more.", pain.clean, { pain: num(g.value) })} ${badge(g)}</span></li>
      <li><${WeekLight} colour="amber" /><span>${pain.bone ? tn("Up to {pain} of 10 and gone within {n} hour: stop this session, rest a day, repeat the step before.", "Up to {pain} of 10 and gone within {n} hours: stop this session, rest a day, repeat the step before.", n, { pain: num(a.value) }) : tn("Up to {pain} of 10 and back to usual within {n} hour: the same again, nothing added.", "Up to {pain} of 10 and back to usual within {n} hours: the same again, nothing added.", n, { pain: num(a.value) })} ${badge(a)}</span></li>
      <li><${WeekLight} colour="red" /><span>${pain.bone ? t("Anything more, pain at night, a limp: stop running and be seen.") : t("More, a worse morning, or a limp: a third to a half less until it has settled.")} <${Badge} basis="expert_estimate" /></span></li></ul>
    <div>${pain.borrowed && html`<p class="hip-small hip-soft">${t("Keeping fit should not hurt. These limits are those of tendon pain: see {link}.", { link: html`<a href=${`${pageHref("prevention")}#p=pain`}>${t("running with pain")}</a>` })}</p>`}
    ${g.note && html`<p class="hip-small hip-soft">${t("Where the limits come from: {note}.", { note: g.note })}</p>`}
    ${pain.words.map((w) => html`<p class="hip-small" key=${w}>${w}</p>`)}</div>`;
}

function WeekCheck({ c, act }) {
  const given = (value) => act("answer_check", { check: c.id, value });
  return html`<li data-check=${c.id}><span class=${`hip-tone ${c.missing ? "" : "good"}`}><${Icon} name=${c.missing ? "dot" : c.elsewhere ? "arrow" : "check"} /><span class="hip-visually-hidden">${c.missing ? t("Open") : t("Reached")}</span></span>
    <span>${!c.goal ? c.text : c.places ? t("{what}; meant for: {goal}", { what: c.text, goal: c.goal }) : t("{what}; goal: {goal}", { what: c.text, goal: c.goal })}${c.by_clinician && html` <span class="hip-soft hip-small">${t("(whoever treats you says so)")}</span>`} <${Badge} basis=${c.basis} reference=${c.reference} />${c.elsewhere && html`<br /><span class="hip-small">${c.elsewhere}</span>`}</span>
    ${c.number ? html`<${Amount} min="0" max=${c.unit === "NRS" ? 10 : 1000} aria-label=${c.text} value=${c.answer} onSet=${given} />` : html`<${YesNo} label=${c.text} value=${c.answer} onSet=${given} />`}</li>`;
}

function WeekNext({ next, act }) {
  if (!next) return null;
  const row = (c) => html`<${WeekCheck} key=${c.id} c=${c} act=${act} />`;
  const begun = next.begin.length - next.ahead;
  return html`${next.begin.length > 0 && html`<${Details} summary=${next.ahead ? t("To begin “{phase}” ({n} of {all})", { phase: next.phase, n: begun, all: next.begin.length }) : t("To begin “{phase}”: nothing is missing", { phase: next.phase })}><ul class="hip-list hip-week-checks">${next.begin.map(row)}</ul><//>`}
    <h3>${next.name ? t("Before “{phase}”", { phase: next.name }) : t("Before you are done")}</h3>
    <ul class="hip-list hip-week-checks">${next.checks.map(row)}</ul>
    ${next.ready ? html`<div><${Button} onClick=${() => act("next_phase")}>${t("Go on to “{phase}”", { phase: next.name })}<//></div>` : next.done ? html`<p class="hip-tone good"><${Icon} name="check" />${t("All goals of the last phase are reached.")}</p>` : html`<p class="hip-small hip-soft">${t("{n} of {all} still open. Goals decide, not the calendar.", { n: next.open, all: next.checks.length })}${next.ahead ? ` ${tn("{n} thing before this phase itself is open, too.", "{n} things before this phase itself are open, too.", next.ahead)}` : ""}</p>`}`;
}

function WeekReading({ view, act }) {
  const r = view.reading, week = view.week;
  return html`<${WeekAdvice} view=${view} act=${act} />
    <h2>${week ? t("What this week does") : t("How a week is made")}</h2>
    ${view.gate.refused && html`<p>${view.gate.refused}</p>`}
    <div>${r.principle && html`<p>${r.principle}</p>`}<p>${r.purpose}${r.weeks ? html` <span class="hip-soft hip-small">${r.weeks[1] === null ? t("Often from week {from} on", { from: r.weeks[0] }) : t("Often weeks {from} to {to}", { from: r.weeks[0], to: r.weeks[1] })} <${Badge} basis="expert_estimate" /></span>` : ""}</p></div>
    ${r.does.length > 0 && html`<p class="hip-small">${r.does.join(" ")}</p>`}
    ${r.running && html`<h3>${t("Running beside it")}</h3><div><p>${r.running.dose}. <${Badge} basis=${r.running.basis} reference=${r.running.references.join(", ")} /></p><p class="hip-small">${r.running.rule}</p></div>
      ${view.log.ladder && html`<p class="hip-small"><strong>${t("Walk-run ladder, step {n} of {all}:", { n: view.log.ladder.number, all: view.log.ladder.steps })}</strong> ${view.log.ladder.text}. ${view.log.ladder.why} <${Badge} basis=${view.log.ladder.basis} reference=${view.log.ladder.reference} /></p>`}`}
    ${r.avoid.length > 0 && html`<h3>${t("What it leaves out, and why")}</h3><ul class="hip-bullets">${r.avoid.map((a) => html`<li key=${a.why}>${a.why}${a.exercises.length > 0 && html` <span class="hip-small hip-soft">${t("Out: {names}.", { names: a.exercises.join(", ") })}</span>`}</li>`)}</ul>`}
    ${r.left_out.length > 0 && html`<${Details} summary=${t("Left out for your own reasons ({n})", { n: r.left_out.length })}><ul class="hip-bullets">${r.left_out.map((l) => html`<li key=${l.name} class="hip-small"><strong>${l.name}:</strong> ${l.why}</li>`)}</ul><//>`}
    ${r.education.length > 0 && html`<${Details} summary=${t("Every day")}><ul class="hip-bullets">${r.education.map((s) => html`<li key=${s} class="hip-small">${s}</li>`)}</ul><//>`}
    ${!view.gate.open.length && html`<h3>${t("How much pain is all right")}</h3><${WeekPainRule} pain=${r.pain} />`}
    ${!view.gate.open.length && html`<${WeekNext} next=${r.next} act=${act} />`}
    <${Notice} kind="bad"><p class="hip-small">${r.urgent.length ? r.urgent.join(" ") : t("Stop and be seen if you cannot take weight, if groin pain comes on every step or at night, if you limp, or if you feel ill.")}${r.refer ? ` ${r.refer}` : ""}</p><//>`;
}

function MyWeekPage({ view, content, act, model }) {
  const week = view.week, f = view.focus;
  const stills = useMemo(() => (week ? [...new Set(week.days.flatMap((d) => d.items.map((i) => i.exercise)))].sort() : []), [week]);
  useWeekDrawings(model, act, stills, f && f.kind === "item" ? f.exercise : "");
  const runs = week ? week.days.filter((d) => d.run).length : 0;
  const counts = week && [tn("{n} session", "{n} sessions", week.sessions), ...(runs ? [tn("{n} run", "{n} runs", runs)] : [])].join(", ");
  const bar = week ? t("{counts}: what the week does, and why", { counts }) : view.gate.open.length ? t("No plan now: {sign}", { sign: view.gate.open[0].title }) : t("First the danger signs");
  return html`<div>
    <${PageHead} title=${t("My week")} lead=${t("Exercises and running for one person: made from what you want and what hurts, yours to change, with the reason for everything.")} />
    <${Split} bar=${bar} label=${t("What this week does")} reading=${html`<${WeekReading} view=${view} act=${act} />`} instrument=${html`
      ${view.notice && html`<div class="hip-week-notice"><${Notice} kind="warn" role="alert"><p>${view.notice}</p><//></div>`}
      <${WeekGate} view=${view} content=${content} act=${act} />
      <${WeekWishes} view=${view} content=${content} act=${act} />
      ${week && html`<${WeekGrid} view=${view} content=${content} act=${act} /><${WeekFocus} view=${view} act=${act} /><${WeekBalance} view=${view} />`}
      ${(week || view.log.count > 0) && html`<${WeekLog} view=${view} content=${content} act=${act} />`}
      <${WeekFiles} view=${view} act=${act} model=${model} />`} />
    <${Live} text=${week ? week.days.map((d) => t("{day}: {what}", { day: d.name, what: [...d.items.map((i) => i.name), ...(d.run ? [t("run")] : [])].join(", ") || t("free") })).join(". ") : bar} />
  </div>`;
}
