// Training load: a log under every rule at once, with the evidence for each rule beside what it says.
const PIECE = 1024 * 1024, TOGETHER = 200;
const SIGNALS = { too_far: ["triangle", "urgent"], watch: ["triangle", "soon"], fine: ["dot", "good"], none: ["dot", ""] };

// Sends files piece by piece and waits until each piece was taken, so that nothing piles up.
async function sendFiles(files, { act, model, add, onSent, stopped }) {
  const taken = () => new Promise((resolve, reject) => {
    const timer = setTimeout(() => done(reject, new Error("no answer")), 30000);
    function done(how, value) { clearTimeout(timer); model.off("change:progress", heard); how(value); }
    function heard() { done(resolve); }
    model.on("change:progress", heard);
  });
  const total = files.reduce((sum, f) => sum + f.size, 0);
  let sent = 0;
  const begun = taken();
  act("upload_begin");
  await begun;
  const part = async (args, buffers) => {
    const answer = taken();
    act("upload_part", args, buffers);
    await answer;
    sent += buffers.reduce((sum, piece) => sum + piece.byteLength, 0);
    onSent(total ? sent / total : 1);
    return Object.keys(model.get("progress") || {}).length > 0;
  };
  for (let i = 0; i < files.length;) {
    if (stopped()) { act("cancel"); return; }
    // Small files travel together: five thousand questions and answers would take longer than the files.
    let size = 0, last = i;
    while (last < files.length && last - i < TOGETHER && size + files[last].size <= PIECE) { size += files[last].size; last += 1; }
    if (last > i) {
      const pieces = files.slice(i, last);
      const joined = await new Blob(pieces).arrayBuffer();
      if (stopped()) { act("cancel"); return; }
      if (!(await part({ files: pieces.map((f, n) => ({ file: i + n, name: f.name, size: f.size })) }, [joined]))) return;
      i = last;
      continue;
    }
    for (let at = 0; at < files[i].size; at += PIECE) {
      if (stopped()) { act("cancel"); return; }
      const piece = await files[i].slice(at, at + PIECE).arrayBuffer();
      if (!(await part({ file: i, name: files[i].name }, [piece]))) return;
    }
    i += 1;
  }
  act("upload_end", { add });
}

function Drop({ view, act, model }) {
  const input = useRef(null);
  const stop = useRef(false);
  const [over, setOver] = useState(false);
  const [share, setShare] = useState(null);
  const [problem, setProblem] = useState("");
  const progress = model.get("progress") || {};
  const send = async (list) => {
    const files = [...list];
    if (!files.length) return;
    stop.current = false; setProblem(""); setShare(0);
    // A recording often says only world time: which day a late run belongs to depends on where you are.
    if (!view.options.home) act("set_option", { name: "home", value: Intl.DateTimeFormat().resolvedOptions().timeZone });
    try { await sendFiles(files, { act, model, add: view.runs.length > 0 && view.source !== "scenario", onSent: setShare, stopped: () => stop.current }); } catch { setProblem(t("The files could not be sent. Is the connection still there? Try again.")); }
    setShare(null);
    if (input.current) input.current.value = "";
  };
  const busy = share !== null || progress.phase === "reading";
  const words = progress.phase === "reading" ? t("Reading {done} of {total}: {name}", progress) : t("Sending your files to your private copy of this page …");
  const part = progress.phase === "reading" ? (progress.done + (progress.part || 0)) / Math.max(1, progress.total) : share || 0;
  const compact = view.runs.length > 0 && !busy;
  return html`<div class=${`hip-drop ${over ? "over" : ""} ${compact ? "compact" : ""}`} onDragOver=${(e) => { e.preventDefault(); setOver(true); }} onDragLeave=${() => setOver(false)} onDrop=${(e) => { e.preventDefault(); setOver(false); send(e.dataTransfer.files); }}>
    <${Icon} name="upload" />
    ${busy ? html`<p role="status">${words}</p><div style=${{ width: "min(100%, 26em)" }}><${FillBar} value=${part} label=${t("{n} of 100", { n: Math.round(part * 100) })} /></div><${Button} kind="small" onClick=${() => { stop.current = true; act("cancel"); }}>${t("Stop")}<//>`
      : html`<p><strong>${compact ? (view.source === "scenario" ? t("Drop your own runs here") : t("Drop more runs here")) : t("Drop your runs here")}</strong></p>${!compact && html`<p class="hip-small hip-soft">${t("CSV (Strava, Garmin Connect, or our own), GPX, TCX, FIT, an Apple Health export, also as .gz or a Strava zip, or a log that you saved here. Many at once is fine. Positions are used to measure the distance and then forgotten.")}</p>`}
        <label class="hip-button"><input ref=${input} type="file" multiple class="hip-visually-hidden" accept=".csv,.gpx,.tcx,.fit,.gz,.zip,.txt,.xml,.json" onChange=${(e) => send(e.target.files)} />${t("Choose files")}</label>`}
    ${problem && html`<p role="alert">${problem}</p>`}
  </div>`;
}

const QUALITY = { mend: ["triangle", "urgent", t("missing")], look: ["triangle", "soon", t("look at it")], fine: ["check", "good", t("settled")] };

// What is odd in the log and what was done about it, before anybody believes a number.
function LogQuality({ notes }) {
  if (!notes.length) return null;
  const open = notes.filter((n) => n.weight !== "fine").length;
  return html`<${Details} summary=${open ? tn("Quality of this log: {n} thing to look at", "Quality of this log: {n} things to look at", open) : t("Quality of this log: nothing to mend")} open=${notes[0].weight === "mend"}>
    <ul class="hip-list hip-quality">${notes.map((n) => html`<li key=${n.id}><div class="hip-row apart"><strong>${n.title}</strong><span class="hip-num">${n.count}</span></div>
      <p class=${`hip-tone ${QUALITY[n.weight][1]} hip-small`}><${Icon} name=${QUALITY[n.weight][0]} /><span>${QUALITY[n.weight][2]}: ${n.done}</span></p>
      ${n.examples.length > 0 && html`<p class="hip-small hip-soft">${n.examples.join("; ")}</p>`}</li>`)}</ul><//>`;
}

function Source({ view, act, model }) {
  return html`<section class="hip-sheet tight" aria-labelledby="log-source"><div class="hip-row apart"><h2 id="log-source">${t("The running log")}</h2><${History} view=${view} act=${act} /></div>
    <${Drop} view=${view} act=${act} model=${model} />
    <div class="hip-row"><label class="hip-row"><span class="hip-label">${t("Or try an invented runner")}</span><select value=${view.scenario ? view.scenario.id : ""} onChange=${(e) => e.target.value && act("load_scenario", { id: e.target.value })}><option value="">${t("choose …")}</option>${view.scenarios.map((s) => html`<option value=${s.id}>${s.title}</option>`)}</select></label>
      <span class="hip-row"><${FileButton} kind="log" model=${model} act=${act} class="small" aria-disabled=${String(!view.runs.length && !view.pain.rows.length)}>${t("Save log and diary")}<//><${FileButton} kind="template" model=${model} act=${act} class="small quiet">${t("Empty table to fill in (CSV)")}<//></span></div>
    ${view.scenario && html`<${Notice}><p><strong>${view.scenario.title}.</strong> ${view.scenario.story}</p><p><strong>${t("Complains of:")}</strong> ${view.scenario.complaint}</p>
      <${Details} summary=${t("What to notice")}><p>${view.scenario.lesson}</p><p><strong>${t("What helps:")}</strong> ${view.scenario.action}</p><//><//>`}
    ${view.source === "files" && html`<p>${view.summary}</p>`}
    ${view.problems.length > 0 && html`<${Notice} kind="warn" role="alert"><p><strong>${t("Not everything could be read:")}</strong></p><ul class="hip-bullets">${view.problems.slice(0, 8).map((p) => html`<li key=${p} class="hip-small">${p}</li>`)}</ul>${view.problems.length > 8 && html`<p class="hip-small">${t("and {n} more.", { n: view.problems.length - 8 })}</p>`}<//>`}
    <${LogQuality} notes=${view.quality} />
    ${view.asks.includes("day_first") && html`<div class="hip-row"><span class="hip-label">${t("A date like 03/04 means")}</span><${Segments} label=${t("Order of day and month")} value=${view.options.day_first === null ? "" : view.options.day_first ? "d" : "m"} onChange=${(v) => act("set_option", { name: "day_first", value: v === "d" })} options=${[["d", t("3 April")], ["m", t("March 4")]]} /></div>`}
    ${view.asks.includes("distance_unit") && html`<div class="hip-row"><span class="hip-label">${t("Distances are in")}</span><${Segments} label=${t("Unit of distance")} value=${view.options.distance_unit || ""} onChange=${(v) => act("set_option", { name: "distance_unit", value: v })} options=${[["km", t("km")], ["mi", t("miles")], ["m", t("metres")]]} /></div>`}
    ${(view.notes.length > 0 || view.duplicates.length > 0) && html`<${Details} summary=${t("What was noticed in the log ({n})", { n: view.notes.length + view.duplicates.length })}><ul class="hip-bullets">${[...view.notes, ...view.duplicates].slice(0, 60).map((n) => html`<li key=${n} class="hip-small">${n}</li>`)}</ul><//>`}
  </section>`;
}

function AddRun({ act, today }) {
  const [run, setRun] = useState({ date: today, km: "", min: "" });
  const add = (event) => { event.preventDefault(); act("add_run", { date: run.date, distance_km: Number(run.km), duration_min: run.min === "" ? null : Number(run.min) }); setRun({ ...run, km: "", min: "" }); };
  return html`<form class="hip-row" onSubmit=${add} style=${{ alignItems: "end" }}>
    <label class="hip-field"><span>${t("Day")}</span><input type="date" required value=${run.date} onInput=${(e) => setRun({ ...run, date: e.target.value })} /></label>
    <label class="hip-field"><span>${t("Distance, km")}</span><input type="number" required min="0.1" max="300" step="any" style=${{ width: "7em" }} value=${run.km} onInput=${(e) => setRun({ ...run, km: e.target.value })} /></label>
    <label class="hip-field"><span>${t("Time, min")}</span><input type="number" min="1" step="any" style=${{ width: "7em" }} value=${run.min} onInput=${(e) => setRun({ ...run, min: e.target.value })} /></label>
    <button type="submit" class="hip-button"><${Icon} name="plus" />${t("Add the run")}</button></form>`;
}

function RunTable({ view, act }) {
  const [most, setMost] = useState(14);
  const rows = [...view.runs].reverse();
  return html`<section class="hip-sheet tight" aria-labelledby="runs"><h2 id="runs">${rows.length ? t("Runs ({n})", { n: rows.length }) : t("Runs")}</h2>
    <${AddRun} act=${act} today=${view.span ? view.span[1] : new Date().toISOString().slice(0, 10)} />
    ${rows.length > 0 && html`<div class="hip-table-box" tabindex="0" role="region" aria-label=${t("Runs, the newest first")}><table class="hip-table"><thead><tr><th scope="col">${t("Day")}</th><th scope="col" class="n">${t("Distance, km")}</th><th scope="col" class="n">${t("Time, min")}</th><th scope="col" class="n">${t("Heart rate")}</th><th scope="col" class="n">${t("Cadence")}</th><th scope="col"><span class="hip-visually-hidden">${t("Remove")}</span></th></tr></thead>
      <tbody>${rows.slice(0, most).map((r) => html`<tr key=${r.id}><th scope="row" class="short">${r.date}</th>
        <td class="n"><${Amount} aria-label=${t("Distance on {day}, km", { day: r.date })} min="0.1" max="300" style=${{ width: "6em", textAlign: "end", minHeight: "34px" }} value=${r.distance_km} onSet=${(km) => act("edit_run", { id: r.id, distance_km: km ?? 0 })} /></td>
        <td class="n">${r.duration_min == null ? "–" : Math.round(r.duration_min)}</td><td class="n">${r.mean_hr == null ? "–" : Math.round(r.mean_hr)}</td><td class="n">${r.cadence_spm == null ? "–" : Math.round(r.cadence_spm)}</td>
        <td><${Button} kind="quiet small" icon="cross" aria-label=${t("Remove the run of {day}", { day: r.date })} onClick=${() => act("remove_run", { id: r.id })} /></td></tr>`)}</tbody></table></div>
      ${rows.length > most && html`<div><${Button} kind="small" onClick=${() => setMost(most + 50)}>${t("Show more of the {n} runs", { n: rows.length })}<//></div>`}`}
  </section>`;
}

function RuleRow({ rule, references }) {
  const [icon, tone] = SIGNALS[rule.signal] || SIGNALS.none;
  const hr = rule.hazard_ratio;
  return html`<li class="hip-rule-row"><div class="hip-row apart"><strong>${rule.plain_name}</strong><span class="hip-num">${rule.shown}</span></div>
    <p class=${`hip-tone ${tone}`}><${Icon} name=${icon} /><span>${rule.says}</span></p>
    <p class="hip-small">${hr && html`<span class="hip-num">${t("Hazard rate ratio {ratio}", { ratio: withRange({ ...hr, unit: "" }, 2) })}</span> <${Badge} basis=${hr.basis} reference=${hr.reference} checked=${hr.checked} /> `}<span class=${`hip-tag standing-${rule.standing}`}>${rule.standing_words}</span></p>
    <${Details} summary=${t("What is known of this rule")}><p class="hip-small"><strong>${rule.name}:</strong> <code>${rule.formula}</code></p><p class="hip-small"><strong>${t("Tradition says:")}</strong> ${rule.tradition}</p><p class="hip-small"><strong>${t("Verdict:")}</strong> ${rule.verdict}</p>
      <ul class="hip-list" style=${{ gap: "6px" }}>${rule.evidence.map((e) => html`<li class="hip-small" key=${e.text}><${Badge} basis=${e.basis} reference=${e.reference} checked=${e.checked} /> ${e.text}${e.reference && references[e.reference] ? html` <cite class="hip-soft">${references[e.reference].citation}</cite>` : ""}</li>`)}</ul>
      ${rule.caveats.length > 0 && html`<ul class="hip-bullets">${rule.caveats.map((c) => html`<li class="hip-small" key=${c}>${c}</li>`)}</ul>`}<//></li>`;
}

// A change of the usual session on a scale of halves and doubles: the mark, and how unsure the model is.
function TimesBar({ range, label }) {
  const at = (x) => Math.max(0, Math.min(1, (Math.log2(Math.max(0.26, x)) + 2) / 4));
  return html`<${BandBar} value=${at(range[0])} low=${at(range[1])} high=${at(range[2])} label=${label} />`;
}

function TissueModel({ view, act }) {
  const tissue = view.tissue;
  const times = (r) => `× ${num(r[0], 2)}`;
  const span = (r) => between(r[1], r[2], 2);
  return html`<details class="hip-tissue" onToggle=${(e) => e.target === e.currentTarget && e.currentTarget.open !== Boolean(tissue) && act("show_tissue", { shown: e.currentTarget.open })}><summary>${t("What bone and tendon may feel (a model)")}</summary>
    <div class="hip-details-body">${!tissue ? html`<p role="status">${t("Working it out …")}</p>` : html`
      <p><${Badge} basis="illustrative" /> ${tissue.summary}</p>
      ${tissue.figures.weeks && html`<${Chart} figure=${tissue.figures.weeks} />`}
      <h3>${t("What a change of your usual run would do")}</h3>
      <p class="hip-small">${t("Your usual run here: {run}. 1 is that run; each step of the scale is a doubling.", { run: html`<strong>${t("{km} km at {speed} km/h, {cadence} steps a minute, about {steps} steps", { km: num(tissue.usual.distance_km), speed: num(tissue.usual.speed_km_per_h), cadence: num(tissue.usual.cadence_spm), steps: grouped(tissue.usual.steps) })}</strong>` })}</p>
      <ul class="hip-list hip-times">${tissue.changes.map((c) => html`<li key=${c.id}><strong>${c.name}</strong>
        <div class="hip-times-row"><span>${t("bone")}</span><${TimesBar} range=${c.bone} label=${`${t("bone")} ${times(c.bone)}, ${span(c.bone)}`} /><span class="hip-num">${times(c.bone)} <span class="hip-soft hip-small">${span(c.bone)}</span></span></div>
        <div class="hip-times-row"><span>${t("tendon")}</span><${TimesBar} range=${c.tendon} label=${`${t("tendon")} ${times(c.tendon)}, ${span(c.tendon)}`} /><span class="hip-num">${times(c.tendon)} <span class="hip-soft hip-small">${span(c.tendon)}</span></span></div></li>`)}</ul>
      <p>${t("Twice the steps wear twice as much. A load only {bone} higher at every step does the same to bone, {tendon} to tendon. That is why going faster can cost more than going further.", { bone: html`<span class="hip-num">${num(tissue.equal.bone)} %</span>`, tendon: html`<span class="hip-num">${num(tissue.equal.tendon)} %</span>` })}</p>
      <${Details} summary=${t("Run by run")}><${Table} caption=${t("Damage of each run against your usual one (model)")} columns=${[t("Day"), "km", t("Steps"), t("Bone"), t("may be"), t("Tendon"), t("may be")]} rows=${tissue.sessions.map((r) => [r.date, r.km, grouped(r.steps), times(r.bone), span(r.bone), times(r.tendon), span(r.tendon)])} numeric=${[1, 2, 3, 4, 5, 6]} /><//>
      ${tissue.figures.repair && html`<${Chart} figure=${tissue.figures.repair} />`}
      ${tissue.assumed.length > 0 && html`<p class="hip-small"><strong>${t("Assumed, because the log does not say:")}</strong> ${tissue.assumed.join("; ")}.</p>`}
      <ul class="hip-bullets">${tissue.caveats.map((c) => html`<li class="hip-small" key=${c}>${c}</li>`)}</ul>
      <${Details} summary=${t("Every number of this model")}><ul class="hip-list">${tissue.parameters.map((p) => html`<li class="hip-small" key=${p.name}><${Badge} basis=${p.basis} reference=${p.reference} checked=${p.checked} /> ${p.name}: ${withRange({ ...p, unit: sayUnit(p.unit) })}${p.note ? `. ${p.note}` : ""}</li>`)}</ul><//>`}
    </div></details>`;
}

const WINDOWS = [[28, t("4 weeks")], [84, t("12 weeks")], [182, t("6 months")], [366, t("1 year")]];

function TrainingPage({ view, content, act, model }) {
  const some = view.runs.length > 0;
  const first = view.rules[0];
  const bar = some ? (first ? `${first.plain_name}: ${first.says}` : view.headline) : t("The rules answer when there are runs");
  const shown = [["daily", true], ["weekly", false], ["ratios", false], ["monotony", false], ["balance", false]].filter(([id]) => view.figures[id]);
  const pick = (day) => day && act("choose_day", { day: String(day).slice(0, 10) });
  const zones = { easy: t("easy"), middle: t("middle"), hard: t("hard") };
  const titles = { weekly: t("Week by week"), ratios: t("Acute:chronic ratios"), monotony: t("Monotony and strain"), balance: t("Fitness, fatigue and balance") };
  const reading = html`
    ${view.notice && html`<${Notice} kind="warn" role="alert"><p>${view.notice}</p><//>`}
    <${LatestLight} pain=${view.pain} />
    <h2>${t("What every rule says")}</h2>
    ${!some && html`<div class="hip-empty"><p>${t("Drop in a running log or choose an invented runner. Each popular rule then answers here, with what studies of runners found about it.")}</p></div>`}
    ${some && html`<label class="hip-row"><span class="hip-label">${t("On the day")}</span><input type="date" min=${view.span[0]} max=${view.span[1]} value=${view.day} onChange=${(e) => act("choose_day", { day: e.target.value || null })} /></label>
      ${view.disagreement && html`<p><strong>${view.disagreement}</strong></p>`}
      <ul class="hip-list" style=${{ gap: 0 }}>${view.rules.map((r) => html`<${RuleRow} key=${r.rule} rule=${r} references=${view.references} />`)}</ul>
      <${Details} summary=${t("All numbers of this day")}><${Table} caption=${t("Numbers of {day}", { day: view.day })} columns=${[t("Measure"), t("Value"), t("Unit")]} rows=${view.today_metrics.map((m) => [m.name, m.value, m.unit])} numeric=${[1]} />
        ${view.intensity && html`<div class="hip-stack tight"><p>${view.intensity.sentence}</p>
          <div class="hip-shares" aria-hidden="true">${Object.keys(zones).map((zone) => view.intensity[zone] > 0 && html`<span class=${zone} key=${zone} style=${{ flexGrow: view.intensity[zone] }}>${zones[zone]}</span>`)}</div>
          <p class="hip-small"><${Badge} basis="measured" reference=${view.intensity.reference} checked="seen" /> ${t("Eleven junior skiers trained 76 % easy, 6 % in the middle and 18 % hard. That such a share spares a hip was not shown.")}</p></div>`}<//>`}
    <${Notice} kind="bad"><p class="hip-small">${view.caution}</p><//>`;
  return html`<div>
    <${PageHead} title=${t("Training load")} lead=${t("Your running log, or an invented one, under every popular rule at once, with what studies of runners say about each rule.")} />
    <${Split} bar=${bar} label=${t("What every rule says")} reading=${reading} instrument=${html`
      <${Source} view=${view} act=${act} model=${model} />
      ${some && html`<div class="hip-row apart"><${Segments} label=${t("How far back")} value=${view.window_days} onChange=${(days) => act("set_window", { days })} options=${WINDOWS} />
        <label class="hip-row"><span class="hip-label">${t("Load is")}</span><select value=${view.measure} onChange=${(e) => act("set_measure", { measure: e.target.value })}>${view.measures.map((m) => html`<option value=${m.id}>${m.label}</option>`)}</select></label></div>
        ${view.blockers.length > 0 && html`<${Notice} kind="warn">${view.blockers.map((b) => html`<p key=${b}>${b}</p>`)}<//>`}
        ${shown.map(([id, open]) => (open ? html`<section class="hip-sheet tight" key=${id}><${Chart} figure=${view.figures[id]} onPick=${pick} />${view.pain.figure && html`<${Chart} figure=${view.pain.figure} onPick=${pick} />`}</section>
          <${PainDiary} key="diary" view=${view} content=${content} act=${act} today=${view.scenario ? view.span[1] : content.today} />`
          : html`<section class="hip-sheet tight" key=${id}><${Details} summary=${titles[id]} open=${id !== "balance" && id !== "monotony"}><${Chart} figure=${view.figures[id]} /><//></section>`))}
        <section class="hip-sheet tight"><${TissueModel} view=${view} act=${act} /></section>`}
      ${!some && view.pain.figure && html`<section class="hip-sheet tight"><${Chart} figure=${view.pain.figure} /></section>`}
      ${!some && html`<${PainDiary} view=${view} content=${content} act=${act} today=${content.today} />`}
      <${RunTable} view=${view} act=${act} />`} />
    <${Live} text=${some ? view.headline : ""} />
  </div>`;
}
