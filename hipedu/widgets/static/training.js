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
    try { await sendFiles(files, { act, model, add: view.runs.length > 0 && view.source !== "scenario", onSent: setShare, stopped: () => stop.current }); } catch { setProblem("The files could not be sent. Is the connection still there? Try again."); }
    setShare(null);
    if (input.current) input.current.value = "";
  };
  const busy = share !== null || progress.phase === "reading";
  const words = progress.phase === "reading" ? `Reading ${progress.done} of ${progress.total}: ${progress.name}` : "Sending your files to your private copy of this page …";
  const part = progress.phase === "reading" ? (progress.done + (progress.part || 0)) / Math.max(1, progress.total) : share || 0;
  const compact = view.runs.length > 0 && !busy;
  return html`<div class=${`hip-drop ${over ? "over" : ""} ${compact ? "compact" : ""}`} onDragOver=${(e) => { e.preventDefault(); setOver(true); }} onDragLeave=${() => setOver(false)} onDrop=${(e) => { e.preventDefault(); setOver(false); send(e.dataTransfer.files); }}>
    <${Icon} name="upload" />
    ${busy ? html`<p role="status">${words}</p><div style=${{ width: "min(100%, 26em)" }}><${FillBar} value=${part} label=${`${Math.round(part * 100)} of 100`} /></div><${Button} kind="small" onClick=${() => { stop.current = true; act("cancel"); }}>Stop<//>`
      : html`<p><strong>${compact ? (view.source === "scenario" ? "Drop your own runs here" : "Drop more runs here") : "Drop your runs here"}</strong></p>${!compact && html`<p class="hip-small hip-soft">CSV (Strava, Garmin Connect, or our own), GPX, TCX, FIT, an Apple Health export, also as .gz or a Strava zip, or a log that you saved here. Many at once is fine. Positions are used to measure the distance and then forgotten.</p>`}
        <label class="hip-button"><input ref=${input} type="file" multiple class="hip-visually-hidden" accept=".csv,.gpx,.tcx,.fit,.gz,.zip,.txt,.xml,.json" onChange=${(e) => send(e.target.files)} />Choose files</label>`}
    ${problem && html`<p role="alert">${problem}</p>`}
  </div>`;
}

const QUALITY = { mend: ["triangle", "urgent", "missing"], look: ["triangle", "soon", "look at it"], fine: ["check", "good", "settled"] };

// What is odd in the log and what was done about it, before anybody believes a number.
function LogQuality({ notes }) {
  if (!notes.length) return null;
  const open = notes.filter((n) => n.weight !== "fine").length;
  return html`<${Details} summary=${`Quality of this log: ${open ? `${open} ${open === 1 ? "thing" : "things"} to look at` : "nothing to mend"}`} open=${notes[0].weight === "mend"}>
    <ul class="hip-list hip-quality">${notes.map((n) => html`<li key=${n.id}><div class="hip-row apart"><strong>${n.title}</strong><span class="hip-num">${n.count}</span></div>
      <p class=${`hip-tone ${QUALITY[n.weight][1]} hip-small`}><${Icon} name=${QUALITY[n.weight][0]} /><span>${QUALITY[n.weight][2]}: ${n.done}</span></p>
      ${n.examples.length > 0 && html`<p class="hip-small hip-soft">${n.examples.join("; ")}</p>`}</li>`)}</ul><//>`;
}

function Source({ view, act, model }) {
  return html`<section class="hip-sheet tight" aria-labelledby="log-source"><div class="hip-row apart"><h2 id="log-source">The running log</h2><${History} view=${view} act=${act} /></div>
    <${Drop} view=${view} act=${act} model=${model} />
    <div class="hip-row"><label class="hip-row"><span class="hip-label">Or try an invented runner</span><select value=${view.scenario ? view.scenario.id : ""} onChange=${(e) => e.target.value && act("load_scenario", { id: e.target.value })}><option value="">choose …</option>${view.scenarios.map((s) => html`<option value=${s.id}>${s.title}</option>`)}</select></label>
      <span class="hip-row"><${FileButton} kind="log" model=${model} act=${act} class="small" aria-disabled=${String(!view.runs.length && !view.pain.rows.length)}>Save log and diary<//><${FileButton} kind="template" model=${model} act=${act} class="small quiet">Empty table to fill in (CSV)<//></span></div>
    ${view.scenario && html`<${Notice}><p><strong>${view.scenario.title}.</strong> ${view.scenario.story}</p><p><strong>Complains of:</strong> ${view.scenario.complaint}</p>
      <${Details} summary="What to notice"><p>${view.scenario.lesson}</p><p><strong>What helps:</strong> ${view.scenario.action}</p><//><//>`}
    ${view.source === "files" && html`<p>${view.summary}</p>`}
    ${view.problems.length > 0 && html`<${Notice} kind="warn" role="alert"><p><strong>Not everything could be read:</strong></p><ul class="hip-bullets">${view.problems.slice(0, 8).map((p) => html`<li key=${p} class="hip-small">${p}</li>`)}</ul>${view.problems.length > 8 && html`<p class="hip-small">and ${view.problems.length - 8} more.</p>`}<//>`}
    <${LogQuality} notes=${view.quality} />
    ${view.asks.includes("day_first") && html`<div class="hip-row"><span class="hip-label">A date like 03/04 means</span><${Segments} label="Order of day and month" value=${view.options.day_first === null ? "" : view.options.day_first ? "d" : "m"} onChange=${(v) => act("set_option", { name: "day_first", value: v === "d" })} options=${[["d", "3 April"], ["m", "March 4"]]} /></div>`}
    ${view.asks.includes("distance_unit") && html`<div class="hip-row"><span class="hip-label">Distances are in</span><${Segments} label="Unit of distance" value=${view.options.distance_unit || ""} onChange=${(v) => act("set_option", { name: "distance_unit", value: v })} options=${[["km", "km"], ["mi", "miles"], ["m", "metres"]]} /></div>`}
    ${(view.notes.length > 0 || view.duplicates.length > 0) && html`<${Details} summary=${`What was noticed in the log (${view.notes.length + view.duplicates.length})`}><ul class="hip-bullets">${[...view.notes, ...view.duplicates].slice(0, 60).map((n) => html`<li key=${n} class="hip-small">${n}</li>`)}</ul><//>`}
  </section>`;
}

function AddRun({ act, today }) {
  const [run, setRun] = useState({ date: today, km: "", min: "" });
  const add = (event) => { event.preventDefault(); act("add_run", { date: run.date, distance_km: Number(run.km), duration_min: run.min === "" ? null : Number(run.min) }); setRun({ ...run, km: "", min: "" }); };
  return html`<form class="hip-row" onSubmit=${add} style=${{ alignItems: "end" }}>
    <label class="hip-field"><span>Day</span><input type="date" required value=${run.date} onInput=${(e) => setRun({ ...run, date: e.target.value })} /></label>
    <label class="hip-field"><span>Distance, km</span><input type="number" required min="0.1" max="300" step="any" style=${{ width: "7em" }} value=${run.km} onInput=${(e) => setRun({ ...run, km: e.target.value })} /></label>
    <label class="hip-field"><span>Time, min</span><input type="number" min="1" step="any" style=${{ width: "7em" }} value=${run.min} onInput=${(e) => setRun({ ...run, min: e.target.value })} /></label>
    <button type="submit" class="hip-button"><${Icon} name="plus" />Add the run</button></form>`;
}

function RunTable({ view, act }) {
  const [most, setMost] = useState(14);
  const rows = [...view.runs].reverse();
  return html`<section class="hip-sheet tight" aria-labelledby="runs"><h2 id="runs">Runs${rows.length ? ` (${rows.length})` : ""}</h2>
    <${AddRun} act=${act} today=${view.span ? view.span[1] : new Date().toISOString().slice(0, 10)} />
    ${rows.length > 0 && html`<div class="hip-table-box" tabindex="0" role="region" aria-label="Runs, the newest first"><table class="hip-table"><thead><tr><th scope="col">Day</th><th scope="col" class="n">Distance, km</th><th scope="col" class="n">Time, min</th><th scope="col" class="n">Heart rate</th><th scope="col" class="n">Cadence</th><th scope="col"><span class="hip-visually-hidden">Remove</span></th></tr></thead>
      <tbody>${rows.slice(0, most).map((r) => html`<tr key=${r.id}><th scope="row">${r.date}</th>
        <td class="n"><input type="number" aria-label=${`Distance on ${r.date}, km`} min="0.1" max="300" step="any" style=${{ width: "6em", textAlign: "end", minHeight: "34px" }} value=${r.distance_km} onChange=${(e) => act("edit_run", { id: r.id, distance_km: Number(e.target.value) })} /></td>
        <td class="n">${r.duration_min === null ? "–" : Math.round(r.duration_min)}</td><td class="n">${r.mean_hr === null ? "–" : Math.round(r.mean_hr)}</td><td class="n">${r.cadence_spm === null ? "–" : Math.round(r.cadence_spm)}</td>
        <td><${Button} kind="quiet small" icon="cross" aria-label=${`Remove the run of ${r.date}`} onClick=${() => act("remove_run", { id: r.id })} /></td></tr>`)}</tbody></table></div>
      ${rows.length > most && html`<div><${Button} kind="small" onClick=${() => setMost(most + 50)}>Show more of the ${rows.length} runs<//></div>`}`}
  </section>`;
}

function RuleRow({ rule, references }) {
  const [icon, tone] = SIGNALS[rule.signal] || SIGNALS.none;
  const hr = rule.hazard_ratio;
  return html`<li class="hip-rule-row"><div class="hip-row apart"><strong>${rule.plain_name}</strong><span class="hip-num">${rule.shown}</span></div>
    <p class=${`hip-tone ${tone}`}><${Icon} name=${icon} /><span>${rule.says}</span></p>
    <p class="hip-small">${hr && html`<span class="hip-num">Hazard rate ratio ${hr.value.toFixed(2)}${hr.low !== null ? ` (${hr.low.toFixed(2)} to ${hr.high.toFixed(2)})` : ""}</span> <${Badge} basis=${hr.basis} reference=${hr.reference} checked=${hr.checked} /> `}<span class=${`hip-tag standing-${rule.standing}`}>${rule.standing_words}</span></p>
    <${Details} summary="What is known of this rule"><p class="hip-small"><strong>${rule.name}:</strong> <code>${rule.formula}</code></p><p class="hip-small"><strong>Tradition says:</strong> ${rule.tradition}</p><p class="hip-small"><strong>Verdict:</strong> ${rule.verdict}</p>
      <ul class="hip-list" style=${{ gap: "6px" }}>${rule.evidence.map((e) => html`<li class="hip-small" key=${e.text}><${Badge} basis=${e.basis} reference=${e.reference} checked=${e.checked} /> ${e.text}${e.reference && references[e.reference] ? html` <cite class="hip-soft">${references[e.reference].citation}</cite>` : ""}</li>`)}</ul>
      ${rule.caveats.length > 0 && html`<ul class="hip-bullets">${rule.caveats.map((c) => html`<li class="hip-small" key=${c}>${c}</li>`)}</ul>`}<//></li>`;
}

// A change of the usual session on a scale of halves and doubles: the mark, and how unsure the model is.
function TimesBar({ range, label }) {
  const at = (x) => Math.max(0, Math.min(1, (Math.log2(Math.max(0.26, x)) + 2) / 4));
  return html`<${BandBar} value=${at(range[0])} low=${at(range[1])} high=${at(range[2])} label=${label} />`;
}

function TissueModel({ view, act }) {
  const t = view.tissue;
  const times = (r) => `× ${r[0].toFixed(2)}`;
  const span = (r) => `${r[1].toFixed(2)} to ${r[2].toFixed(2)}`;
  return html`<details class="hip-tissue" onToggle=${(e) => e.target === e.currentTarget && e.currentTarget.open !== Boolean(t) && act("show_tissue", { shown: e.currentTarget.open })}><summary>What bone and tendon may feel (a model)</summary>
    <div class="hip-details-body">${!t ? html`<p role="status">Working it out …</p>` : html`
      <p><${Badge} basis="illustrative" /> ${t.summary}</p>
      ${t.figures.weeks && html`<${Chart} figure=${t.figures.weeks} />`}
      <h3>What a change of your usual run would do</h3>
      <p class="hip-small">Your usual run here: ${t.usual.distance_km} km at ${t.usual.speed_km_per_h} km/h, ${t.usual.cadence_spm} steps a minute, about ${t.usual.steps.toLocaleString("en-GB")} steps. 1 is that run; each step of the scale is a doubling.</p>
      <ul class="hip-list hip-times">${t.changes.map((c) => html`<li key=${c.id}><strong>${c.name}</strong>
        <div class="hip-times-row"><span>bone</span><${TimesBar} range=${c.bone} label=${`bone ${times(c.bone)}, ${span(c.bone)}`} /><span class="hip-num">${times(c.bone)} <span class="hip-soft hip-small">${span(c.bone)}</span></span></div>
        <div class="hip-times-row"><span>tendon</span><${TimesBar} range=${c.tendon} label=${`tendon ${times(c.tendon)}, ${span(c.tendon)}`} /><span class="hip-num">${times(c.tendon)} <span class="hip-soft hip-small">${span(c.tendon)}</span></span></div></li>`)}</ul>
      <p>Twice the steps wear twice as much. A load only <span class="hip-num">${t.equal.bone} %</span> higher at every step does the same to bone, <span class="hip-num">${t.equal.tendon} %</span> to tendon. That is why going faster can cost more than going further.</p>
      <${Details} summary="Run by run"><${Table} caption="Damage of each run against your usual one (model)" columns=${["Day", "km", "Steps", "Bone", "may be", "Tendon", "may be"]} rows=${t.sessions.map((r) => [r.date, r.km, r.steps.toLocaleString("en-GB"), times(r.bone), span(r.bone), times(r.tendon), span(r.tendon)])} numeric=${[1, 2, 3, 4, 5, 6]} /><//>
      ${t.figures.repair && html`<${Chart} figure=${t.figures.repair} />`}
      ${t.assumed.length > 0 && html`<p class="hip-small"><strong>Assumed, because the log does not say:</strong> ${t.assumed.join("; ")}.</p>`}
      <ul class="hip-bullets">${t.caveats.map((c) => html`<li class="hip-small" key=${c}>${c}</li>`)}</ul>
      <${Details} summary="Every number of this model"><ul class="hip-list">${t.parameters.map((p) => html`<li class="hip-small" key=${p.name}><${Badge} basis=${p.basis} reference=${p.reference} checked=${p.checked} /> ${p.name}: <span class="hip-num">${p.value} ${p.unit}${p.low !== null ? ` (${p.low} to ${p.high})` : ""}</span>${p.note ? `. ${p.note}` : ""}</li>`)}</ul><//>`}
    </div></details>`;
}

const WINDOWS = [[28, "4 weeks"], [84, "12 weeks"], [182, "6 months"], [366, "1 year"]];

function TrainingPage({ view, content, act, model }) {
  const some = view.runs.length > 0;
  const first = view.rules[0];
  const bar = some ? (first ? `${first.plain_name}: ${first.says}` : view.headline) : "The rules answer when there are runs";
  const shown = [["daily", true], ["weekly", false], ["ratios", false], ["monotony", false], ["balance", false]].filter(([id]) => view.figures[id]);
  const pick = (day) => day && act("choose_day", { day: String(day).slice(0, 10) });
  const titles = { weekly: "Week by week", ratios: "Acute:chronic ratios", monotony: "Monotony and strain", balance: "Fitness, fatigue and balance" };
  const reading = html`
    ${view.notice && html`<${Notice} kind="warn" role="alert"><p>${view.notice}</p><//>`}
    <${LatestLight} pain=${view.pain} />
    <h2>What every rule says</h2>
    ${!some && html`<div class="hip-empty"><p>Drop in a running log or choose an invented runner. Each popular rule then answers here, with what studies of runners found about it.</p></div>`}
    ${some && html`<label class="hip-row"><span class="hip-label">On the day</span><input type="date" min=${view.span[0]} max=${view.span[1]} value=${view.day} onChange=${(e) => act("choose_day", { day: e.target.value || null })} /></label>
      ${view.disagreement && html`<p><strong>${view.disagreement}</strong></p>`}
      <ul class="hip-list" style=${{ gap: 0 }}>${view.rules.map((r) => html`<${RuleRow} key=${r.rule} rule=${r} references=${view.references} />`)}</ul>
      <${Details} summary="All numbers of this day"><${Table} caption=${`Numbers of ${view.day}`} columns=${["Measure", "Value", "Unit"]} rows=${view.today_metrics.map((m) => [m.name, m.value, m.unit])} numeric=${[1]} />
        ${view.intensity && html`<div class="hip-stack tight"><p>${view.intensity.sentence}</p>
          <div class="hip-shares" role="img" aria-label=${`easy ${view.intensity.easy} %, middle ${view.intensity.middle} %, hard ${view.intensity.hard} %`}>${["easy", "middle", "hard"].map((zone) => view.intensity[zone] > 0 && html`<span class=${zone} key=${zone} style=${{ flexGrow: view.intensity[zone] }}>${zone}</span>`)}</div>
          <p class="hip-small"><${Badge} basis="measured" reference=${view.intensity.reference} checked="seen" /> Eleven junior skiers trained 76 % easy, 6 % in the middle and 18 % hard. That such a share spares a hip was not shown.</p></div>`}<//>`}
    <${Notice} kind="bad"><p class="hip-small">${view.caution}</p><//>`;
  return html`<div>
    <${PageHead} title="Training load" lead="Your running log, or an invented one, under every popular rule at once, with what studies of runners say about each rule." />
    <${Split} bar=${bar} label="What every rule says" reading=${reading} instrument=${html`
      <${Source} view=${view} act=${act} model=${model} />
      ${some && html`<div class="hip-row apart"><${Segments} label="How far back" value=${view.window_days} onChange=${(days) => act("set_window", { days })} options=${WINDOWS} />
        <label class="hip-row"><span class="hip-label">Load is</span><select value=${view.measure} onChange=${(e) => act("set_measure", { measure: e.target.value })}>${view.measures.map((m) => html`<option value=${m.id}>${m.label}</option>`)}</select></label></div>
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
