// Symptom checker: danger signs first, one question at a time, every answer open to change.
const LEVEL_WORDS = { emergency: t("Emergency"), urgent: t("Urgent"), soon: t("Soon"), routine: t("Routine"), self_care: t("Self-care") };
const STRENGTHS = { strong: t("strong"), moderate: t("moderate"), weak: t("weak") };
const NOT_SURE = "not_sure";

const soFar = (triage) => (triage.provisional ? t("So far: {advice}", { advice: inside(triage.title) }) : triage.title);
const YES_NO = [["present", t("Yes")], ["absent", t("No")]];

function optionsOf(q) {
  return q.answers === "yes_no" ? YES_NO : q.choices.map((c) => [c.id, c.label]);
}

// Marks come over from the pain map in the address' fragment, which no server ever sees.
function marksFromHash() {
  const found = /[#&]m=([^&]+)/.exec(window.location.hash);
  if (!found) return null;
  const regions = {};
  let words = "";
  try { words = decodeURIComponent(found[1]); } catch { return null; } // not what the pain map writes
  words.split(",").forEach((part) => {
    const [region, side, intensity] = part.split(".");
    const before = regions[region];
    const strength = Number(intensity);
    regions[region] = { side: before && before.side !== side ? "both" : side, intensity: before ? Math.max(before.intensity, strength) : strength };
  });
  window.history.replaceState(null, "", window.location.pathname + window.location.search);
  return regions;
}

function AboutYou({ view, content, act }) {
  const [open, setOpen] = useState(null);
  // what was typed a moment ago goes along, though its answer may still be on the way
  const given = useRef(view.person);
  useEffect(() => { given.current = { age: view.person.age, sex: view.person.sex }; }, [view.person.age, view.person.sex, view.notice]);
  const save = (next) => { given.current = { ...given.current, ...next }; act("set_person", { age: given.current.age, sex: given.current.sex }); };
  const complete = view.person.age !== null && view.person.sex && view.marks.length > 0;
  const shown = open === null ? !complete : open;
  const words = [view.person.age !== null ? tn("{n} year", "{n} years", view.person.age) : t("age not given"), { female: t("female"), male: t("male") }[view.person.sex] || t("sex not given"), view.marks.length ? view.marks.map((m) => m.text).join("; ") : t("no place marked")].join(" · ");
  return html`<section class="hip-sheet tight" aria-labelledby="about-you">
    <div class="hip-row apart"><h2 id="about-you">${t("About you")}</h2>
      <${Button} kind="quiet small" aria-expanded=${String(shown)} onClick=${() => setOpen(!shown)}>${shown ? t("Close") : t("Change")}<//></div>
    ${!shown && html`<p class="hip-soft">${words}</p>`}
    ${shown && html`<div class="hip-row" style=${{ alignItems: "end" }}>
      <label class="hip-field"><span>${t("Age in years")}</span><${Amount} inputmode="numeric" min="0" max="120" step="1" style=${{ width: "7em" }} value=${view.person.age} onSet=${(age) => save({ age })} /></label>
      <div class="hip-field"><span id="sex-label">${t("Sex, as the body is built")}</span>
        <${Segments} label=${t("Sex, as the body is built")} value=${view.person.sex || "none"} onChange=${(sex) => save({ sex: sex === "none" ? null : sex })} options=${[["female", t("Female")], ["male", t("Male")], ["none", t("Not said")]]} /></div></div>
      <div class="hip-field"><span>${t("Where it hurts")}</span>
        <div class="hip-row">${view.marks.map((m) => html`<span class="hip-chip" key=${m.region + m.side}>${m.text}<button type="button" aria-label=${t("Remove {mark}", { mark: m.text })} onClick=${() => act("unmark", { region: m.region, side: m.side })}><${Icon} name="cross" /></button></span>`)}
        <${AddPlace} content=${content} act=${act} />
        <a class="hip-button small" href=${pageHref("pain_map") + marksToHash(view.marks)}>${t("Show it on the body")}</a></div></div>`}
  </section>`;
}

function AddPlace({ content, act }) {
  const add = (event) => {
    const [region, side] = event.target.value.split("/");
    if (region) act("mark", { region, side, intensity: 5 });
    event.target.value = "";
  };
  return html`<select aria-label=${t("Add a place that hurts")} onChange=${add} style=${{ maxWidth: "16em" }}><option value="">${t("Add a place …")}</option>
    ${content.regions.map((r) => (r.paired
      ? html`<optgroup label=${r.plain_name}><option value=${`${r.id}/left`}>${sayPlace(r.plain_name, "left")}</option><option value=${`${r.id}/right`}>${sayPlace(r.plain_name, "right")}</option><option value=${`${r.id}/both`}>${t("{place}, both sides", { place: r.plain_name })}</option></optgroup>`
      : html`<option value=${`${r.id}/middle`}>${r.plain_name}</option>`))}</select>`;
}

function NumberAnswer({ q, onAnswer }) {
  const scale = q.minimum === 0 && q.maximum === 10;
  const [value, setValue] = useState(scale ? 5 : "");
  const give = (event) => { event.preventDefault(); if (value !== "") onAnswer(Number(value)); };
  return html`<form class="hip-row" onSubmit=${give}>
    ${scale ? html`<span class="hip-num">${q.minimum}</span><input type="range" aria-label=${q.question} min=${q.minimum} max=${q.maximum} value=${value} onInput=${(e) => setValue(Number(e.target.value))} style=${{ maxWidth: "20em" }} /><span class="hip-num">${q.maximum}</span><strong class="hip-num">${value}</strong>`
      : html`<label class="hip-row"><input type="number" aria-label=${q.question} min=${q.minimum} max=${q.maximum} step="any" value=${value} onInput=${(e) => setValue(e.target.value)} style=${{ width: "8em" }} /> ${sayUnit(q.unit)}</label>`}
    <button type="submit" class="hip-button primary" disabled=${value === ""}>${t("Answer")}</button></form>`;
}

function QuestionCard({ view, act }) {
  const q = view.question;
  const card = useRef(null);
  const asked = useRef(null);
  // After an answer the focus moves to the next question, so that a keyboard can go straight on.
  useEffect(() => {
    if (asked.current !== null && asked.current !== q.finding && card.current && card.current.dataset.answered) card.current.querySelector("h2").focus({ preventScroll: true });
    asked.current = q.finding;
  }, [q.finding]);
  const answer = (value) => { card.current.dataset.answered = "yes"; act("answer", { finding: q.finding, value }); };
  return html`<section class="hip-sheet" ref=${card} aria-labelledby="the-question">
    <p class="hip-eyebrow">${view.progress.text}${q.kind === "red_flag" ? ` · ${t("safety first")}` : ""}</p>
    <h2 id="the-question" tabindex="-1" style=${{ fontSize: "1.44em" }}>${view.exam && q.clinical ? q.clinical : q.question}</h2>
    ${view.exam ? html`<p class="hip-soft">${t("In plain words: {question}", { question: q.question })}</p>` : q.help && html`<p class="hip-soft">${q.help}</p>`}
    ${q.answers === "number" ? html`<${NumberAnswer} key=${q.finding} q=${q} onAnswer=${answer} />`
      : html`<div class=${`hip-answers ${q.answers === "choice" ? "list" : ""}`} role="group" aria-labelledby="the-question">${optionsOf(q).map(([id, label]) => html`<${Button} key=${id} onClick=${() => answer(id)}>${label}<//>`)}</div>`}
    <div><${Button} kind="quiet" onClick=${() => answer(NOT_SURE)}>${t("Not sure, skip this")}<//></div>
    <${Details} summary=${t("Why this question?")}><p>${q.why}</p>${!view.exam && html`<p class="hip-small hip-soft">${t("In the field's terms: {question}", { question: q.clinical })}</p>`}<//>
  </section>`;
}

// Several safety questions of one kind on one screen: nothing is taken as "no" until the last button.
function Checklist({ view, act }) {
  const list = view.checklist;
  const [said, setSaid] = useState({});
  const key = list.items.map((i) => i.finding).join();
  useEffect(() => setSaid({}), [key]);
  const set = (id, value) => setSaid({ ...said, [id]: said[id] === value ? undefined : value });
  const any = Object.values(said).some(Boolean);
  const send = () => act("answer_many", { answers: Object.fromEntries(list.items.map((i) => [i.finding, said[i.finding] || "absent"])) });
  return html`<section class="hip-sheet" aria-labelledby="the-list">
    <p class="hip-eyebrow">${view.progress.text} · ${t("safety first")}</p>
    <h2 id="the-list" style=${{ fontSize: "1.44em" }}>${list.title}</h2><p class="hip-soft">${list.why}</p>
    <ul class="hip-list hip-checklist">${list.items.map((item) => html`<li key=${item.finding} class=${said[item.finding] ? "on" : ""}>
      <div><span id=${`q-${item.finding}`}>${view.exam ? item.clinical : item.question}</span>${item.help && html`<div class="hip-small hip-soft">${item.help}</div>`}</div>
      <div class="hip-segments" role="group" aria-labelledby=${`q-${item.finding}`}>
        <button type="button" aria-pressed=${String(said[item.finding] === "present")} onClick=${() => set(item.finding, "present")}>${t("Yes")}</button>
        <button type="button" aria-pressed=${String(said[item.finding] === NOT_SURE)} onClick=${() => set(item.finding, NOT_SURE)}>${t("Not sure")}</button></div></li>`)}</ul>
    <div><${Button} kind="primary" onClick=${send}>${any ? t("Continue: the rest does not apply") : t("None of these")}<//></div>
  </section>`;
}

function AnswerRow({ a, act }) {
  const [open, setOpen] = useState(false);
  const options = a.answers === "number" ? null : a.answers === "yes_no" ? YES_NO : a.choices.map((c) => [c.id, c.label]);
  return html`<li class="hip-answer">
    <div><span>${a.question}</span> <strong class=${a.tried ? "hip-soft" : ""}>${a.text}</strong></div>
    <${Button} kind="quiet small" aria-expanded=${String(open)} aria-label=${open ? t("Close: {question}", { question: a.question }) : t("Change: {question}", { question: a.question })} onClick=${() => setOpen(!open)}>${open ? t("Close") : t("Change")}<//>
    ${open && html`<div class="hip-answer-change hip-stack tight">
      ${a.answers === "number" ? html`<${NumberAnswer} q=${a} onAnswer=${(v) => { act("answer", { finding: a.finding, value: v }); setOpen(false); }} />`
        : html`<div class="hip-row"><span class="hip-label">${t("Change to")}</span>${options.map(([id, label]) => html`<${Button} kind="small" key=${id} aria-pressed=${String(a.bin === id)} onClick=${() => act("answer", { finding: a.finding, value: id })}>${label}<//>`)}
          <${Button} kind="small" onClick=${() => act("answer", { finding: a.finding, value: NOT_SURE })}>${t("Not sure")}<//><${Button} kind="small" onClick=${() => act("clear", { finding: a.finding })}>${t("Remove")}<//></div>
        <div class="hip-row"><span class="hip-label">${t("What if it were")}</span>${options.filter(([id]) => id !== a.bin).map(([id, label]) => html`<${Button} kind="small" key=${id} aria-pressed=${String(a.tried && a.tried_value === id)} onClick=${() => act("what_if", { finding: a.finding, value: a.tried && a.tried_value === id ? null : id })}>${label}<//>`)}
          <${Button} kind="small" aria-pressed=${String(a.tried && a.tried_value === null)} onClick=${() => act("what_if", { finding: a.finding, value: "unknown" })}>${t("Not asked")}<//></div>`}</div>`}
  </li>`;
}

function Answers({ view, act }) {
  if (!view.answers.length) return null;
  const latest = [...view.answers].reverse();
  const [no, said] = [latest.filter((a) => a.bin === "absent" && !a.tried), latest.filter((a) => a.bin !== "absent" || a.tried)];
  return html`<section class="hip-sheet tight" aria-labelledby="answers"><div class="hip-row apart"><h2 id="answers">${t("Your answers")}</h2><${History} view=${view} act=${act} /></div>
    <p class="hip-small hip-soft">${t("Change any of them, or ask \"what if\" without losing the real one.")}</p>
    <ul class="hip-list" style=${{ gap: 0 }}>${said.map((a) => html`<${AnswerRow} key=${a.finding} a=${a} act=${act} />`)}</ul>
    ${no.length > 0 && html`<${Details} summary=${t("Answered no ({n})", { n: no.length })} open=${said.length < 3}><ul class="hip-list" style=${{ gap: 0 }}>${no.map((a) => html`<${AnswerRow} key=${a.finding} a=${a} act=${act} />`)}</ul><//>`}</section>`;
}

function TriagePanel({ triage }) {
  return html`<section class=${`hip-triage ${triage.level} ${triage.provisional ? "provisional" : ""}`} role=${triage.level === "emergency" ? "alert" : undefined} aria-label=${t("How soon to be seen")}>
    <div class="hip-triage-head"><${Icon} name=${triage.level} /><span>${soFar(triage)}</span></div>
    <div class="hip-triage-body">
      ${triage.provisional && html`<p class="hip-small"><strong>${triage.provisional}</strong></p>`}
      <p>${triage.action}</p><p><strong>${t("When:")}</strong> ${t("{when}.", { when: triage.time_frame })}</p>
      ${triage.reasons.length > 0 && html`<div><p class="hip-label">${t("Because")}</p><ul class="hip-bullets">${triage.reasons.map((r) => html`<li key=${r}>${r}</li>`)}</ul></div>`}
      <p class="hip-small"><strong>${t("Come back sooner:")}</strong> ${triage.come_back_sooner}</p></div></section>`;
}

// The number behind a reason: how often, among whom, from which source.
function Evidence({ line, sources }) {
  const source = line.reference && sources[line.reference];
  return html`<div class="hip-evidence"><ul class="hip-bullets">${line.number.map((w) => html`<li key=${w}>${w}</li>`)}</ul>
    <p><${Badge} basis=${line.basis} /> ${BASIS[line.basis][1]}.${line.note ? ` ${line.note[0].toUpperCase()}${line.note.slice(1)}.` : ""}</p>
    ${source && html`<p><cite>${source.citation}</cite>${line.checked === "recalled" || source.checked === "recalled" ? ` ${t("(quoted from memory, not yet read again)")}` : ""}</p>`}</div>`;
}

function Reasons({ title, lines, sources }) {
  const [most, setMost] = useState(6);
  if (!lines.length) return html`<p class="hip-small hip-soft">${t("{title}: nothing yet.", { title })}</p>`;
  return html`<div><p class="hip-label">${title}</p><ul class="hip-list" style=${{ gap: "4px" }}>${lines.slice(0, most).map((line) => html`<li class="hip-small hip-reason" key=${line.kind + line.finding}>
    <details class="hip-reason-more"><summary><span><${Badge} basis=${line.basis} reference=${line.reference} checked=${line.checked} /> ${line.text}</span><span class="hip-soft">${STRENGTHS[line.strength] || line.strength}</span></summary><${Evidence} line=${line} sources=${sources} /></details></li>`)}</ul>
    ${lines.length > most && html`<${Button} kind="quiet small" onClick=${() => setMost(99)}>${tn("{n} weaker one", "{n} weaker ones", lines.length - most)}<//>`}</div>`;
}

function sayBefore(row) {
  const told = { count: row.prior_percent, badge: html`<${Badge} basis="expert_estimate" />` };
  if (row.probability >= row.prior) {
    return row.prior_percent < 5 ? t("Before your answers it was fewer than 5 of 100 for your age and sex {badge}; your answers raised that.", told)
      : t("Before your answers it was about {count} of 100 for your age and sex {badge}; your answers raised that.", told);
  }
  return row.prior_percent < 5 ? t("Before your answers it was fewer than 5 of 100 for your age and sex {badge}; your answers lowered that.", told)
    : t("Before your answers it was about {count} of 100 for your age and sex {badge}; your answers lowered that.", told);
}

function Differential({ view, content }) {
  const sources = content.sources || {};
  return html`<section class="hip-stack tight" aria-labelledby="fits">
    <h2 id="fits">${t("What this fits with")}</h2>
    <p class="hip-small hip-soft">${t("The first {shown} of {all}. Of 100 runners who answer as you did, about so many would have each of these. The pale band is where the number may really lie (10 to 90 %).", { shown: view.rows.length, all: view.conditions })}</p>
    <ul class="hip-list" style=${{ gap: 0 }}>${view.rows.map((row) => html`<li class="hip-fit" key=${row.condition}>
      <div><div class="hip-fit-name">${row.name}</div><div class="hip-small hip-soft">${row.clinical_name !== row.name ? row.clinical_name : ""}</div>
        ${row.must_not_miss && html`<span class=${`hip-tone ${row.urgency} hip-small`}><${Icon} name=${row.urgency} />${t("must not be missed")}</span>`}</div>
      <div><${BandBar} value=${row.probability} low=${row.low / 100} high=${row.high / 100} label=${`${row.words}, ${row.band_words}`} /><div class="hip-small"><strong>${row.short}</strong></div><div class="hip-small hip-soft">${between(row.low, row.high)}</div></div>
      <div class="hip-fit-more"><${Details} summary=${t("What speaks for and against")}><${Reasons} title=${t("For")} lines=${row.for} sources=${sources} /><${Reasons} title=${t("Against")} lines=${row.against} sources=${sources} />
        <p class="hip-small hip-soft">${sayBefore(row)}</p>
        <${Details} summary=${t("The same as a nomogram")}><${Nomogram} row=${row} /><//><//></div></li>`)}
      <li class="hip-fit"><div><div class="hip-fit-name">${view.remainder.name}</div><div class="hip-small hip-soft">${t("all other causes together")}</div></div><div><${FillBar} value=${view.remainder.probability} label=${view.remainder.words} /><div class="hip-small"><strong>${view.remainder.short}</strong></div></div></li></ul>
    <${Details} summary=${t("A picture: 1,000 runners who answer like this")}><${Crowd} rows=${view.rows} remainder=${view.remainder} /><//>
    ${(view.stability_words || []).length > 0 && html`<${Details} summary=${t("How firm is this order?")}><ul class="hip-bullets">${view.stability_words.map((w) => html`<li class="hip-small" key=${w}>${w}</li>`)}</ul><//>`}
    <p class="hip-small hip-soft">${t("Two causes at once are common, and these percentages cannot show that. Most numbers are estimates ({badge}).", { badge: html`<${Badge} basis="expert_estimate" />` })}</p></section>`;
}

function WhatIf({ view, act }) {
  const w = view.what_if;
  if (!w) return null;
  return html`<${Notice} kind="warn" role="status"><p><strong>${t("What if:")}</strong> ${w.answers.map((a) => `${a.name}: ${a.text}`).join("; ")}</p>
    ${w.triage_before !== w.triage_after && html`<p>${t("How soon would change from {before} to {after}.", { before: html`<strong>${LEVEL_WORDS[w.triage_before]}</strong>`, after: html`<strong>${LEVEL_WORDS[w.triage_after]}</strong>` })}</p>`}
    ${w.changes.length ? html`<ul class="hip-bullets">${w.changes.slice(0, 5).map((c) => html`<li key=${c.condition} class="hip-small">${c.text}</li>`)}</ul>` : !w.suppressed && html`<p class="hip-small">${t("Nothing would change by more than two in a hundred.")}</p>`}
    <div class="hip-row"><${Button} kind="small" onClick=${() => act("drop_what_if")}>${t("Back to the real answers")}<//><${Button} kind="small" onClick=${() => act("keep_what_if")}>${t("Make it the real answer")}<//></div><//>`;
}

function TakeAlong({ view, act, model }) {
  const left = view.summary.not_asked.length;
  return html`<section class="hip-stack tight" aria-labelledby="along"><h2 id="along">${t("To take along")}</h2>
    <p class="hip-small">${left ? tn("One sheet for whoever sees you: your answers, the danger signs that were found, and the {n} that was not asked yet.", "One sheet for whoever sees you: your answers, the danger signs that were found, and the {n} that were not asked yet.", left)
      : t("One sheet for whoever sees you: your answers, the danger signs that were found, and that all of them were asked.")}</p>
    <div class="hip-row"><${FileButton} model=${model} act=${act} kind="summary">${t("Save as PDF")}<//><${Button} icon="print" onClick=${() => window.print()}>${t("Print this page")}<//></div></section>`;
}

function SymptomPage({ view, content, act, model }) {
  useEffect(() => {
    const take = () => { const marks = marksFromHash(); if (marks) act("take_marks", { regions: marks }); };
    take();
    window.addEventListener("hashchange", take);
    return () => window.removeEventListener("hashchange", take);
  }, []);
  const emergency = view.triage.level === "emergency";
  const begun = view.answers.length > 0 || view.marks.length > 0;
  const pressing = emergency || view.triage.level === "urgent";
  const reading = html`
    ${view.notice && html`<${Notice} kind="warn" role="alert"><p>${view.notice}</p><//>`}
    ${!begun && html`<div class="hip-empty"><h2>${t("What this fits with")}</h2><p>${t("Say where it hurts and answer a few questions. What fits, and how soon to be seen, appears here and changes with every answer.")}</p></div>`}
    ${begun && html`<${TriagePanel} triage=${view.triage} /><${WhatIf} view=${view} act=${act} />`}
    ${begun && !view.suppressed && html`<${Differential} view=${view} content=${content} />`}
    ${view.suppressed && html`<p>${t("Percentages are hidden now: what matters is to be seen. Show this page to whoever sees you.")}</p>`}
    ${begun && html`<${TakeAlong} view=${view} act=${act} model=${model} />`}`;
  const bar = begun ? html`<span class=${`hip-tone ${view.triage.level}`}><${Icon} name=${view.triage.level} /><span>${soFar(view.triage)}</span></span>` : t("What fits appears here");
  return html`<div>
    <${PageHead} title=${t("Symptom checker")} lead=${t("Danger signs first, then the question that helps most. It never says what you have: it says what fits, and how sure that is.")}>
      <label class="hip-check"><input type="checkbox" checked=${view.exam} onChange=${() => act("set_exam", { on: !view.exam })} />${t("I am a student with a person before me: ask examinations too")}</label>
    <//>
    <${Split} bar=${bar} label=${t("How soon to be seen, and what this fits with")} reading=${reading} instrument=${html`
      <${AboutYou} view=${view} content=${content} act=${act} />
      ${pressing && html`<div class="hip-narrow-only"><${TriagePanel} triage=${view.triage} /></div>`}
      ${view.checklist ? html`<${Checklist} view=${view} act=${act} />` : view.question ? html`<${QuestionCard} view=${view} act=${act} />`
        : html`<section class="hip-sheet"><h2>${emergency ? t("The questions stop here") : t("No question is left that could change the advice")}</h2><p>${emergency ? t("An answer points to something that needs help now. Please read what to do.") : t("You can still change any answer below, or try a what-if.")}</p></section>`}
      <${Answers} view=${view} act=${act} />`} />
    <${Live} text=${begun ? `${LEVEL_WORDS[view.triage.level]}. ${view.triage.title}.` : ""} />
  </div>`;
}
