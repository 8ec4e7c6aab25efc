// Plan: a goal and a rule set become a grid of weeks; every session is edited by keyboard, moved by keyboard or dragged.
const WEEKDAYS = [tc("weekday", "Mon"), tc("weekday", "Tue"), tc("weekday", "Wed"), tc("weekday", "Thu"), tc("weekday", "Fri"), tc("weekday", "Sat"), tc("weekday", "Sun")];
const KIND_WORDS = { race: t("your goal"), long: t("long run"), walk_run: t("run and walk"), easy: "" };
const KIND_SHORT = { race: t("goal"), long: t("long"), walk_run: t("walk–run") };
const dayOf = (iso) => new Date(`${iso}T00:00:00Z`);
const shortDay = (iso) => sayDate(dayOf(iso).getTime());
const weekday = (iso) => WEEKDAYS[(dayOf(iso).getUTCDay() + 6) % 7];

// Dragging by pointer, so that a finger can do it as well as a mouse: the grip is captured, the day under it is marked.
function dragSession(event, from, onMove) {
  const grip = event.currentTarget;
  grip.setPointerCapture(event.pointerId);
  const [x, y] = [event.clientX, event.clientY];
  let over = null, dragged = false;
  const mark = (cell) => { if (cell === over) return; if (over) over.classList.remove("over"); over = cell; if (over) over.classList.add("over"); };
  const move = (e) => {
    dragged = dragged || Math.hypot(e.clientX - x, e.clientY - y) > 6;
    if (!dragged) return; // a press, not a drag
    const at = document.elementFromPoint(e.clientX, e.clientY); mark(at && at.closest("[data-plan-day]"));
  };
  const end = (e) => {
    grip.removeEventListener("pointermove", move);
    ["pointerup", "pointercancel", "lostpointercapture"].forEach((name) => grip.removeEventListener(name, end));
    const target = over && over.dataset.planDay;
    mark(null);
    grip.dataset.dragged = dragged ? "yes" : "";
    if (e.type === "pointerup" && target && target !== from) onMove(from, target);
  };
  grip.addEventListener("pointermove", move);
  ["pointerup", "pointercancel", "lostpointercapture"].forEach((name) => grip.addEventListener(name, end));
}

// Whoever cannot drag presses the dots, then the day: two presses do what a drag does.
function PlanCell({ day, act, onMove, picked, onPick }) {
  const words = `${weekday(day.date)} ${shortDay(day.date)}`;
  const resting = day.km === null;
  const keys = (e) => {
    const shift = e.altKey && { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[e.key];
    if (!shift || resting) return;
    e.preventDefault();
    onMove(day.date, new Date(dayOf(day.date).getTime() + shift * DAY).toISOString().slice(0, 10));
  };
  const label = [t("{day}, km", { day: words }), KIND_WORDS[day.kind], day.text, day.spike].filter(Boolean).join(". ");
  return html`<div class=${`hip-plan-cell ${resting ? "rest" : day.kind} ${day.spike ? "spike" : ""}`} data-plan-day=${day.date}>
    <div class="hip-plan-day"><span class="hip-small hip-soft"><span class="hip-plan-weekday">${weekday(day.date)}</span><span class="hip-plan-date">${shortDay(day.date)}</span></span>${!resting && html`<button type="button" class="hip-grip" title=${t("Drag to another day, or press and choose the day")} aria-label=${t("Move the session of {day}", { day: words })} aria-pressed=${String(picked === day.date)} onPointerDown=${(e) => dragSession(e, day.date, onMove)} onClick=${(e) => { if (e.currentTarget.dataset.dragged === "yes") { e.currentTarget.dataset.dragged = ""; return; } onPick(picked === day.date ? "" : day.date); }}>⠿</button>`}</div>
    ${picked && picked !== day.date && html`<button type="button" class="hip-plan-here" aria-label=${t("Move it to {day}", { day: words })} onClick=${() => onMove(picked, day.date)}>${t("here")}</button>`}
    <${Amount} id=${`plan-${day.date}`} inputmode="decimal" min="0" max="100" step="0.1" value=${day.km} placeholder=${t("rest")} aria-label=${label} title=${day.text || undefined} onKeyDown=${keys} onSet=${(km) => act("set_run", { date: day.date, distance_km: km })} />
    <span class="hip-plan-kind">${day.spike ? html`<${Icon} name="triangle" />${t("spike")}` : KIND_SHORT[day.kind] || "\u00a0"}</span></div>`;
}

function PlanGrid({ view, act }) {
  const next = useRef("");
  const [moved, setMoved] = useState("");
  const [picked, setPicked] = useState("");
  const pick = (day) => { setPicked(day); if (day) setMoved(t("Press the day it shall go to, or Escape.")); };
  const move = (source, target) => { next.current = target; setPicked(""); setMoved(t("Moved to {day}.", { day: `${weekday(target)} ${shortDay(target)}` })); act("move_run", { source, target }); };
  // The session that was moved keeps the focus on its new day.
  useEffect(() => {
    if (!next.current) return;
    const at = document.getElementById(`plan-${next.current}`);
    next.current = "";
    if (at) at.focus();
  }, [view.weeks]);
  return html`<div class="hip-plan" role="group" aria-label=${t("The plan, week by week. Alt and an arrow key move a session.")} onKeyDown=${(e) => e.key === "Escape" && setPicked("")}>
    <div class="hip-plan-week hip-plan-head" aria-hidden="true"><span>${t("Week")}</span>${WEEKDAYS.map((d) => html`<span>${d}</span>`)}<span class="n">km</span></div>
    ${view.weeks.map((w, i) => html`<section class="hip-plan-week" key=${w.monday} aria-label=${t("Week {n}, {km} km", { n: i + 1, km: num(w.total, 1) })}><h3 class="hip-plan-number"><span class="hip-plan-figure">${i + 1}</span><span class="hip-plan-word">${t("Week {n}, from {day}", { n: i + 1, day: shortDay(w.monday) })}</span></h3>${w.days.map((d) => html`<${PlanCell} key=${d.date} day=${d} act=${act} onMove=${move} picked=${picked} onPick=${pick} />`)}
      <p class="hip-plan-total"><span class="hip-num">${num(w.total, 1)}<span class="hip-plan-word"> km</span></span>${w.kept_total !== null && html`<span class="hip-small hip-soft hip-num">${t("{km} kept", { km: num(w.kept_total, 1) })}</span>`}</p></section>`)}
    <${Live} text=${moved} /></div>`;
}

const sayDays = (n) => (n ? tn("{n} day", "{n} days", n) : t("never"));

function PlanBreaks({ rows, other }) {
  return html`<ul class="hip-list">${rows.map((r, i) => html`<li key=${r.rule} class="hip-rule-row"><div class="hip-row apart"><strong>${r.name}</strong><span class="hip-num">${sayDays(r.times)}${other ? html` <span class="hip-soft">${t("kept: {days}", { days: sayDays(other[i].times) })}</span>` : ""}</span></div>
    <p class=${`hip-tone hip-small ${r.too_far ? "urgent" : r.times ? "soon" : "good"}`}><${Icon} name=${r.times ? "triangle" : "check"} /><span>${r.times ? t("First on {day}: {says}", { day: r.first, says: r.says }) : t("does not object")}</span></p>
    <p class="hip-small"><span class=${`hip-tag standing-${r.standing}`}>${r.standing_words}</span></p></li>`)}</ul>`;
}

const sumUp = (s) => tn("{n} session, {km} km, longest {longest} km", "{n} sessions, {km} km, longest {longest} km", s.sessions, { km: num(s.km), longest: num(s.longest_km) });

const PLAN_COLUMNS = [["km", "km"], ["longest", t("Longest, km")], ["furthest", t("Longest against 30 days, %")], ["change", t("Week, %")], ["rest_days", t("Rest days")], ["coupled", t("ACWR coupled")], ["uncoupled", t("ACWR uncoupled")], ["ewma", t("ACWR weighted")], ["monotony", t("Monotony")], ["strain", t("Strain")], ["ctl", t("CTL")], ["atl", t("ATL")], ["tsb", t("TSB")]];

const NumberField = ({ label, name, g, set, width = "7em", ...rest }) => html`<label class="hip-field"><span>${label}</span><${Amount} style=${{ width }} value=${g[name]} onSet=${(value) => set(name, value ?? 0)} ...${rest} /></label>`;

function PlanNow({ view, act, model, set }) {
  const g = view.goal;
  return html`<h3>${t("What you run now")}</h3>
    ${view.log.source === "typed" ? html`<div class="hip-row hip-plan-fields">
      <${NumberField} label=${t("Km a week")} name="week_km" g=${g} set=${set} min="0" max="300" />
      <${NumberField} label=${t("Longest run, km")} name="longest_km" g=${g} set=${set} min="0.5" max="100" />
      <${NumberField} label=${t("Weeks without a run since")} name="layoff_weeks" g=${g} set=${set} min="0" max="104" step="1" />
      <${NumberField} label=${t("Easy pace, min a km")} name="pace" g=${g} set=${set} min="2" max="20" /></div>`
      : html`<p>${t("Planned from {log}, at an easy {pace} minutes a km.", { log: view.from_log, pace: num(view.pace, 1) })} <${Button} kind="small" onClick=${() => act("load_scenario", { id: "" })}>${t("Type it instead")}<//></p>${view.log_cut && html`<p class="hip-small">${view.log_cut}</p>`}`}
    ${view.problems.length > 0 && html`<${Notice} kind="warn" role="alert"><ul class="hip-bullets">${view.problems.slice(0, 5).map((p) => html`<li class="hip-small" key=${p}>${p}</li>`)}</ul><//>`}
    <div class="hip-row hip-plan-fields"><label class="hip-field"><span>${t("Or from an invented runner")}</span><select value=${view.scenario || ""} onChange=${(e) => act("load_scenario", { id: e.target.value })}><option value="">${t("what I typed")}</option>${view.scenarios.map((s) => html`<option value=${s.id}>${s.title}</option>`)}</select></label>
      <label class="hip-field"><span>${t("The plan begins with")}</span><select value=${String(g.ladder)} onChange=${(e) => act("set_goal", { name: "ladder", value: Number(e.target.value) })}><option value="0">${t("running as you do")}</option>${view.ladder.map((s) => html`<option value=${String(s.number)}>${t("return to running from step {number}: {text}", s)}</option>`)}</select></label></div>
    ${g.ladder > 0 && html`<p class="hip-small"><${Badge} basis="expert_estimate" reference="george2024tibial" /> ${t("Nobody has tested the minutes of these steps: they are judgement.")} <a href=${pageHref("exercises")}>${t("The ladder, and on what grounds")}</a></p>`}
    ${view.long_break && !g.ladder && html`<${Notice} kind="warn"><p>${t("Nothing was run in the 30 days before this plan.")} <${Button} kind="small" onClick=${() => act("set_goal", { name: "ladder", value: 1 })}>${t("Begin with running and walking")}<//></p><//>`}
    <${Details} summary=${t("Bring your own log")}><${Drop} view=${{ ...view.log, pain: { rows: [] } }} act=${act} model=${model} /><//>`;
}

function PlanPage({ view, act, model }) {
  const g = view.goal;
  const set = (name, value) => act("set_goal", { name, value });
  const first = view.breaks[0];
  const bar = first && first.times ? tn("{rule}: objects on {n} day", "{rule}: objects on {n} days", first.times, { rule: first.name }) : t("The rule with evidence does not object");
  const reading = html`
    ${view.notice && html`<${Notice} kind="warn" role="alert"><p>${view.notice}</p><//>`}
    <h2>${t("Which rules this plan breaks")}</h2>
    ${view.notes.map((n) => html`<${Notice} kind="warn" key=${n}><p>${n}</p><//>`)}
    <p>${sumUp(view.sums)}${view.kept ? html` <span class="hip-soft">${t("(kept: {sum})", { sum: sumUp(view.kept) })}</span>` : ""}</p>
    <${PlanBreaks} rows=${view.breaks} other=${view.kept && view.kept.breaks} />
    <p class="hip-small">${t("Single runs are read on their day, all other rules on Sundays. A plan that no rule objects to is not a promise: no load rule has been tested for the hip alone.")}</p>
    <${Notice} kind="bad"><p class="hip-small">${view.caution}</p><//>`;
  return html`<div>
    <${PageHead} title=${t("Plan")} lead=${t("From what you run now to a goal, week by week under a rule set of your choice. Change any day and see at once which rules object.")} />
    <${Split} bar=${bar} label=${t("Which rules this plan breaks")} reading=${reading} instrument=${html`
      <section class="hip-sheet tight" aria-labelledby="plan-goal"><div class="hip-row apart"><h2 id="plan-goal">${t("The goal")}</h2><${History} view=${view} act=${act} /></div>
        <div class="hip-row hip-plan-fields">
          <${NumberField} label=${t("Distance, km")} name="goal_km" g=${g} set=${set} min="1" max="100" />
          <label class="hip-field"><span>${t("On the day")}</span><input type="date" value=${g.goal_date} onChange=${(e) => set("goal_date", e.target.value)} /></label>
          <${NumberField} label=${t("Days a week")} name="days_a_week" g=${g} set=${set} min="1" max="7" step="1" width="6em" />
          <label class="hip-field"><span>${t("Rules to keep to")}</span><select value=${g.rule_set} onChange=${(e) => set("rule_set", e.target.value)}>${view.rule_sets.map((r) => html`<option value=${r.id}>${r.name}</option>`)}</select></label>
          ${g.rule_set === "own" && html`<${NumberField} label=${t("A run beyond the longest, %")} name="spike_cap" g=${g} set=${set} min="0" max="100" /><${NumberField} label=${t("A week beyond the last, %")} name="week_cap" g=${g} set=${set} min="0" max="100" /><${NumberField} label=${t("Lighter week every")} name="deload_every" g=${g} set=${set} min="0" max="12" step="1" />`}</div>
        ${g.rule_set === "own" && html`<p class="hip-small">${t("0 means: no cap, no lighter week.")}</p>`}
        <${PlanNow} view=${view} act=${act} model=${model} set=${set} /></section>
      ${view.figure && html`<section class="hip-sheet tight"><${Chart} figure=${view.figure} /></section>`}
      <section class="hip-sheet tight" aria-labelledby="plan-weeks"><div class="hip-row apart"><h2 id="plan-weeks">${t("The weeks")}</h2><div class="hip-row"><${Button} kind="small" onClick=${() => act("make_again")}>${t("Undo all edits")}<//>${view.kept ? html`<${Button} kind="small" onClick=${() => act("swap_kept")}>${t("Work on the kept plan")}<//><${Button} kind="small" onClick=${() => act("drop_kept")}>${t("Stop comparing")}<//>` : html`<${Button} kind="small" onClick=${() => act("keep_plan")}>${t("Keep to compare")}<//>`}</div></div>
        ${view.kept && html`<p class="hip-small">${t("Compared with the plan you kept ({name}); it is the dashed line above.", { name: view.kept.name })}</p>`}
        <p class="hip-small">${t("Type a distance, or empty a day for rest. Drag a session by its dots, press the dots and then a day, or press Alt and an arrow key; two sessions change places.")}</p>
        <${PlanGrid} view=${view} act=${act} />
        <${Details} summary=${t("Every measure on each Sunday")}><${Table} caption=${t("Every measure on each Sunday")} columns=${[t("Week from"), ...PLAN_COLUMNS.map(([, words]) => words)]} rows=${view.measures.map((m) => [m.monday, ...PLAN_COLUMNS.map(([id]) => m[id])])} numeric=${PLAN_COLUMNS.map((_, i) => i + 1)} /><p class="hip-small">${t("– means that the measure is not defined: too few days, or nothing to divide by.")}</p><//>
      </section>
      <section class="hip-sheet tight" aria-labelledby="plan-save"><h2 id="plan-save">${t("Take it along")}</h2>
        <div class="hip-row"><${FileButton} kind="ics" model=${model} act=${act}>${t("Calendar (ICS)")}<//><${FileButton} kind="pdf" model=${model} act=${act}>${t("To print (PDF)")}<//><${FileButton} kind="csv" model=${model} act=${act}>${t("Table (CSV)")}<//><${FileButton} kind="fit" model=${model} act=${act}>${t("For a watch (FIT)")}<//></div>
        <p class="hip-small">${t("The FIT file is a zip with one workout for each day: unpack it, and copy the files to the folder “NewFiles” of the watch.")}</p></section>`} />
    <${Live} text=${bar} />
  </div>`;
}
