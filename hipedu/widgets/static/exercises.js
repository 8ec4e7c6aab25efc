// Exercises: filters over drawn cards, one exercise in full, two side by side, muscle activity.
const EXERCISE_FILTERS = [["goal", t("What it is for")], ["phase", t("Phase")], ["muscle", t("Muscle")], ["position", t("Position")], ["minutes", t("Time for one")]];

// Other pages link to an exercise or a programme by the address' fragment, which no server sees.
const exerciseHref = (id) => `${pageHref("exercises")}#exercise=${id}`;
function takeFromHash(act) {
  const found = /[#&](exercise|condition)=([a-z0-9_]+)/.exec(window.location.hash);
  if (!found) return;
  window.history.replaceState(null, "", window.location.pathname + window.location.search);
  if (found[1] === "exercise") act("choose", { exercise: found[2] });
  else { act("show", { tab: "programmes" }); act("choose_programme", { name: found[2] }); }
}

function SearchWords({ value, act }) {
  const [words, setWords] = useState(value);
  const wait = useRef(0);
  useEffect(() => { setWords(value); }, [value]);
  const type = (e) => {
    const next = e.target.value;
    setWords(next);
    window.clearTimeout(wait.current);
    wait.current = window.setTimeout(() => act("set_filter", { name: "words", value: next.trim() }), 200);
  };
  return html`<label class="hip-field x-search"><span>${t("Search")}</span><input type="search" value=${words} placeholder=${t("bridge, band …")} onInput=${type} /></label>`;
}

function ThingsAtHand({ library, act }) {
  const have = library.filters.equipment;
  const set = (value) => act("set_filter", { name: "equipment", value });
  const toggle = (id, on) => set(on ? [...(have || []), id] : (have || []).filter((each) => each !== id));
  return html`<${Details} summary=${have === null ? t("Things at hand: anything") : have.length ? t("Things at hand: {n}", { n: have.length }) : t("Things at hand: none")}>
    <fieldset class="x-things"><legend class="hip-visually-hidden">${t("Things you have")}</legend>
      ${library.options.equipment.map((o) => html`<label class="hip-check" key=${o.id}><input type="checkbox" checked=${have !== null && have.includes(o.id)} onChange=${(e) => toggle(o.id, e.target.checked)} /><span>${o.label} <span class="hip-soft hip-small">${t("needed by {n}", { n: o.count })}</span></span></label>`)}</fieldset>
    <div class="hip-row"><${Button} kind="small" aria-pressed=${String(have !== null && !have.length)} onClick=${() => set([])}>${t("I have none of these")}<//><${Button} kind="small" disabled=${have === null} onClick=${() => set(null)}>${t("Anything goes")}<//></div>
    <p class="hip-small hip-soft">${t("A carpet, a pillow, a wall, a belt, a stair and a beat from a phone are taken for granted.")}</p><//>`;
}

function ExerciseFilters({ view, act }) {
  const { library } = view;
  const set = (name) => (e) => act("set_filter", { name, value: e.target.value === "" ? null : name === "minutes" ? Number(e.target.value) : e.target.value });
  return html`<section class="hip-sheet tight" aria-labelledby="x-find"><div class="hip-row apart"><h2 id="x-find">${t("Find an exercise")}</h2><${History} view=${view} act=${act} /></div>
    <div class="x-filters"><${SearchWords} value=${library.filters.words} act=${act} />
      ${EXERCISE_FILTERS.map(([name, label]) => html`<label class="hip-field" key=${name}><span>${label}</span><select value=${library.filters[name] === null ? "" : String(library.filters[name])} onChange=${set(name)}>
        <option value="">${t("any")}</option>${library.options[name].map((o) => html`<option key=${o.id} value=${String(o.id)}>${o.label} (${o.count})</option>`)}</select></label>`)}</div>
    <${ThingsAtHand} library=${library} act=${act} />
    <div class="hip-row x-chips"><strong class="hip-num" role="status">${library.says}</strong>
      ${library.chips.map((chip) => html`<span class="hip-chip" key=${chip.filter}>${chip.words}<button type="button" aria-label=${t("Take away the filter {filter}", { filter: chip.words })} onClick=${() => act("set_filter", { name: chip.filter, value: null })}><${Icon} name="cross" /></button></span>`)}
      ${library.chips.length > 0 && html`<${Button} kind="quiet small" onClick=${() => act("clear_filters")}>${t("Show all again")}<//>`}</div>
  </section>`;
}

function ExerciseGrid({ view, content, act, starts }) {
  const { library } = view;
  if (!library.ids.length) return html`<div class="hip-sheet hip-empty"><h2>${t("No exercise passes all of these filters")}</h2>
    <ul class="hip-list">${library.loosen.map((row) => html`<li key=${row.filter}><${Button} disabled=${!row.count} onClick=${() => act("set_filter", { name: row.filter, value: null })}>${row.count ? tn("Without {filter}: {n} exercise", "Without {filter}: {n} exercises", row.count, { filter: row.words }) : t("Without {filter}: still none", { filter: row.words })}<//></li>`)}</ul>
    <${Button} kind="quiet" onClick=${() => act("clear_filters")}>${t("Show all again")}<//></div>`;
  return html`<ul class="x-grid" aria-label=${t("Exercises")}>${library.ids.map((id) => {
    const card = content.cards[id];
    return html`<li key=${id}><button type="button" class="x-card" data-exercise=${id} aria-pressed=${String(view.chosen.id === id)} onClick=${() => act("choose", { exercise: id })}>
      <${StartPicture} starts=${starts} id=${id} /><span class="x-card-name">${card.name}</span><span class="x-card-more">${card.position}, <span class="hip-num">${t("{n} min", { n: Math.round(card.minutes) })}</span></span></button></li>`;
  })}</ul>`;
}

const sayThing = (thing) => (thing.optional ? t("{thing} (optional)", { thing: thing.label }) : thing.label);
const aboutMinutes = (minutes) => tn("About {n} minute.", "About {n} minutes.", Math.round(minutes));

const Bullets = ({ items }) => html`<ul class="hip-bullets">${items.map((text) => html`<li key=${text}>${text}</li>`)}</ul>`;

function Cautions({ e }) {
  if (!e.cautions.length && !e.warnings.length) return null;
  return html`<${Notice} kind="warn"><h3><span class="hip-tone soon"><${Icon} name="triangle" />${t("Take care")}</span></h3>
    ${e.cautions.length > 0 && html`<${Bullets} items=${e.cautions} />`}
    ${e.warnings.map((w) => html`<p class="hip-small" key=${w.programme + w.why}><strong>${w.name}:</strong> ${w.always ? t("not in any phase.") : t("not in {phases}.", { phases: w.stages.map((s) => `“${s}”`).join(", ") })} ${w.why}</p>`)}<//>`;
}

function Versions({ e, act }) {
  const links = (list) => list.map((v) => html`<${Button} kind="small" key=${v.id} icon="arrow" onClick=${() => act("choose", { exercise: v.id })}>${v.name}<//>`);
  return html`<dl class="x-facts">
    <div><dt>${t("Easier")}</dt><dd>${e.regression || "–"}${e.easier.length > 0 && html`<div class="hip-row">${links(e.easier)}</div>`}</dd></div>
    <div><dt>${t("Harder")}</dt><dd>${e.progression || "–"}${e.harder.length > 0 && html`<div class="hip-row">${links(e.harder)}</div>`}</dd></div></dl>`;
}

const CiteList = ({ references }) => html`<ul class="hip-list hip-small">${Object.entries(references).map(([key, r]) => html`<li key=${key}><cite>${r.citation}${r.doi ? html` <a href=${`https://doi.org/${r.doi}`} rel="noreferrer">doi ${r.doi}</a>` : r.url ? html` <a href=${r.url} rel="noreferrer">${t("link")}</a>` : ""}</cite>${r.checked === "recalled" ? html` <span class="hip-soft">${t("recalled, not re-read")}</span>` : ""}</li>`)}</ul>`;

const Proof = ({ list }) => html`<ul class="hip-list">${list.map((s) => html`<li key=${s.text}><${Badge} basis=${s.basis} reference=${s.reference} checked=${s.checked} /> ${s.text}</li>`)}</ul>`;

const sayActivity = (row) => `${withRange({ ...row, unit: "%" })}${row.sd !== null ? ` ± ${num(row.sd)}` : ""}`;

function ExercisePanel({ e, drawing, start, act, cards }) {
  const others = Object.entries(cards).filter(([id]) => id !== e.id);
  return html`<div class="hip-row apart"><h2 id="x-name" tabindex="-1">${e.name}</h2>${e.in_article && html`<span class="hip-tag hip-soft">${t("in the article")}</span>`}</div>
    <${Cautions} e=${e} />
    <${ExerciseFigure} drawing=${drawing} start=${start} label=${e.name} />
    <p><strong>${e.purpose}</strong></p>
    <dl class="x-facts">
      <div><dt>${t("Dose")}</dt><dd><${Badge} basis=${e.dose.basis} reference=${e.dose.reference} /> ${e.dose.text}${e.dose.tempo ? `; ${t("tempo: {tempo}", { tempo: e.dose.tempo })}` : ""}. <span class="hip-soft">${aboutMinutes(e.minutes)}</span></dd></div>
      <div><dt>${t("Works")}</dt><dd>${e.muscles.join(", ")}${e.shown.length > 0 && html` <span class="hip-soft hip-small">${t("(tinted: {muscles})", { muscles: e.shown.map((m) => inside(m.split(" (")[0])).join(", ") })}</span>`}</dd></div>
      <div><dt>${t("Position")}</dt><dd>${e.position}</dd></div>
      <div><dt>${t("Things")}</dt><dd>${e.equipment.length ? e.equipment.map(sayThing).join(", ") : t("none")}</dd></div></dl>
    <h3>${t("How")}</h3><ol class="hip-bullets">${e.steps.map((s) => html`<li key=${s}>${s}</li>`)}</ol>
    <${Versions} e=${e} act=${act} />
    ${e.errors.length > 0 && html`<h3>${t("Common errors")}</h3><${Bullets} items=${e.errors} />`}
    <h3>${t("For")}</h3><ul class="x-goals">${e.goals.map((g) => html`<li key=${g.goal}><strong>${g.label}</strong><span class="hip-soft">${g.phases.map((p) => p.split(":")[0]).join(", ")}</span></li>`)}</ul>
    ${e.prescribed.length > 0 && html`<${Details} summary=${t("Doses in the programmes ({n})", { n: e.prescribed.length })}><ul class="hip-list">${e.prescribed.map((p) => html`<li key=${p.programme + p.stage}><${Button} kind="quiet small" onClick=${() => { act("show", { tab: "programmes" }); act("choose_programme", { name: p.programme }); act("choose_stage", { stage: p.stage }); }}>${p.name}<//> ${p.stage_name}: ${p.dose}</li>`)}</ul><//>`}
    ${e.emg.length > 0 && html`<h3>${t("Muscle activity")}</h3><ul class="hip-list">${e.emg.map((row) => html`<li key=${row.muscle + row.reference + row.task}><${Badge} basis=${row.basis} reference=${row.reference} checked=${row.checked} /> ${row.label.split(" (")[0]}: <span class="hip-num">${sayActivity(row)}</span>${row.task ? `, ${row.task}` : ""}${row.note ? html` <span class="hip-soft hip-small">${row.note}</span>` : ""}</li>`)}</ul>
      <p class="hip-small hip-soft">${t("Percent of the strongest contraction, mean ± standard deviation where it was read. Healthy adults. It shows how hard a muscle works, not how well an exercise helps.")} <${Button} kind="quiet small" onClick=${() => { act("choose_muscle", { muscle: e.emg[0].muscle }); act("show", { tab: "activity" }); }}>${t("Compare across exercises")}<//></p>`}
    ${e.evidence.length > 0 && html`<h3>${t("What is known")}</h3><${Proof} list=${e.evidence} />`}
    ${Object.keys(e.references).length > 0 && html`<${Details} summary=${t("Sources ({n})", { n: Object.keys(e.references).length })}><${CiteList} references=${e.references} /><//>`}
    <label class="hip-field"><span>${t("Compare with")}</span><select value="" onChange=${(ev) => ev.target.value && act("compare", { exercise: ev.target.value })}><option value="">${t("choose another exercise")}</option>${others.map(([id, c]) => html`<option key=${id} value=${id}>${c.name}</option>`)}</select></label>`;
}

// Two exercises, row by row, so that the eye compares like with like.
function ComparePanel({ a, b, drawings, starts, act }) {
  const rows = [
    [t("Take care"), (e) => (e.cautions.length ? html`<${Bullets} items=${e.cautions} />` : "–")],
    [t("What for"), (e) => e.purpose],
    [t("Works"), (e) => e.muscles.join(", ")],
    [t("Dose"), (e) => html`<${Badge} basis=${e.dose.basis} reference=${e.dose.reference} /> ${e.dose.text}`],
    [t("Time"), (e) => aboutMinutes(e.minutes)],
    [t("Position"), (e) => e.position],
    [t("Things"), (e) => (e.equipment.length ? e.equipment.map(sayThing).join(", ") : t("none"))],
    [t("Activity"), (e) => (e.emg.length ? html`<ul class="hip-list">${e.emg.map((row) => html`<li key=${row.muscle + row.reference + row.task}><${Badge} basis=${row.basis} reference=${row.reference} checked=${row.checked} /> ${row.label.split(" (")[0]} ${sayActivity(row)}${row.task ? `, ${row.task}` : ""}</li>`)}</ul>` : t("not measured here"))],
    [t("Easier"), (e) => e.regression || "–"],
    [t("Harder"), (e) => e.progression || "–"],
    [t("For"), (e) => e.goals.map((g) => g.label).join(", ")],
  ];
  const studies = (e) => new Set(e.emg.map((row) => row.reference));
  const shared = [...studies(a)].some((key) => studies(b).has(key));
  return html`<div class="hip-row apart"><h2>${t("Two exercises")}</h2><${Button} kind="small" icon="cross" onClick=${() => act("compare", { exercise: null })}>${t("Stop comparing")}<//></div>
    <div class="x-compare"><section aria-label=${a.name}><h3>${a.name}</h3><${ExerciseFigure} drawing=${drawings[a.id]} start=${starts && starts[a.id]} label=${a.name} stacked=${true} /></section>
      <section aria-label=${b.name}><h3>${b.name}</h3><${ExerciseFigure} drawing=${drawings[b.id]} start=${starts && starts[b.id]} label=${b.name} stacked=${true} /></section></div>
    <table class="hip-table x-compare-table"><caption class="hip-visually-hidden">${t("{one} and {other}, row by row", { one: a.name, other: b.name })}</caption><thead><tr><td></td><th scope="col">${a.name}</th><th scope="col">${b.name}</th></tr></thead>
      <tbody>${rows.map(([name, say]) => html`<tr key=${name}><th scope="row">${name}</th><td>${say(a)}</td><td>${say(b)}</td></tr>`)}</tbody></table>
    ${a.emg.length > 0 && b.emg.length > 0 && !shared && html`<p class="hip-small">${t("The two were measured in different studies: their percentages do not compare directly.")}</p>`}`;
}

// ---- muscle activity -------------------------------------------------------------------------
const STUDY_MARKS = ["circle", "square", "diamond", "triangle-up", "circle-open"];

function ActivityRow({ row, top, mark, chosen, act }) {
  const at = (v) => `${Math.max(0, Math.min(100, (100 * v) / top))}%`;
  const words = `${row.name}${row.task ? `, ${row.task}` : ""}: ${sayActivity(row)}${row.sd === null ? `, ${t("spread between people not read")}` : ""}${row.checked === "recalled" ? `, ${t("recalled")}` : ""}`;
  return html`<li class=${`x-emg-row ${chosen ? "chosen" : ""}`}>
    <button type="button" class="x-emg-name" aria-pressed=${String(chosen)} onClick=${() => act("choose", { exercise: row.exercise })}>${row.name}${row.task ? html`<span class="hip-soft hip-small"> ${row.task}</span>` : ""}</button>
    <div class="x-emg-track" role="img" aria-label=${words}>
      ${[0, 20, 40, 60, 80, 100, 120, 140].filter((v) => v <= top).map((v) => html`<i key=${v} style=${{ insetInlineStart: at(v) }} />`)}
      ${row.sd !== null && html`<div class="x-emg-band" style=${{ insetInlineStart: at(row.value - row.sd), width: `calc(${at(Math.min(top, row.value + row.sd))} - ${at(row.value - row.sd)})` }} />`}
      ${row.low !== null && html`<div class="x-emg-range" style=${{ insetInlineStart: at(row.low), width: `calc(${at(row.high)} - ${at(row.low)})` }} />`}
      <svg class="x-emg-mark" viewBox="-8 -8 16 16" style=${{ insetInlineStart: at(row.value) }} aria-hidden="true"><path d=${markPath(mark, 0, 0, 12)} /></svg></div>
    <span class="hip-num x-emg-value"><${Badge} basis=${row.basis} reference=${row.reference} checked=${row.checked} /> ${num(row.value)}${row.sd !== null ? html`<span class="hip-soft"> ± ${num(row.sd)}</span>` : ""}</span></li>`;
}

function ActivityChart({ view, act }) {
  const a = view.activity;
  if (!a) return null;
  const at = (v) => `${(100 * v) / a.top}%`;
  const rows = a.studies.flatMap((s) => s.rows.map((r) => [r.task ? `${r.name}, ${r.task}` : r.name, s.short, r.value, r.sd, r.checked === "recalled" ? t("recalled") : t("seen")]));
  return html`<section class="hip-sheet tight" aria-labelledby="x-emg"><h2 id="x-emg">${t("How hard does one muscle work?")}</h2>
    <label class="hip-field" style=${{ maxWidth: "26rem" }}><span>${t("Muscle")}</span><select value=${a.muscle} onChange=${(e) => act("choose_muscle", { muscle: e.target.value })}>${a.muscles.map((m) => html`<option key=${m.id} value=${m.id}>${m.label}: ${tn("{n} value", "{n} values", m.count)}</option>`)}</select></label>
    <p class="hip-chart-title">${a.finding}</p>
    <p>${a.says} ${t("So compare rows of one study with each other, not with rows of another.")}</p>
    <p class="hip-small hip-soft">${t("Percent of the strongest contraction that the person could make. The mark is the mean, the band one standard deviation either side: about two thirds of people lie in it. A thin line: several ways of doing it. No band: the spread was not read.")}</p>
    <div class="x-emg-axis" aria-hidden="true"><span></span><div>${[0, 20, 40, 60, 80, 100, 120, 140].filter((v) => v <= a.top).map((v) => html`<span key=${v} style=${{ insetInlineStart: at(v) }}>${v}</span>`)}</div><span>%</span></div>
    ${a.studies.map((s, i) => html`<section class="x-study" key=${s.reference} aria-label=${t("Measured by {study}", { study: s.short })}><h3><svg viewBox="-8 -8 16 16" aria-hidden="true"><path d=${markPath(STUDY_MARKS[i % STUDY_MARKS.length], 0, 0, 12)} /></svg>${s.short}</h3>
      <ul class="x-emg">${s.rows.map((r) => html`<${ActivityRow} key=${r.exercise + r.task} row=${r} top=${a.top} mark=${STUDY_MARKS[i % STUDY_MARKS.length]} chosen=${view.chosen.id === r.exercise} act=${act} />`)}</ul></section>`)}
    <${Notice}><p>${t("A muscle that works harder is not a treatment that works better. With a sore tendon the exercise that makes it work hardest is often the wrong one to begin with.")}</p><//>
    <${Details} summary=${t("as a table")}><${Table} caption=${t("Activity of {muscle}, percent of the strongest contraction", { muscle: a.label })} columns=${[t("Exercise"), t("Study"), t("Mean, %"), t("SD, %"), t("Checked")]} rows=${rows} numeric=${[2, 3]} /><//>
    <${Details} summary=${t("Sources ({n})", { n: Object.keys(a.references).length })}><${CiteList} references=${a.references} /><//>
  </section>`;
}

const EXERCISE_TABS = [["library", t("Library")], ["activity", t("Muscle activity")], ["programmes", t("Programmes")]];

function ExercisesPage({ view, content, act, model }) {
  const starts = useExerciseStarts(content.starts);
  const drawings = model.get("drawings") || {};
  useEffect(() => {
    const take = () => takeFromHash(act);
    take();
    window.addEventListener("hashchange", take);
    return () => window.removeEventListener("hashchange", take);
  }, []);
  const notice = view.notice && html`<${Notice} kind="warn" role="alert"><p>${view.notice}</p><//>`;
  const head = html`<${PageHead} title=${t("Exercises")} lead=${t("Thirty-five drawn exercises, how hard each works a muscle, and programmes that move on when you are ready, not when a week is over.")}>
    <div class="x-tabs"><${Segments} label=${t("Part of this page")} value=${view.tab} options=${EXERCISE_TABS} onChange=${(tab) => act("show", { tab })} /></div><//>`;
  if (view.tab === "programmes") return html`<div>${head}<${ProgrammesPart} view=${view} content=${content} act=${act} starts=${starts} notice=${notice} /></div>`;
  const e = view.chosen, other = view.compared;
  const reading = html`${notice}${other ? html`<${ComparePanel} a=${e} b=${other} drawings=${drawings} starts=${starts} act=${act} />` : html`<${ExercisePanel} e=${e} drawing=${drawings[e.id]} start=${starts && starts[e.id]} act=${act} cards=${content.cards} />`}`;
  return html`<div>${head}
    <${Split} bar=${other ? t("{one} and {other}", { one: e.name, other: other.name }) : e.name} label=${t("The chosen exercise")} reading=${reading} instrument=${view.tab === "activity" ? html`<${ActivityChart} view=${view} act=${act} />` : html`<${ExerciseFilters} view=${view} act=${act} /><${ExerciseGrid} view=${view} content=${content} act=${act} starts=${starts} />`} />
    <${Live} text=${other ? t("{one} beside {other}", { one: e.name, other: other.name }) : t("Shown: {name}", { name: e.name })} />
  </div>`;
}
