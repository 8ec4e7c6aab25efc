// Programmes: danger signs first, then a path of phases with checks, the pain light and the ladder.
const COLOURS = { green: t("green"), amber: t("amber"), red: t("red") };
const LIGHT_ICONS = { green: "check", amber: "restart", red: "down" };

// A list of signs: tick what fits, or say that none does.
function SignList({ title, lead, questions, asked, onAnswer, none }) {
  const [ticked, setTicked] = useState(questions.filter((q) => q.on).map((q) => q.id));
  const [open, setOpen] = useState(!asked);
  useEffect(() => { setTicked(questions.filter((q) => q.on).map((q) => q.id)); setOpen(!asked); }, [asked, questions.map((q) => q.on).join()]);
  const toggle = (id, on) => setTicked(on ? [...ticked, id] : ticked.filter((each) => each !== id));
  if (!open) {
    const on = questions.filter((q) => q.on);
    return html`<div class="hip-row apart x-signs-done"><div><h3>${title}</h3>${on.length ? html`<${Bullets} items=${on.map((q) => q.text)} />` : html`<p><span class="hip-tone good"><${Icon} name="check" />${none}</span></p>`}</div><${Button} kind="small" onClick=${() => setOpen(true)}>${t("Change the answer")}<//></div>`;
  }
  return html`<fieldset class="x-signs"><legend><h3>${title}</h3></legend><p class="hip-small">${lead}</p>
    ${questions.map((q) => html`<label class="hip-check" key=${q.id}><input type="checkbox" checked=${ticked.includes(q.id)} onChange=${(e) => toggle(q.id, e.target.checked)} /><span>${q.text}</span></label>`)}
    <div class="hip-row">${ticked.length ? html`<${Button} kind="primary" onClick=${() => { onAnswer(ticked); setOpen(false); }}>${tn("This one fits", "These {n} fit", ticked.length)}<//>` : html`<${Button} kind="primary" onClick=${() => { onAnswer([]); setOpen(false); }}>${t("None of these fits")}<//>`}</div></fieldset>`;
}

function DangerPanel({ flag }) {
  return html`<div class=${`hip-triage ${flag.level}`} role="alert"><div class="hip-triage-head"><${Icon} name=${flag.level} /><span>${flag.title}</span></div>
    <div class="hip-triage-body"><p>${flag.action}</p><p class="hip-small">${flag.sooner}</p>
      <p>${t("No light and no running steps are shown until somebody has looked at this.")}</p>
      <p><a class="hip-button" href=${pageHref("symptom_checker")}>${t("Go through it in the symptom checker")}</a></p></div></div>`;
}

function ScreenSection({ view, act }) {
  const s = view.screen;
  return html`<section class="hip-sheet tight" aria-labelledby="x-screen"><div class="hip-row apart"><h2 id="x-screen">${t("Before anything else")}</h2><${History} view=${view} act=${act} /></div>
    <${SignList} title=${t("Danger signs")} lead=${t("Does any of these fit you now? Tick all that do.")} questions=${s.questions} asked=${s.asked} none=${t("None of them fits.")} onAnswer=${(flags) => act("screen", { flags })} />
    ${s.open && html`<${DangerPanel} flag=${s.open} />`}
    ${s.bone_open && !s.open && html`<${Notice} kind="warn"><p><strong>${t("Bone may be the source.")}</strong> ${t("Do not run on it to find out: ask for an examination this week. Until it is ruled out the aim of the light is 0 of 10.")}</p><p><a class="hip-button small" href=${pageHref("symptom_checker")}>${t("Go through it in the symptom checker")}</a></p><//>`}
    ${s.ask_bone && s.asked && !s.open && html`<${SignList} title=${t("Could it be bone?")} lead=${t("Tendons and joints bear a little pain; bone does not. Does any of these fit?")} questions=${s.bone_questions} asked=${s.bone_asked} none=${t("Nothing points to bone.")} onAnswer=${(signs) => act("screen_bone", { signs })} />`}
  </section>`;
}

function ChooseProgramme({ content, view, act }) {
  const p = view.programme;
  if (p) return html`<label class="hip-field x-choose"><span>${t("What it is for")}</span><select value=${p.id} onChange=${(e) => act("choose_programme", { name: e.target.value })}>${content.programmes.map((each) => html`<option key=${each.id} value=${each.id}>${each.plain_name}</option>`)}</select></label>`;
  return html`<section class="hip-sheet tight" aria-labelledby="x-what"><h2 id="x-what">${t("What is it for?")}</h2><p class="hip-small">${t("A programme helps only with what it was made for. If nobody has looked at the pain, begin with the {link}.", { link: html`<a href=${pageHref("symptom_checker")}>${t("symptom checker")}</a>` })}</p>
    <ul class="x-programmes">${content.programmes.map((each) => html`<li key=${each.id}><button type="button" class="x-programme" data-programme=${each.id} onClick=${() => act("choose_programme", { name: each.id })}><strong>${each.plain_name}</strong><span class="hip-small">${each.conditions.map((c) => c.name).join("; ")}</span><span class="hip-small hip-soft">${tn("{n} phase", "{n} phases", each.phases)}${each.supervised ? `; ${t("medical care leads")}` : ""}</span></button></li>`)}</ul></section>`;
}

function PhasePath({ p, act }) {
  return html`<ol class="x-path" aria-label=${t("Phases")}>${p.stages.map((s) => html`<li key=${s.id} class=${`${s.here ? "here" : ""} ${s.done ? "done" : ""}`}>
    <button type="button" aria-current=${s.here ? "step" : null} onClick=${() => act("choose_stage", { stage: s.id })}><span class="x-stop" aria-hidden="true">${s.done ? html`<${Icon} name="check" />` : s.number}</span>
      <span class="x-stop-name"><span class="hip-visually-hidden">${t("Phase {n}:", { n: s.number })} </span>${s.name}</span><span class="hip-small hip-soft">${s.weeks}</span><span class="hip-small">${t("{n} of {all} goals", { n: s.reached, all: s.goals })}</span></button></li>`)}</ol>`;
}

function PhasePanel({ p, act, starts, stopped }) {
  const s = p.stage;
  return html`<section class="hip-sheet tight" aria-labelledby="x-phase"><h2 id="x-phase">${s.name}</h2><p><strong>${s.purpose}</strong> <span class="hip-soft">${t("{weeks}; the goals decide, not the weeks.", { weeks: s.weeks[0].toUpperCase() + s.weeks.slice(1) })}</span></p>
    ${stopped && html`<${Notice} kind="bad"><p>${t("A danger sign is open. Read this, but do none of it until somebody has looked at you.")}</p><//>`}
    ${p.supervised && html`<${Notice} kind="warn"><p>${t("Medical care leads here. Use this to talk it through with whoever treats you.")}</p><//>`}
    <div class="x-doses"><div><h3>${t("Exercises")}</h3><ul class="x-dose-list">${s.exercises.map((e) => html`<li key=${e.id} data-exercise=${e.id}><${StartPicture} starts=${starts} id=${e.id} /><div><button type="button" class="x-link" onClick=${() => { act("choose", { exercise: e.id }); act("show", { tab: "library" }); }}>${e.name}</button><p>${e.dose}</p>${e.if_allowed && html`<p class="hip-small"><span class="hip-tone soon"><${Icon} name="triangle" />${t("only if whoever treats you allows it")}</span></p>`}<p class="hip-small hip-soft">${aboutMinutes(e.minutes)} ${e.caution || ""}</p></div></li>`)}</ul></div>
      <div><h3>${t("Running")}</h3><div class="x-run"><p><${Badge} basis=${s.running.basis} /> <strong>${stopped ? t("No running while a danger sign is open") : s.running.none ? t("No running") : s.running.dose}</strong></p>${!stopped && html`<p>${s.running.rule}</p>`}${!stopped && s.running.walk_run && html`<p class="hip-small">${t("The steps of the ladder stand below.")}</p>`}</div>
        ${s.avoid.length > 0 && html`<h3>${t("Leave out for now")}</h3><${Bullets} items=${s.avoid} />`}
        </div></div>
    ${s.left_out.length > 0 && html`<${Details} summary=${t("Exercises that wait ({n})", { n: s.left_out.length })}><ul class="hip-list">${s.left_out.map((e) => html`<li key=${e.id}><strong>${e.name}.</strong> <span class="hip-small">${e.why}</span></li>`)}</ul><//>`}
  </section>`;
}

function CheckRow({ c, act }) {
  const id = `x-check-${c.id}`;
  const state = c.reached === null ? ["dot", "", t("not answered")] : c.elsewhere ? ["arrow", "", t("see the note")] : c.places ? ["check", "good", t("fits")] : c.reached ? ["check", "good", t("reached")] : ["cross", "soon", t("not yet")];
  const field = c.number
    ? html`<span class="hip-row x-amount"><${Amount} id=${id} min="0" max=${c.most} value=${c.answer === undefined ? null : c.answer} aria-describedby=${`${id}-why`} onSet=${(value) => act("answer", { check: c.id, value })} /><span class="hip-small">${c.unit}</span></span>`
    : html`<${YesNo} label=${c.text} value=${c.answer} onSet=${(value) => act("answer", { check: c.id, value })} />`;
  return html`<li class=${`x-check ${c.reached && !c.elsewhere ? "reached" : ""}`} data-check=${c.id}>
    <div>${c.number ? html`<label for=${id}>${c.text}</label>` : html`<strong>${c.text}</strong>`}${c.number && html` <span class="hip-soft">${c.places ? t("Meant for: {goal}.", { goal: c.goal }) : t("Goal: {goal}.", { goal: c.goal })}</span>`} <${Badge} basis=${c.basis} reference=${c.reference} />
      <p class="hip-small hip-soft" id=${`${id}-why`}>${c.why}${c.by_clinician ? ` ${t("Only whoever treats you can say so.")}` : ""}</p>${c.elsewhere && html`<p class="hip-small"><${Icon} name="arrow" /> ${c.elsewhere}</p>`}</div>${field}
    <span class=${`hip-tone hip-small ${state[1]}`}><${Icon} name=${state[0]} />${state[2]}</span></li>`;
}

function ChecksSection({ p, act }) {
  const begun = p.begin.length > 0 && p.begin.every((c) => c.reached);
  const list = (checks) => html`<ul class="x-checks">${checks.map((c) => html`<${CheckRow} key=${c.id} c=${c} act=${act} />`)}</ul>`;
  return html`<section class="hip-sheet tight" aria-labelledby="x-checks"><h2 id="x-checks">${t("Are you ready?")}</h2>
    ${p.begin.length > 0 && html`<${Details} summary=${begun ? t("To begin “{phase}”: nothing is missing", { phase: p.stage.name }) : t("To begin “{phase}” ({n} of {all})", { phase: p.stage.name, n: p.begin.filter((c) => c.reached).length, all: p.begin.length })} open=${!begun}>${list(p.begin)}<//>`}
    <h3>${p.next.name ? t("To go on to “{phase}”", { phase: p.next.name }) : t("To be done with the last phase")}</h3>${list(p.go_on)}
    ${p.next.ready && p.next.stage && html`<div class="hip-row"><${Button} kind="primary" icon="arrow" onClick=${() => act("choose_stage", { stage: p.next.stage })}>${t("Begin “{phase}”", { phase: p.next.name })}<//></div>`}</section>`;
}

// Keys pressed faster than the answers come must not be lost: an answer to an older key is ignored.
function PainSlider({ id, label, value, onSet }) {
  const [own, setOwn] = useState(value);
  const sent = useRef(undefined);
  useEffect(() => {
    if (sent.current !== undefined && sent.current !== value) return;
    sent.current = undefined;
    setOwn(value);
  }, [value]);
  const set = (next) => { if (next !== value) sent.current = next; setOwn(next); onSet(next); };
  const none = own === null;
  const key = `x-pain-${id}`;
  const first = (e) => none && set(Number(e.target.value));
  return html`<div class=${`hip-slider ${none ? "unset" : ""}`}><label for=${key}>${label}</label>
    <input id=${key} type="range" min="0" max="10" step="1" value=${none ? 0 : own} aria-valuetext=${none ? t("not set") : t("{n} of 10", { n: own })} onPointerUp=${first} onKeyUp=${(e) => e.key.startsWith("Arrow") && first(e)} onInput=${(e) => set(Number(e.target.value))} />
    <span class="hip-row"><${Amount} min="0" max="10" step="1" aria-label=${t("{what}, 0 to 10", { what: label })} value=${own} onSet=${set} /><span class="hip-small">${t("of 10")}</span></span></div>`;
}

function LightSection({ p, act }) {
  const l = p.light;
  const set = (name) => (value) => act("set_pain", { name, value });
  return html`<section class="hip-sheet tight" aria-labelledby="x-pain"><div class="hip-row apart"><h2 id="x-pain">${t("How did a session feel?")}</h2><${Button} kind="small" onClick=${() => act("clear_pain")}>${t("Next session")}<//></div>
    <p class="hip-small">${t("0 is no pain, 10 the worst you can think of.")}</p>
    <${PainSlider} id="usual" label=${t("Usual, before it")} value=${l.pain.usual} onSet=${set("usual")} />
    <${PainSlider} id="during" label=${t("During, at its worst")} value=${l.pain.during} onSet=${set("during")} />
    <${PainSlider} id="after" label=${t("In the hours after")} value=${l.pain.after} onSet=${set("after")} />
    <${PainSlider} id="morning" label=${t("The next morning")} value=${l.pain.morning} onSet=${set("morning")} />
    ${l.bone && html`<div class="hip-row"><span>${t("Gone within an hour?")}</span><${Segments} label=${t("Gone within an hour?")} value=${l.pain.settled} options=${[[true, t("Yes")], [false, t("No")], [null, t("Not known")]]} onChange=${set("settled")} /></div>`}
    ${l.warnings.map((w) => html`<label class="hip-check" key=${w}><input type="checkbox" checked=${l.pain.warning} onChange=${(e) => set("warning")(e.target.checked)} /><span><strong>${t("This came:")}</strong> ${w}</span></label>`)}
    <p class="hip-small"><${Badge} basis=${l.bone ? "expert_estimate" : l.rule[0].basis} reference=${l.bone ? null : l.rule[0].reference} checked=${l.rule[0].checked} /> ${l.rule_says}${l.borrowed ? ` ${t("The limits were tested in sore Achilles tendons and are borrowed for the hip.")}` : ""}</p></section>`;
}

function LightPanel({ l }) {
  if (l.refused) return html`<div class="x-light refused" role="status"><p><strong>${t("No light")}</strong></p><p>${l.refused}</p></div>`;
  if (!l.colour) return html`<div class="x-light waiting" role="status"><p><strong>${t("The pain light")}</strong></p><p>${l.wait}</p></div>`;
  return html`<div class=${`x-light ${l.colour}`} role="status"><div class="x-lamps" aria-hidden="true">${["red", "amber", "green"].map((c) => html`<i key=${c} class=${`${c} ${c === l.colour ? "on" : ""}`}>${c === l.colour && html`<${Icon} name=${LIGHT_ICONS[c]} />`}</i>`)}</div>
    <div><p><strong>${l.name}</strong></p><p>${l.meaning}</p><${Bullets} items=${l.reasons} />${l.bone && html`<p class="hip-small">${t("Bone may be the source, so the aim is 0.")}</p>`}</div></div>`;
}

function RungBar({ r, longest }) {
  const parts = Array.from({ length: r.times }, (_, i) => [html`<i key=${`r${i}`} class="run" style=${{ flexGrow: r.run }} />`, r.walk > 0 && html`<i key=${`w${i}`} class="walk" style=${{ flexGrow: r.walk }} />`]);
  return html`<div class="x-rung-bar" aria-hidden="true" style=${{ width: `${(100 * r.minutes) / longest}%` }}>${parts}</div>`;
}

function LadderSection({ p, act }) {
  const l = p.ladder;
  const closed = Boolean(l.why_not);
  const body = html`<ol class="x-ladder" aria-label=${t("Steps of the ladder")}>${l.rungs.map((r) => html`<li key=${r.number} class=${r.number === l.at ? "here" : ""} aria-current=${r.number === l.at ? "step" : null}><span class="x-rung-number">${r.number}</span><div><span>${r.text}</span><${RungBar} r=${r} longest=${l.longest} /></div>${r.number === l.at ? html`<span class="hip-small"><strong>${t("you are here")}</strong></span>` : html`<${Button} kind="quiet small" aria-label=${t("Be here: step {n}", { n: r.number })} onClick=${() => act("set_rung", { number: r.number })}>${t("Be here")}<//>`}</li>`)}</ol>
    <p class="hip-small hip-soft">${t("Solid: running. Pale: walking. A bar as long as its minutes.")} <${Badge} basis=${l.basis} reference=${l.reference} /> ${l.caveats[0]}</p>
    <h3>${t("Sessions on step {n}", { n: l.at })}</h3>
    <p>${l.colours.length ? html`<span class="x-sessions" role="img" aria-label=${t("So far: {colours}", { colours: l.colours.map((c) => COLOURS[c]).join(", ") })}>${l.colours.map((c, i) => html`<i key=${i} class=${c}><${Icon} name=${LIGHT_ICONS[c]} /></i>`)}</span>` : html`<span class="hip-soft">${t("None yet.")}</span>`}</p>
    <div class="hip-row"><span>${t("Write down a session:")}</span>${p.light.colour && html`<${Button} kind="primary small" onClick=${() => act("log_session")}>${t("With this light: {colour}", { colour: COLOURS[p.light.colour] })}<//>`}${["green", "amber", "red"].map((c) => html`<${Button} key=${c} kind="small" icon=${LIGHT_ICONS[c]} onClick=${() => act("log_session", { colour: c })}>${COLOURS[c]}<//>`)}</div>
    <div class="x-days">${l.days.map((d) => html`<div key=${d.colour} class=${`x-day ${d.colour}`}><p><span class="hip-tone"><${Icon} name=${LIGHT_ICONS[d.colour]} />${d.name}</span></p><p>${d.why}</p><p class="hip-small hip-soft">${t("Then step {n}, after {hours} hours or more.", { n: d.rung, hours: d.rest_h })}</p></div>`)}</div>
    <${Details} summary=${t("Every number of the ladder, and on what grounds")}><ul class="hip-list">${l.rules.map((r) => html`<li class="hip-small" key=${r.name}><${Badge} basis=${r.basis} reference=${r.reference} checked=${r.checked} /> ${r.name}: ${withRange({ ...r, unit: sayUnit(r.unit) })}${r.note ? `; ${r.note}` : ""}</li>`)}</ul><${Bullets} items=${l.caveats.slice(1)} /><${Proof} list=${l.evidence} /><//>`;
  return html`<section class="hip-sheet tight" aria-labelledby="x-ladder"><h2 id="x-ladder">${t("From walking to running")}</h2>
    ${closed ? html`<p>${l.why_not}</p>` : l.part_of_phase ? body : html`<p>${t("This phase does not ask for the ladder. After two weeks or more without running it is a safe way back.")}</p><${Details} summary=${t("Show the ladder")}>${body}<//>`}</section>`;
}

function ProgrammeReading({ view, notice, act }) {
  const p = view.programme;
  if (!p) return html`${notice}<div class="hip-empty"><h2>${t("Where you are")}</h2><p>${t("Answer the danger signs and choose what the programme is for. What to do now, and what is missing before the next phase, appears here.")}</p></div>`;
  const move = p.ladder.move;
  const stepped = !p.ladder.why_not && p.ladder.colours.length > 0;
  return html`${notice}<h2>${t("Where you are")}</h2>
    ${p.next.ahead.length > 0 && html`<${Details} summary=${p.next.ahead_says}><${Bullets} items=${p.next.ahead} /><//>`}
    <p class="hip-changed" key=${p.next.says}><strong>${p.next.says}</strong></p>
    <${FillBar} value=${p.next.reached / (p.next.goals || 1)} label=${t("{n} of {all} goals reached", { n: p.next.reached, all: p.next.goals })} />
    ${p.next.missing.length > 0 && html`<h3>${t("Still missing")}</h3><ul class="hip-bullets">${p.next.missing.map((m) => html`<li key=${m}>${m}</li>`)}</ul>`}
    <${LightPanel} l=${p.light} />
    ${stepped && html`<div class="x-move"><p><strong>${t("Ladder:")}</strong> ${move.why}</p><p class="hip-small">${t("Next: step {n}, {what}, after {hours} hours or more.", { n: move.rung, what: move.text, hours: move.rest_h })}</p>${["up", "down"].includes(move.direction) && html`<${Button} kind="small" icon=${move.direction} onClick=${() => act("take_step")}>${t("Go to step {n}", { n: move.rung })}<//>`}</div>`}
    ${p.urgent.length > 0 && html`<${Notice} kind="bad"><h3>${t("Get help when")}</h3><${Bullets} items=${p.urgent} /><//>`}
    <${Details} summary=${t("The idea, and what helps beside exercise")}><p>${p.principle}</p><${Bullets} items=${p.education} />${p.refer && html`<p>${p.refer}</p>`}<//>
    ${p.evidence.length > 0 && html`<${Details} summary=${t("What is known ({n})", { n: p.evidence.length })}><${Proof} list=${p.evidence} /><//>`}
    <${Details} summary=${t("Sources ({n})", { n: Object.keys(p.references).length })}><${CiteList} references=${p.references} /><//>`;
}

function ProgrammesPart({ view, content, act, starts, notice }) {
  const p = view.programme;
  const bar = view.screen.open ? html`<span class=${`hip-tone ${view.screen.open.level}`}><${Icon} name=${view.screen.open.level} />${view.screen.open.title}</span>` : p ? `${p.light.name ? `${p.light.name}. ` : ""}${p.next.says}` : t("Where you are appears here");
  return html`<div><${Split} bar=${bar} label=${t("Where you are")} reading=${html`<${ProgrammeReading} view=${view} notice=${notice} act=${act} />`} instrument=${html`
    <${ScreenSection} view=${view} act=${act} />
    ${p ? html`<section class="hip-sheet tight" aria-labelledby="x-way"><h2 id="x-way">${p.plain_name}</h2>
      <${ChooseProgramme} content=${content} view=${view} act=${act} /><p class="hip-small">${p.name}</p><${PhasePath} p=${p} act=${act} /></section>
      <${PhasePanel} p=${p} act=${act} starts=${starts} stopped=${Boolean(view.screen.open)} /><${ChecksSection} p=${p} act=${act} /><${LightSection} p=${p} act=${act} /><${LadderSection} p=${p} act=${act} />` : html`<${ChooseProgramme} content=${content} view=${view} act=${act} />`}`} />
    <${Live} text=${p ? `${p.next.says} ${p.light.name}` : ""} /></div>`;
}
