// Plan: a goal and a rule set become a grid of weeks; every session is edited by keyboard, moved by keyboard or dragged.
const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const KIND_WORDS = { race: "your goal", long: "long run", walk_run: "run and walk", easy: "" };
const dayOf = (iso) => new Date(`${iso}T00:00:00Z`);
const shortDay = (iso) => { const d = dayOf(iso); return `${d.getUTCDate()} ${MONTHS[d.getUTCMonth()]}`; };
const weekday = (iso) => WEEKDAYS[(dayOf(iso).getUTCDay() + 6) % 7];

// Dragging by pointer, so that a finger can do it as well as a mouse: the grip is captured, the day under it is marked.
function dragSession(event, from, onMove) {
  event.preventDefault();
  const grip = event.currentTarget;
  grip.setPointerCapture(event.pointerId);
  let over = null;
  const mark = (cell) => { if (cell === over) return; if (over) over.classList.remove("over"); over = cell; if (over) over.classList.add("over"); };
  const move = (e) => { const at = document.elementFromPoint(e.clientX, e.clientY); mark(at && at.closest("[data-plan-day]")); };
  const end = (e) => {
    grip.removeEventListener("pointermove", move);
    ["pointerup", "pointercancel", "lostpointercapture"].forEach((name) => grip.removeEventListener(name, end));
    const target = over && over.dataset.planDay;
    mark(null);
    if (e.type === "pointerup" && target && target !== from) onMove(from, target);
  };
  grip.addEventListener("pointermove", move);
  ["pointerup", "pointercancel", "lostpointercapture"].forEach((name) => grip.addEventListener(name, end));
}

function PlanCell({ day, act, onMove }) {
  const words = `${weekday(day.date)} ${shortDay(day.date)}`;
  const resting = day.km === null;
  const keys = (e) => {
    const shift = e.altKey && { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[e.key];
    if (!shift || resting) return;
    e.preventDefault();
    onMove(day.date, new Date(dayOf(day.date).getTime() + shift * DAY).toISOString().slice(0, 10));
  };
  const label = [`${words}, km`, KIND_WORDS[day.kind], day.text, day.spike].filter(Boolean).join(". ");
  return html`<div class=${`hip-plan-cell ${resting ? "rest" : day.kind} ${day.spike ? "spike" : ""}`} data-plan-day=${day.date}>
    <div class="hip-plan-day"><span class="hip-small hip-soft"><span class="hip-plan-weekday">${weekday(day.date)}</span><span class="hip-plan-date">${shortDay(day.date)}</span></span>${!resting && html`<span class="hip-grip" title="Drag to another day" aria-hidden="true" onPointerDown=${(e) => dragSession(e, day.date, onMove)}>⠿</span>`}</div>
    <input id=${`plan-${day.date}`} type="number" inputmode="decimal" min="0" max="100" step="0.1" value=${resting ? "" : day.km} placeholder="rest" aria-label=${label} title=${day.text || undefined} onKeyDown=${keys} onChange=${(e) => act("set_run", { date: day.date, distance_km: e.target.value === "" ? null : Number(e.target.value) })} />
    <span class="hip-plan-kind">${day.spike ? html`<${Icon} name="triangle" />spike` : { race: "goal", long: "long", walk_run: "walk–run" }[day.kind] || "\u00a0"}</span></div>`;
}

function PlanGrid({ view, act }) {
  const next = useRef("");
  const [moved, setMoved] = useState("");
  const move = (source, target) => { next.current = target; setMoved(`Moved to ${weekday(target)} ${shortDay(target)}.`); act("move_run", { source, target }); };
  // The session that was moved keeps the focus on its new day.
  useEffect(() => {
    if (!next.current) return;
    const at = document.getElementById(`plan-${next.current}`);
    next.current = "";
    if (at) at.focus();
  }, [view.weeks]);
  return html`<div class="hip-plan" role="group" aria-label="The plan, week by week. Alt and an arrow key move a session.">
    <div class="hip-plan-week hip-plan-head" aria-hidden="true"><span>Week</span>${WEEKDAYS.map((d) => html`<span>${d}</span>`)}<span class="n">km</span></div>
    ${view.weeks.map((w, i) => html`<section class="hip-plan-week" key=${w.monday} aria-label=${`Week ${i + 1}, ${w.total.toFixed(1)} km`}><h3 class="hip-plan-number"><span class="hip-plan-word">Week </span>${i + 1}<span class="hip-plan-word hip-soft hip-small">, from ${shortDay(w.monday)}</span></h3>${w.days.map((d) => html`<${PlanCell} key=${d.date} day=${d} act=${act} onMove=${move} />`)}
      <p class="hip-plan-total"><span class="hip-num">${w.total.toFixed(1)}<span class="hip-plan-word"> km</span></span>${w.kept_total !== null && html`<span class="hip-small hip-soft hip-num">${w.kept_total.toFixed(1)} kept</span>`}</p></section>`)}
    <${Live} text=${moved} /></div>`;
}

function PlanBreaks({ rows, other }) {
  return html`<ul class="hip-list">${rows.map((r, i) => html`<li key=${r.rule} class="hip-rule-row"><div class="hip-row apart"><strong>${r.name}</strong><span class="hip-num">${r.times ? `${r.times} ${r.times === 1 ? "day" : "days"}` : "never"}${other ? html` <span class="hip-soft">kept: ${other[i].times || "never"}</span>` : ""}</span></div>
    <p class=${`hip-tone hip-small ${r.too_far ? "urgent" : r.times ? "soon" : "good"}`}><${Icon} name=${r.times ? "triangle" : "check"} /><span>${r.times ? `First on ${r.first}: ${r.says}` : "does not object"}</span></p>
    <p class="hip-small"><span class=${`hip-tag standing-${r.standing}`}>${r.standing_words}</span></p></li>`)}</ul>`;
}

const PLAN_COLUMNS = [["km", "km"], ["longest", "Longest, km"], ["furthest", "Longest against 30 days, %"], ["change", "Week, %"], ["rest_days", "Rest days"], ["coupled", "ACWR coupled"], ["uncoupled", "uncoupled"], ["ewma", "weighted"], ["monotony", "Monotony"], ["strain", "Strain"], ["ctl", "CTL"], ["atl", "ATL"], ["tsb", "TSB"]];

const NumberField = ({ label, name, g, set, width = "7em", ...rest }) => html`<label class="hip-field"><span>${label}</span><input type="number" step="any" style=${{ width }} value=${g[name]} onChange=${set(name)} ...${rest} /></label>`;

function PlanNow({ view, act, model, set }) {
  const g = view.goal;
  return html`<h3>What you run now</h3>
    ${view.log.source === "typed" ? html`<div class="hip-row hip-plan-fields">
      <${NumberField} label="Km a week" name="week_km" g=${g} set=${set} min="0" max="300" />
      <${NumberField} label="Longest run, km" name="longest_km" g=${g} set=${set} min="0.5" max="100" />
      <${NumberField} label="Weeks without a run since" name="layoff_weeks" g=${g} set=${set} min="0" max="104" step="1" />
      <${NumberField} label="Easy pace, min a km" name="pace" g=${g} set=${set} min="2" max="20" /></div>`
      : html`<p>Planned from ${view.from_log}, at an easy ${view.pace.toFixed(1)} minutes a km. <${Button} kind="small" onClick=${() => act("load_scenario", { id: "" })}>Type it instead<//></p>`}
    ${view.problems.length > 0 && html`<${Notice} kind="warn" role="alert"><ul class="hip-bullets">${view.problems.slice(0, 5).map((p) => html`<li class="hip-small" key=${p}>${p}</li>`)}</ul><//>`}
    <div class="hip-row hip-plan-fields"><label class="hip-field"><span>Or from an invented runner</span><select value=${view.scenario || ""} onChange=${(e) => act("load_scenario", { id: e.target.value })}><option value="">what I typed</option>${view.scenarios.map((s) => html`<option value=${s.id}>${s.title}</option>`)}</select></label>
      <label class="hip-field"><span>The plan begins with</span><select value=${String(g.ladder)} onChange=${(e) => act("set_goal", { name: "ladder", value: Number(e.target.value) })}><option value="0">running as you do</option>${view.ladder.map((s) => html`<option value=${String(s.number)}>return to running from step ${s.number}: ${s.text}</option>`)}</select></label></div>
    ${view.long_break && !g.ladder && html`<${Notice} kind="warn"><p>Nothing was run in the 30 days before this plan. <${Button} kind="small" onClick=${() => act("set_goal", { name: "ladder", value: 1 })}>Begin with running and walking<//></p><//>`}
    <${Details} summary="Bring your own log"><${Drop} view=${{ ...view.log, pain: { rows: [] } }} act=${act} model=${model} /><//>`;
}

function PlanPage({ view, act, model }) {
  const g = view.goal;
  const set = (name) => (e) => act("set_goal", { name, value: e.target.type === "number" ? Number(e.target.value) : e.target.value });
  const first = view.breaks[0];
  const bar = first && first.times ? `${first.name}: objects on ${first.times} ${first.times === 1 ? "day" : "days"}` : "The rule with evidence does not object";
  const reading = html`
    ${view.notice && html`<${Notice} kind="warn" role="alert"><p>${view.notice}</p><//>`}
    <h2>Which rules this plan breaks</h2>
    ${view.notes.map((n) => html`<${Notice} kind="warn" key=${n}><p>${n}</p><//>`)}
    <p><span class="hip-num">${view.sums.sessions} sessions, ${view.sums.km} km, longest ${view.sums.longest_km} km.</span>${view.kept && html` <span class="hip-soft">Kept (${view.kept.name}): <span class="hip-num">${view.kept.sessions} sessions, ${view.kept.km} km, longest ${view.kept.longest_km} km.</span></span>`}</p>
    <${PlanBreaks} rows=${view.breaks} other=${view.kept && view.kept.breaks} />
    <p class="hip-small">Single runs are read on their day, all other rules on Sundays. A plan that no rule objects to is not a promise: no load rule has been tested for the hip alone.</p>
    <${Notice} kind="bad"><p class="hip-small">${view.caution}</p><//>`;
  return html`<div>
    <${PageHead} title="Plan" lead="From what you run now to a goal, week by week under a rule set of your choice. Change any day and see at once which rules object." />
    <${Split} bar=${bar} label="Which rules this plan breaks" reading=${reading} instrument=${html`
      <section class="hip-sheet tight" aria-labelledby="plan-goal"><div class="hip-row apart"><h2 id="plan-goal">The goal</h2><${History} view=${view} act=${act} /></div>
        <div class="hip-row hip-plan-fields">
          <${NumberField} label="Distance, km" name="goal_km" g=${g} set=${set} min="1" max="100" />
          <label class="hip-field"><span>On the day</span><input type="date" value=${g.goal_date} onChange=${set("goal_date")} /></label>
          <${NumberField} label="Days a week" name="days_a_week" g=${g} set=${set} min="1" max="7" step="1" width="6em" />
          <label class="hip-field"><span>Rules to keep to</span><select value=${g.rule_set} onChange=${set("rule_set")}>${view.rule_sets.map((r) => html`<option value=${r.id}>${r.name}</option>`)}</select></label>
          ${g.rule_set === "own" && html`<${NumberField} label="A run beyond the longest, %" name="spike_cap" g=${g} set=${set} min="0" max="100" /><${NumberField} label="A week beyond the last, %" name="week_cap" g=${g} set=${set} min="0" max="100" /><${NumberField} label="Lighter week every" name="deload_every" g=${g} set=${set} min="0" max="12" step="1" />`}</div>
        ${g.rule_set === "own" && html`<p class="hip-small">0 means: no cap, no lighter week.</p>`}
        <${PlanNow} view=${view} act=${act} model=${model} set=${set} /></section>
      ${view.figure && html`<section class="hip-sheet tight"><${Chart} figure=${view.figure} /></section>`}
      <section class="hip-sheet tight" aria-labelledby="plan-weeks"><div class="hip-row apart"><h2 id="plan-weeks">The weeks</h2><div class="hip-row"><${Button} kind="small" onClick=${() => act("make_again")}>Undo all edits<//>${view.kept ? html`<${Button} kind="small" onClick=${() => act("swap_kept")}>Work on the kept plan<//><${Button} kind="small" onClick=${() => act("drop_kept")}>Stop comparing<//>` : html`<${Button} kind="small" onClick=${() => act("keep_plan")}>Keep to compare<//>`}</div></div>
        ${view.kept && html`<p class="hip-small">Compared with the plan you kept (${view.kept.name}); it is the dashed line above.</p>`}
        <p class="hip-small">Type a distance, or empty a day for rest. Drag a session by its dots, or press Alt and an arrow key; two sessions change places.</p>
        <${PlanGrid} view=${view} act=${act} />
        <${Details} summary="Every measure on each Sunday"><${Table} caption="Every measure on each Sunday" columns=${["Week from", ...PLAN_COLUMNS.map(([, words]) => words)]} rows=${view.measures.map((m) => [m.monday, ...PLAN_COLUMNS.map(([id]) => m[id])])} numeric=${PLAN_COLUMNS.map((_, i) => i + 1)} /><p class="hip-small">– means that the measure is not defined: too few days, or nothing to divide by.</p><//>
      </section>
      <section class="hip-sheet tight" aria-labelledby="plan-save"><h2 id="plan-save">Take it along</h2>
        <div class="hip-row"><${FileButton} kind="ics" model=${model} act=${act}>Calendar (ICS)<//><${FileButton} kind="pdf" model=${model} act=${act}>To print (PDF)<//><${FileButton} kind="csv" model=${model} act=${act}>Table (CSV)<//><${FileButton} kind="fit" model=${model} act=${act}>For a watch (FIT)<//></div>
        <p class="hip-small">The FIT file is a zip with one workout for each day: unpack it, and copy the files to the folder “NewFiles” of the watch.</p></section>`} />
    <${Live} text=${bar} />
  </div>`;
}
