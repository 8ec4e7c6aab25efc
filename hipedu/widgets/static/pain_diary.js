// Pain beside load: a diary under the traffic light, a strip on the days of the load, what came before a flare.
const LIGHTS = { green: ["dot", "good"], amber: ["diamond", "soon"], red: ["triangle", "emergency"] };
const NO_PAIN = { during: "", after: "", next_morning: "", place: "", side: "", warning: false, note: "" };
const asNumber = (text) => (text === "" || text === null ? null : Number(text));

function LightWord({ colour, words }) {
  const [icon, tone] = LIGHTS[colour] || ["dot", ""];
  return html`<span class=${`hip-tone ${tone}`}><${Icon} name=${icon} /><span>${words}</span></span>`;
}

// 0 to 10 as eleven choices: quicker than typing, and nothing else can be entered.
function PainChoice({ label, value, onChange }) {
  return html`<label class="hip-field"><span>${label}</span><select value=${value === null ? "" : String(value)} onChange=${(e) => onChange(e.target.value)}>
    <option value="">–</option>${[...Array(11).keys()].map((n) => html`<option value=${String(n)}>${n === 0 ? t("0 none") : n === 10 ? t("10 worst") : n}</option>`)}
    ${value !== null && value !== "" && !Number.isInteger(Number(value)) && html`<option value=${String(value)}>${value}</option>`}</select></label>`;
}

function PainForm({ view, content, act, editing, onDone, today }) {
  const fresh = { ...NO_PAIN, date: today };
  const [day, setDay] = useState(fresh);
  const begun = useRef(null);
  useEffect(() => {
    setDay(editing ? { ...NO_PAIN, ...editing, during: editing.during ?? "", after: editing.after ?? "", next_morning: editing.next_morning ?? "" } : fresh);
    if (editing && begun.current) begun.current.focus();
  }, [editing && editing.date]);
  const set = (name) => (value) => setDay({ ...day, [name]: value });
  const send = (event) => {
    event.preventDefault();
    act("put_pain", { date: day.date, old: editing ? editing.date : null, during: asNumber(day.during), after: asNumber(day.after), next_morning: asNumber(day.next_morning), place: day.place, side: day.place ? day.side : "", warning: day.warning, note: day.note });
    // Where it hurts stays the same from day to day more often than not.
    setDay({ ...NO_PAIN, date: day.date, place: day.place, side: day.side });
    onDone();
  };
  const empty = day.during === "" && day.after === "" && day.next_morning === "" && !day.warning && !day.note.trim();
  return html`<form class="hip-stack tight hip-diary-form" onSubmit=${send} aria-label=${editing ? t("Change the day {day}", { day: editing.date }) : t("Write a day of the diary")}>
    <div class="hip-diary-fields">
      <label class="hip-field"><span>${t("Day")}</span><input ref=${begun} type="date" required max=${content.today} value=${day.date} onInput=${(e) => set("date")(e.target.value)} /></label>
      <${PainChoice} label=${t("During the run")} value=${day.during} onChange=${set("during")} />
      <${PainChoice} label=${t("Hours after")} value=${day.after} onChange=${set("after")} />
      <${PainChoice} label=${t("Next morning")} value=${day.next_morning} onChange=${set("next_morning")} />
      <label class="hip-field"><span>${t("Where")}</span><select value=${day.place} onChange=${(e) => set("place")(e.target.value)}><option value="">${t("not said")}</option>${content.places.map((p) => html`<option value=${p.id}>${p.name}</option>`)}</select></label>
      <label class="hip-field"><span>${t("Side")}</span><select value=${day.side} disabled=${!day.place} onChange=${(e) => set("side")(e.target.value)}><option value="">${t("not said")}</option><option value="left">${t("left")}</option><option value="right">${t("right")}</option><option value="both">${t("both")}</option><option value="middle">${t("middle")}</option></select></label>
    </div>
    <label class="hip-field"><span>${t("Note, if you like")}</span><input type="text" maxlength="300" value=${day.note} onInput=${(e) => set("note")(e.target.value)} /></label>
    <label class="hip-check"><input type="checkbox" checked=${day.warning} onChange=${(e) => set("warning")(e.target.checked)} /> ${t("I limped, it caught or gave way, or it woke me at night")}</label>
    <div class="hip-row"><button type="submit" class="hip-button" disabled=${empty}><${Icon} name=${editing ? "check" : "plus"} />${editing ? t("Keep the change") : t("Write it down")}</button>
      ${editing && html`<${Button} kind="quiet" onClick=${onDone}>${t("Leave it as it was")}<//>`}</div></form>`;
}

function PainLimits({ view, content, act }) {
  const s = view.pain.settings;
  return html`<${Details} summary=${t("How the light is read")}><div class="hip-row" style=${{ alignItems: "end" }}>
      <label class="hip-field"><span>${t("Limits of")}</span><select value=${s.programme} onChange=${(e) => act("set_pain", { name: "programme", value: e.target.value })}>${content.programmes.map((p) => html`<option value=${p.id}>${p.name}</option>`)}</select></label>
      <${PainChoice} label=${t("Pain on a usual morning")} value=${s.usual_morning} onChange=${(v) => act("set_pain", { name: "usual_morning", value: asNumber(v) })} />
      <label class="hip-field"><span>${t("A stress injury of bone")}</span><select value=${s.bone} onChange=${(e) => act("set_pain", { name: "bone", value: e.target.value })}><option value="unknown">${t("nobody has looked")}</option><option value="possible">${t("is possible")}</option><option value="ruled_out">${t("was ruled out by somebody qualified")}</option></select></label></div>
    <ul class="hip-list">${view.pain.rule.map((r) => html`<li class="hip-small" key=${r.name}><${Badge} basis=${r.basis} reference=${r.reference} checked=${r.checked} /> ${r.name} <span class="hip-num">${num(r.value)} ${sayUnit(r.unit)}</span>${r.note ? `, ${r.note}` : ""}</li>`)}</ul>
    ${view.pain.words.map((w) => html`<p class="hip-small" key=${w}>${w}</p>`)}
    <p class="hip-small">${t("Groin and front of the hip are held to the limits of bone (0 and 2 of 10) until somebody qualified has ruled out a stress injury there.")} <${Badge} basis="expert_estimate" /></p>
    <p class="hip-small">${t("Without a usual morning of yours, the middle of the last four weeks is taken. A morning counts as worse from two points above it.")}</p><//>`;
}

function Flares({ pain }) {
  if (!pain.flares.length && !pain.counts.length) return null;
  return html`<div class="hip-stack tight"><h3>${t("The days before a flare")}</h3>
    ${pain.flares.length === 0 && html`<p>${t("No flare began in this diary.")}</p>`}
    ${[...pain.flares].reverse().map((f) => html`<article class="hip-flare" key=${f.date}><h4>${f.title}</h4><p class="hip-small hip-soft">${f.why}</p><ul class="hip-bullets">${f.sentences.map((s) => html`<li key=${s}>${s}</li>`)}</ul></article>`)}
    ${pain.earlier_flares > 0 && html`<p class="hip-small">${t("and {n} earlier.", { n: pain.earlier_flares })}</p>`}
    ${pain.counts.length > 0 && html`<${Notice}>${pain.counts.map((c) => html`<p key=${c}>${c}</p>`)}<//>`}
    <p class="hip-small">${pain.caveats[0]}</p>
    <${Details} summary=${t("What counts as a flare, and on what grounds")}><ul class="hip-list">${pain.parameters.map((p) => html`<li class="hip-small" key=${p.name}><${Badge} basis=${p.basis} reference=${p.reference} checked=${p.checked} /> ${p.name}: <span class="hip-num">${num(p.value)} ${sayUnit(p.unit)}</span>${p.note ? `. ${p.note}` : ""}</li>`)}</ul><//></div>`;
}

const shownPain = (v) => (v === null ? "–" : v);

function PainRows({ pain, act, onEdit }) {
  const [most, setMost] = useState(6);
  const rows = [...pain.rows].reverse();
  if (!rows.length) return null;
  return html`<ul class="hip-list hip-diary" aria-label=${t("Days of the diary, the newest first")}>${rows.slice(0, most).map((r) => html`<li key=${r.date}>
      <div class="hip-diary-day"><strong class="hip-num">${r.date}</strong>${r.place_words && html`<span class="hip-small hip-soft">${r.place_words}</span>`}</div>
      <p class="hip-diary-numbers"><span>${t("run {pain}", { pain: html`<b>${shownPain(r.during)}</b>` })}</span> <span>${t("after {pain}", { pain: html`<b>${shownPain(r.after)}</b>` })}</span> <span>${t("morning {pain}", { pain: html`<b>${shownPain(r.next_morning)}</b>` })}</span></p>
      <div class="hip-diary-light"><${LightWord} colour=${r.colour} words=${r.light_words} /> <span class="hip-small hip-soft">${r.reasons.join(" ")}</span>${r.note && html`<p class="hip-small hip-note">“${r.note}”</p>`}</div>
      <div class="hip-diary-do"><${Button} kind="quiet small" icon="edit" aria-label=${t("Change the diary of {day}", { day: r.date })} onClick=${() => onEdit(r)} /><${Button} kind="quiet small" icon="cross" aria-label=${t("Remove the diary of {day}", { day: r.date })} onClick=${() => act("remove_pain", { date: r.date })} /></div></li>`)}</ul>
    ${rows.length > most && html`<div><${Button} kind="small" onClick=${() => setMost(most + 30)}>${t("Show more of the {n} days", { n: rows.length })}<//></div>`}`;
}

// The newest light, above every rule: pain overrules numbers.
function LatestLight({ pain }) {
  const l = pain.latest;
  if (!l) return null;
  const kind = { green: "", amber: "warn", red: "bad" }[l.colour];
  return html`<${Notice} kind=${kind}><p><strong>${t("Pain on {day}", { day: l.day })}</strong></p><p><${LightWord} colour=${l.colour} words=${l.words} /></p><p>${l.meaning}</p><p class="hip-small">${l.reasons.join(" ")}</p>
    ${pain.trend && html`<p class="hip-small">${pain.trend}</p>`}
    ${pain.bone_used && html`<p class="hip-small">${t("Pain in that place is held to the limits of bone, because a stress injury of the hip's neck can hurt there.")}</p>`}<//>`;
}

function PainDiary({ view, content, act, today }) {
  const pain = view.pain;
  const [editing, setEditing] = useState(null);
  const known = editing && pain.rows.some((r) => r.date === editing.date) ? editing : null;
  const example = view.scenario && pain.rows.length > 0;
  return html`<section class="hip-sheet tight" aria-labelledby="pain-diary"><h2 id="pain-diary">${t("Pain diary")}</h2>
    ${example ? html`<p class="hip-small">${t("This diary is invented, like its runner. Your own goes in the same way.")}</p>` : html`<p class="hip-small">${t("Optional. Write down how much it hurt, from 0 (none) to 10 (the worst there is): the light answers at once, and the strip above shows it under your running.")}</p>`}
    <${PainForm} view=${view} content=${content} act=${act} editing=${known} onDone=${() => setEditing(null)} today=${today} />
    <${PainRows} pain=${pain} act=${act} onEdit=${setEditing} />
    <${PainLimits} view=${view} content=${content} act=${act} />
    ${pain.rows.length > 0 && html`<${Flares} pain=${pain} />`}
  </section>`;
}
