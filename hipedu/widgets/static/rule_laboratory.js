// Rule laboratory: five ways to take training rules apart, one open at a time.
const SCALE = [-2.2, 2.2]; // doublings on either side of 1
const onScale = (ratio) => {
  const log = ratio === null ? SCALE[1] : Math.log2(Math.max(0.05, ratio));
  return (100 * (Math.max(SCALE[0], Math.min(SCALE[1], log)) - SCALE[0])) / (SCALE[1] - SCALE[0]);
};

// A figure's own colours as tokens, so that a mark and its label look alike, also in the dark.
const TOKENS = { "#0B6B63": "var(--accent)", "#C2410C": "var(--urgent)", "#1D4ED8": "var(--routine)", "#4A5563": "var(--ink-soft)", "#9DB4B0": "var(--series-4)" };
function LabChart({ figure }) {
  const themed = useMemo(() => JSON.parse(JSON.stringify(figure).replace(/#(0B6B63|C2410C|1D4ED8|4A5563|9DB4B0)/g, (hex) => TOKENS[hex])), [figure]);
  const colour = (trace, i) => (trace.line && trace.line.color) || (trace.marker && trace.marker.color) || SERIES[i % SERIES.length];
  const series = themed.data.map((trace, i) => [trace, colour(trace, i)]).filter(([trace]) => trace.type !== "scatter" || (trace.mode || "").includes("lines"));
  const shown = series.filter(([trace]) => !(trace.meta && trace.meta.role === "interval"));
  return html`<div class="hip-stack tight">${shown.length > 1 && html`<ul class="hip-lab-key" aria-label=${t("Which mark is which")}>${shown.map(([trace, c]) => html`<li key=${trace.name}><span class=${trace.type === "bar" ? "bar" : "line"} style=${{ background: c }} />${trace.name}</li>`)}</ul>`}<${Chart} figure=${themed} /></div>`;
}

function LabParts({ view, act }) {
  return html`<div class="hip-lab-parts" role="group" aria-label=${t("Five ways to take rules apart")}>${view.parts.map((p, i) => html`<button type="button" key=${p.id} aria-pressed=${String(p.id === view.part)} onClick=${() => act("open_part", { part: p.id })}><span class="hip-lab-number" aria-hidden="true">${i + 1}</span>${p.name}</button>`)}</div>`;
}

function LabLog({ view, act, model }) {
  const log = view.log;
  const choose = (e) => {
    const [kind, id] = e.target.value.split("/");
    if (kind === "scenario") act("load_scenario", { id });
    if (kind === "generated") act("load_generated", { id });
  };
  return html`<section class="hip-sheet tight" aria-labelledby="lab-log"><div class="hip-row apart"><h2 id="lab-log">${t("The log")}</h2><${History} view=${view} act=${act} /></div>
    <div class="hip-row" style=${{ alignItems: "end" }}><label class="hip-field" style=${{ flex: "1 1 16em" }}><span>${t("Whose runs")}</span><select value=${`${log.source}/${log.id}`} onChange=${choose}>
      ${log.source === "files" && html`<option value="files/">${log.name}</option>`}
      <optgroup label=${t("Invented runners")}>${view.scenarios.map((s) => html`<option key=${s.id} value=${`scenario/${s.id}`}>${s.title}</option>`)}</optgroup>
      <optgroup label=${t("Drawn by chance")}>${view.kinds.map((k) => html`<option key=${k.id} value=${`generated/${k.id}`}>${k.name}</option>`)}</optgroup></select></label>
      ${log.source === "generated" && html`<${Button} icon="restart" onClick=${() => act("another_log")}>${t("Draw another")}<//>`}</div>
    ${log.story && html`<p class="hip-small">${log.story}</p>`}
    <p class="hip-small hip-soft">${log.sentence} ${log.cut}</p>
    ${view.blockers.map((b) => html`<${Notice} kind="warn" key=${b}><p>${b}</p><//>`)}
    ${log.problems.length > 0 && html`<${Notice} kind="warn" role="alert"><p><strong>${t("Not everything could be read:")}</strong></p><ul class="hip-bullets">${log.problems.map((p) => html`<li key=${p} class="hip-small">${p}</li>`)}</ul><//>`}
    <${Details} summary=${t("Use your own runs")} open=${log.source === "files"}><${Drop} view=${log} act=${act} model=${model} /><//></section>`;
}

const STANDING_ICONS = { supported: ["check", "good"], unsupported: ["dot", "soon"], contradicted: ["triangle", "urgent"], untested: ["dot", ""] };

function RulesPart({ view, act }) {
  const part = view.rules, s = view.settings;
  const [measure, setMeasure] = useState("kappa");
  const words = { 28: t("4 weeks"), 84: t("12 weeks"), 182: t("6 months"), 364: t("1 year") };
  return html`<section class="hip-sheet tight" aria-labelledby="lab-strip"><div class="hip-row apart"><h2 id="lab-strip">${t("Day by day")}</h2><${Segments} label=${t("How many days the strip shows")} value=${s.window_days} onChange=${(days) => act("set_window", { days })} options=${s.windows.map((d) => [d, words[d]])} /></div>
      <${RuleStrip} strip=${part.strip} title=${part.title} />
      <${Details} summary=${t("only the days on which a rule objects")}><${Table} caption=${t("Days on which a rule says too much, the latest first")} columns=${[t("Day"), t("km"), t("Too much, says"), t("Content")]} rows=${part.days} numeric=${[1]} /><//></section>
    <section class="hip-sheet tight" aria-labelledby="lab-agree"><div class="hip-row apart"><h2 id="lab-agree">${t("Do two rules agree?")}</h2><${Segments} label=${t("How agreement is measured")} value=${measure} onChange=${setMeasure} options=${[["kappa", t("Beyond chance")], ["share", t("Share of days")]]} /></div>
      ${part.pairs.map((p) => html`<p key=${p}>${p}</p>`)}
      <${AgreementTable} matrix=${part.matrix} rules=${s.rules} measure=${measure} />
      <p class="hip-small">${measure === "kappa" ? t("1: always the same answer. 0: no more than chance. Below 0: less than chance. –: cannot be told, because one of the two never changes its answer.") : t("Two rules that hardly ever object agree on most days whatever they measure. “Beyond chance” takes that away.")}</p></section>`;
}

function RulesReading({ view }) {
  return html`<h3>${t("How often each rule says “too much”")}</h3>
    <ul class="hip-list">${view.rules.objecting.map((r) => html`<li key=${r.rule} class="hip-rule-row"><div class="hip-row apart"><strong>${r.name}</strong><span class="hip-num">${tn("{alarms} of {n} day", "{alarms} of {n} days", r.days, { alarms: r.alarms })}</span></div>
      <p class="hip-small"><span class=${`hip-tone ${STANDING_ICONS[r.standing][1]}`}><${Icon} name=${STANDING_ICONS[r.standing][0]} /><span>${r.standing_words}</span></span></p></li>`)}</ul>`;
}

function KnobsPart({ view, act }) {
  const part = view.knobs, s = view.settings, k = s.knob;
  const now = k.choices[k.place];
  return html`<section class="hip-sheet tight" aria-labelledby="lab-knob"><h2 id="lab-knob">${t("One knob at a time")}</h2>
    <label class="hip-field"><span>${t("Which choice")}</span><select value=${k.id} onChange=${(e) => act("choose_knob", { id: e.target.value })}>${s.knobs.map((o) => html`<option key=${o.id} value=${o.id}>${o.name}</option>`)}</select></label>
    <p><strong>${part.question}</strong></p>
    ${k.steps ? html`<div class="hip-lab-slider"><label for="lab-place">${k.place === k.usual ? t("Now: {choice} (usual)", { choice: now }) : t("Now: {choice}", { choice: now })}</label><input id="lab-place" type="range" min="0" max=${k.choices.length - 1} step="1" value=${k.place} aria-valuetext=${k.place === k.usual ? t("{choice}, usual", { choice: now }) : now} onInput=${(e) => act("set_place", { place: Number(e.target.value) })} />
        <${Button} kind="small" disabled=${k.place === k.usual} onClick=${() => act("set_place", { place: k.usual })}>${t("Usual")}<//></div>`
      : html`<${Segments} label=${k.name} value=${k.place} onChange=${(place) => act("set_place", { place })} options=${k.choices.map((c, i) => [i, c])} />`}
    ${part.figure && html`<${LabChart} figure=${part.figure} />`}</section>`;
}

const VERDICTS = { same: ["dot", "soon", t("no different from chance")], fewer: ["down", "good", t("fewer than chance")], more: ["up", "urgent", t("more than chance")], silent: ["dot", "", t("never sounds")] };

function Working({ progress, act, say }) {
  const part = progress.done / Math.max(1, progress.total);
  return html`<div class="hip-lab-working"><p role="status">${progress.note || say({ done: grouped(progress.done), total: grouped(progress.total) })}</p>
    <${FillBar} value=${part} label=${t("{n} of 100", { n: Math.round(part * 100) })} /><${Button} kind="small" onClick=${() => act("cancel")}>${t("Stop")}<//></div>`;
}

function ShufflePart({ view, act, progress }) {
  const part = view.shuffle, s = view.settings;
  const busy = progress.phase === "working" && progress.name === "shuffle";
  return html`<section class="hip-sheet tight" aria-labelledby="lab-shuffle"><h2 id="lab-shuffle">${t("The same runs in another order")}</h2>
    <div class="hip-field"><span>${t("What changes places")}</span><${Segments} label=${t("What changes places")} value=${s.shuffled} onChange=${(kind) => act("set_shuffle", { kind })} options=${s.shuffles.map((o) => [o.id, o.name])} /></div>
    ${busy ? html`<${Working} progress=${progress} act=${act} say=${(told) => t("{done} of {total} shuffled logs", told)} />` : html`<div class="hip-row"><${Button} kind=${part ? "" : "primary"} onClick=${() => act("shuffle")}>${part ? t("Shuffled {n} times", { n: s.times }) : t("Shuffle {n} times", { n: s.times })}<//><span class="hip-small hip-soft">${part ? t("The same seed shuffles the same way.") : t("Guess first: how many alarms are left when the order is gone?")}</span></div>`}
    ${part ? html`
      <label class="hip-field"><span>${t("Look at")}</span><select value=${s.rule} onChange=${(e) => act("set_rule", { rule: e.target.value })}>${s.rules.map((r) => html`<option key=${r.id} value=${r.id}>${r.name}</option>`)}</select></label>
      ${part.figure && html`<${LabChart} figure=${part.figure} />`}` : html`<div class="hip-empty"><p>${t("Here the alarms of the real log will stand beside those of {n} shuffled copies.", { n: s.times })}</p></div>`}</section>`;
}

function ShuffleReading({ view }) {
  if (!view.shuffle) return null;
  return html`<h3>${t("All rules on this log")}</h3><ul class="hip-list">${view.shuffle.rows.map((r) => html`<li key=${r.rule} class="hip-rule-row"><div class="hip-row apart"><strong>${r.name}</strong><span class="hip-num">${tn("{n} alarm", "{n} alarms", r.observed)}</span></div>
    <div class="hip-row apart hip-small"><span class=${`hip-tone ${VERDICTS[r.verdict][1]}`}><${Icon} name=${VERDICTS[r.verdict][0]} /><span>${VERDICTS[r.verdict][2]}</span></span><span class="hip-num">${t("shuffled {low} to {high}", { low: r.low, high: r.high })}</span></div></li>`)}</ul>
    <${Details} summary=${t("as a table")}><${Table} caption=${t("Alarms on the log and on its shuffled copies")} columns=${[t("Rule"), t("Log"), t("Middle 95 of 100"), t("Mean"), t("Share with at least as many"), t("Share with at most as many")]} rows=${view.shuffle.rows.map((r) => [r.name, r.observed, between(r.low, r.high), num(r.mean), num(r.at_least), num(r.at_most)])} numeric=${[1, 2, 3, 4, 5]} /><//>`;
}

function CouplingPart({ view, act }) {
  const part = view.coupling, s = view.settings;
  const slider = (id, words, value, low, high, send) => html`<div class="hip-lab-slider"><label for=${id}>${words}</label><input id=${id} type="range" min=${low} max=${high} step="1" value=${value} aria-valuetext=${tn("{n} day", "{n} days", value)} onInput=${(e) => send(Number(e.target.value))} /></div>`;
  return html`<section class="hip-sheet tight" aria-labelledby="lab-coupling"><h2 id="lab-coupling">${t("Random numbers first")}</h2>
      ${slider("lab-acute", t("Short window: {n} days", { n: s.acute }), s.acute, 2, Math.min(21, s.chronic - 1), (v) => act("set_windows", { acute: v, chronic: s.chronic }))}
      ${slider("lab-chronic", t("Long window: {n} days", { n: s.chronic }), s.chronic, Math.max(7, s.acute + 1), 84, (v) => act("set_windows", { acute: s.acute, chronic: v }))}
      <p>${part.sentence} <${Badge} basis="derived" reference="lolli2019coupling" checked="seen" /></p>
      ${part.figures.random && html`<${LabChart} figure=${part.figures.random} />`}
      <div class="hip-row"><${Button} icon="restart" kind="small" onClick=${() => act("draw_again")}>${t("Other random numbers")}<//><span class="hip-small hip-soft">${t("{n} invented months, each day drawn by itself", { n: part.months })}</span></div></section>
    ${part.figures.log ? html`<section class="hip-sheet tight"><h2>${t("Now the log")}</h2><${LabChart} figure=${part.figures.log} /></section>` : html`<section class="hip-sheet tight"><h2>${t("Now the log")}</h2><p>${part.titles[1]}</p></section>`}`;
}

function CouplingReading({ view }) {
  const part = view.coupling;
  const r = (v) => (v === null ? "–" : num(v, 2).replace("-", "−"));
  return html`<${Table} caption=${t("Correlation of the short window with the long one")} columns=${[t("Loads"), t("Coupled"), t("Uncoupled")]} rows=${[[t("by arithmetic"), r(part.expected), r(0)], [t("random numbers"), r(part.random[0]), r(part.random[1])], [t("this log"), r(part.log[0]), r(part.log[1])]]} numeric=${[1, 2]} />
    <p>${part.titles[1]}</p>`;
}

function CohortNumber({ name, words, unit, step, view, act }) {
  const [low, high] = view.settings.bounds[name];
  return html`<label class="hip-field"><span>${words}</span><span class="hip-row" style=${{ flexWrap: "nowrap" }}><${Amount} style=${{ width: "6.5em" }} min=${low} max=${high} step=${step} value=${view.settings.cohort[name]} onSet=${(value) => act("set_cohort", { name, value: value ?? 0 })} />${unit && html`<span class="hip-small">${unit}</span>`}</span></label>`;
}

function CohortSettings({ view, act, progress }) {
  const s = view.settings, c = s.cohort;
  const set = (name) => (value) => act("set_cohort", { name, value });
  const truth = s.mechanisms.find((m) => m.id === c.mechanism);
  const busy = progress.phase === "working" && progress.name === "simulate";
  return html`<section class="hip-sheet tight" aria-labelledby="lab-truth"><h2 id="lab-truth">${t("The truth, which only you know")}</h2>
    <label class="hip-field"><span>${t("What injures these runners")}</span><select value=${c.mechanism} onChange=${(e) => set("mechanism")(e.target.value)}>${s.mechanisms.map((m) => html`<option key=${m.id} value=${m.id}>${m.name}</option>`)}</select></label>
    <p class="hip-small">${truth.acts} ${truth.step ? t("They injure {ratio} times as often as the others.", { ratio: num(c.ratio) }) : ""}</p>
    <div class="hip-row" style=${{ alignItems: "end" }}>
      ${truth.step && html`<${CohortNumber} name="ratio" words=${t("How many times as often")} step="0.1" view=${view} act=${act} />`}
      <${CohortNumber} name="injuries_per_1000" words=${t("Injuries in 1,000 sessions")} step="0.1" view=${view} act=${act} />
      <label class="hip-check"><input type="checkbox" checked=${c.cut_back} onChange=${(e) => set("cut_back")(e.target.checked)} />${t("Sore runners run less before they report")}</label></div>
    <${Details} summary=${t("How the runners train")}><div class="hip-lab-fields">
      <div class="hip-field"><span>${t("Their week")}</span><${Segments} label=${t("Their week")} value=${c.rhythm} onChange=${set("rhythm")} options=${s.rhythms.map((o) => [o.id, o.name])} /></div>
      <${CohortNumber} name="week_km" words=${t("Weekly distance, middle")} unit=${t("km")} step="1" view=${view} act=${act} />
      <${CohortNumber} name="noise" words=${t("Chance from run to run")} unit=${t("SD of the logarithm")} step="0.05" view=${view} act=${act} />
      <${CohortNumber} name="growth_percent" words=${t("Rise in a build-up")} unit=${t("% a week")} step="1" view=${view} act=${act} />
      <${CohortNumber} name="weeks" words=${t("Length of a study")} unit=${t("weeks")} step="1" view=${view} act=${act} />
      <${CohortNumber} name="lay_offs_per_year" words=${t("Pauses")} unit=${t("a year")} step="1" view=${view} act=${act} /></div><//>
    <h3>${t("How researchers look at them")}</h3>
    <div class="hip-lab-fields"><div class="hip-field"><span>${t("Rows of their table are")}</span><${Segments} label=${t("Rows of their table are")} value=${c.unit} onChange=${set("unit")} options=${s.units.map((o) => [o.id, o.name])} /></div>
      <label class="hip-field"><span>${t("The measure is read")}</span><select value=${c.lag} onChange=${(e) => set("lag")(Number(e.target.value))}>${s.lags.map((o) => html`<option key=${o.id} value=${o.id}>${o.name}</option>`)}</select></label>
      <label class="hip-check"><input type="checkbox" checked=${c.exclude_low} onChange=${(e) => set("exclude_low")(e.target.checked)} />${t("Leave out who runs little")}</label></div>
    <div class="hip-field"><span>${t("How many studies")}</span><${Segments} label=${t("How many studies")} value=${s.size} onChange=${(id) => act("set_size", { id })} options=${s.sizes.map((o) => [o.id, o.name])} /></div>
    ${busy ? html`<${Working} progress=${progress} act=${act} say=${(told) => t("{done} of {total} runners", told)} />` : html`<div class="hip-row"><${Button} kind="primary" onClick=${() => act("simulate")}>${t("Run {n} runners", { n: grouped(s.runners) })}<//><${Button} icon="restart" onClick=${() => act("another_field")}>${t("Other runners")}<//><span class="hip-small hip-soft">${s.runners > 50000 ? t("Takes several seconds; you can stop it.") : t("Takes about a second.")}</span></div>`}</section>`;
}

function Forest({ figure }) {
  const meta = figure.layout.meta;
  const title = plain(textOf(figure.layout.title));
  return html`<figure class="hip-chart"><figcaption class="hip-chart-title">${title}</figcaption>
    <p class="hip-visually-hidden">${meta.summary}</p>
    <div class="hip-forest">${meta.rows.map((r) => html`<div class="hip-forest-row" key=${r.rule}><span class="name">${r.name}${r.true ? html` <span class="hip-tag standing-supported">${t("true cause")}</span>` : ""}</span>
      <div class="track" role="img" aria-label=${t("{rule}: hazard ratio {ratio}", { rule: r.name, ratio: r.words })}><span class="one" style=${{ left: `${onScale(1)}%` }} />${r.low === null && r.value === null ? "" : html`<span class="span" style=${{ left: `${onScale(r.low === null ? 0 : r.low)}%`, width: `${onScale(r.high) - onScale(r.low === null ? 0 : r.low)}%` }} /><span class=${`dot ${r.true ? "true" : ""}`} style=${{ left: `${onScale(r.value)}%` }} />`}</div>
      <span class="hip-num words">${r.words}</span></div>`)}
      <div class="hip-forest-row axis" aria-hidden="true"><span class="name hip-small hip-soft">${t("hazard ratio")}</span><div class="ticks">${meta.scale.map((tick) => html`<span key=${tick} style=${{ left: `${onScale(tick)}%` }}>${num(tick)}</span>`)}</div><span /></div></div>
    <${Details} summary=${t("as a table")}><${Table} caption=${title} columns=${meta.table.columns} rows=${meta.table.rows} numeric=${[1, 2, 3]} /><//></figure>`;
}

function Shining({ figure }) {
  const meta = figure.layout.meta;
  const title = plain(textOf(figure.layout.title));
  const bar = (kind, share, count) => html`<div class="hip-shine-bar" role="img" aria-label=${kind === "line" ? t("at its usual line: {count} of {studies}", { count, studies: meta.studies }) : t("cut-off chosen after looking: {count} of {studies}", { count, studies: meta.studies })}><span class=${`fill ${kind}`} style=${{ width: `${100 * share}%` }} /><span class="five" style=${{ left: "5%" }} /></div>`;
  return html`<figure class="hip-chart"><figcaption class="hip-chart-title">${title}</figcaption><p class="hip-visually-hidden">${meta.summary}</p>
    <div class="hip-shine">${meta.rows.map((r) => html`<div class="hip-shine-row" key=${r.rule}><span class="name">${r.name}${r.true ? html` <span class="hip-tag standing-supported">${t("true cause")}</span>` : ""}</span>
      <div>${bar("line", r.line_share, r.line[0] + r.line[1])}${bar("chosen", r.chosen_share, r.chosen[0] + r.chosen[1])}</div>
      <span class="hip-num words">${r.line[0] + r.line[1]}<br />${r.chosen[0] + r.chosen[1]}</span></div>`)}</div>
    <ul class="hip-lab-key" aria-label=${t("Which bar is which")}><li><span class="bar" style=${{ background: "var(--series-4)" }} />${t("at the rule's usual line")}</li><li><span class="bar" style=${{ background: "var(--series-2)" }} />${t("cut-off chosen after looking")}</li><li><span class="tick" />${t("5 of 100: what chance alone may do")}</li></ul>
    <p class="hip-small hip-soft">${t("“Significant” studies of {studies}, whether they found the rule harmful or protective.", { studies: meta.studies })}</p>
    <${Details} summary=${t("as a table")}><${Table} caption=${title} columns=${meta.table.columns} rows=${meta.table.rows} numeric=${[1, 2, 3, 4]} /><//></figure>`;
}

function StudiesPart({ view, act, progress }) {
  const part = view.studies, s = view.settings;
  return html`<${CohortSettings} view=${view} act=${act} progress=${progress} />
    ${!part && html`<section class="hip-sheet tight"><div class="hip-empty"><p>${t("Choose a truth and run the studies. Guess first: if injuries fall at random, how many of 20 studies will find a “significant” rule?")}</p></div></section>`}
    ${part && html`${part.stale && html`<${Notice} kind="warn"><p>${t("These results belong to the settings before your change. Run the studies again.")}</p><//>`}
      <section class=${`hip-sheet tight ${part.stale ? "hip-stale" : ""}`}><h2>${t("All studies together")}</h2><${Forest} figure=${part.figures.forest} /></section>
      <section class=${`hip-sheet tight ${part.stale ? "hip-stale" : ""}`}><h2>${t("Study by study")}</h2><${Shining} figure=${part.figures.shining} /></section>
      <section class=${`hip-sheet tight ${part.stale ? "hip-stale" : ""}`} aria-labelledby="lab-cuts"><h2 id="lab-cuts">${t("One study, every cut-off")}</h2>
        <div class="hip-row" style=${{ alignItems: "end" }}><label class="hip-field"><span>${t("Rule")}</span><select value=${part.rule} onChange=${(e) => act("show_study", { rule: e.target.value })}>${s.rules.map((r) => html`<option key=${r.id} value=${r.id}>${r.name}</option>`)}</select></label>
          <label class="hip-field"><span>${t("Study")}</span><${Amount} style=${{ width: "6em" }} min="1" max=${s.studies} step="1" value=${part.study + 1} onSet=${(n) => act("show_study", { study: Math.max(1, Math.min(s.studies, Math.round(n) || 1)) - 1 })} /></label></div>
        <${LabChart} figure=${part.figures.cut_offs} />
        <p>${part.rule_words}</p><p>${part.winners}</p></section>`}`;
}

function StudiesReading({ view }) {
  const part = view.studies, model = view.model;
  return html`${part && html`<p class="hip-small">${part.summary}</p>
      <ul class="hip-list">${part.verdicts.map((v) => html`<li key=${v.rule} class="hip-rule-row"><strong>${v.name}</strong><p class="hip-small">${v.says}</p></li>`)}</ul>`}
    <${Notice}><p class="hip-small"><${Badge} basis="illustrative" /> ${model.summary}</p><//>
    <${Details} summary=${t("What is known of such traps")}><ul class="hip-list">${model.effects.map((e) => html`<li class="hip-small" key=${e.text}><${Badge} basis=${e.basis} reference=${e.reference} checked=${e.checked} /> ${e.text}</li>`)}</ul><ul class="hip-bullets">${model.caveats.map((c) => html`<li class="hip-small" key=${c}>${c}</li>`)}</ul><//>
    <${Details} summary=${t("Every number behind the invented runners")}><ul class="hip-list">${view.settings.numbers.map((n) => html`<li class="hip-small" key=${n.id}><${Badge} basis=${n.basis} reference=${n.reference} checked=${n.checked} /> ${n.name}: ${withRange({ ...n, unit: sayUnit(n.unit) })}${n.note ? `. ${n.note}` : ""}</li>`)}</ul><//>`;
}

function RuleLaboratoryPage({ view, act, model }) {
  const progress = model.get("progress") || {};
  const names = { rules: RulesPart, knobs: KnobsPart, shuffle: ShufflePart, coupling: CouplingPart, studies: StudiesPart };
  const readings = { rules: RulesReading, shuffle: ShuffleReading, coupling: CouplingReading, studies: StudiesReading };
  const Part = names[view.part], Reading = readings[view.part];
  const name = view.parts.find((p) => p.id === view.part).name;
  const reading = html`
    ${view.notice && html`<${Notice} kind="warn" role="alert"><p>${view.notice}</p><//>`}
    <h2>${name}</h2>
    ${view.headline && html`<p class="hip-lab-finding"><strong>${view.headline}</strong></p>`}
    ${view.part === "knobs" && view.knobs.now.map((w) => html`<p key=${w}>${w}</p>`)}
    ${view.plain.map((w) => html`<p key=${w}>${w}</p>`)}
    ${Reading && html`<${Reading} view=${view} />`}
    <${Details} summary=${t("In full terms")}><dl class="hip-lab-terms">${view.terms.map(([term, text]) => html`<div key=${term}><dt>${term}</dt><dd class="hip-small">${text}</dd></div>`)}</dl>
      ${view.sources.length > 0 && html`<ul class="hip-list">${view.sources.map((r) => html`<li class="hip-small hip-soft" key=${r.key}><cite>${r.citation}</cite>${r.checked === "recalled" ? html` ${t("(not yet re-read)")}` : ""}</li>`)}</ul>`}<//>
    <${Notice} kind="bad"><p class="hip-small">${view.caution}</p><//>`;
  return html`<div>
    <${PageHead} title=${t("Rule laboratory")} lead=${t("Take the training rules apart: on one log, one knob at a time, against chance, and in studies that you invent yourself.")}><${LabParts} view=${view} act=${act} /><//>
    <${Split} bar=${view.headline || name} label=${t("What this means")} reading=${reading} instrument=${html`
      ${view.part === "studies" ? html`<div class="hip-row" style=${{ justifyContent: "flex-end" }}><${History} view=${view} act=${act} /></div>` : html`<${LabLog} view=${view} act=${act} model=${model} />`}
      <${Part} view=${view} act=${act} progress=${progress} />`} />
    <${Live} text=${view.headline} />
  </div>`;
}
