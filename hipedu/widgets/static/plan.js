// Plan: a goal and a rule set become a grid of weeks; every cell can be edited by keyboard or dragged.
const WEEKDAYS = [tc("weekday", "Mon"), tc("weekday", "Tue"), tc("weekday", "Wed"), tc("weekday", "Thu"), tc("weekday", "Fri"), tc("weekday", "Sat"), tc("weekday", "Sun")];

function saveText(name, type, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function PlanCell({ day, act, onMove }) {
  const [over, setOver] = useState(false);
  const date = new Date(`${day.date}T00:00:00Z`);
  const words = sayDate(date.getTime());
  const kind = { race: t("{day}, km, your goal", { day: words }), long: t("{day}, km, long run", { day: words }) }[day.kind] || t("{day}, km", { day: words });
  const keys = (e) => {
    const shift = e.altKey && { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[e.key];
    if (!shift || day.km === null) return;
    e.preventDefault();
    onMove(day.date, new Date(date.getTime() + shift * DAY).toISOString().slice(0, 10));
  };
  return html`<td class=${`hip-plan-cell ${day.km !== null ? day.kind : "rest"} ${day.spike ? "spike" : ""} ${over ? "over" : ""}`}
    onDragOver=${(e) => { e.preventDefault(); setOver(true); }} onDragLeave=${() => setOver(false)} onDrop=${(e) => { e.preventDefault(); setOver(false); const from = e.dataTransfer.getData("text/plain"); if (from && from !== day.date) onMove(from, day.date); }}>
    <div class="hip-plan-day"><span class="hip-small hip-soft">${words}</span>${day.km !== null && html`<span class="hip-grip" draggable="true" title=${t("Drag to another day")} aria-hidden="true" onDragStart=${(e) => e.dataTransfer.setData("text/plain", day.date)}>⠿</span>`}</div>
    <input id=${`plan-${day.date}`} type="number" min="0" max="100" step="0.1" value=${day.km === null ? "" : day.km} placeholder=${t("rest")} aria-label=${day.spike ? `${kind}. ${day.spike}` : kind} onKeyDown=${keys} onChange=${(e) => act("set_run", { date: day.date, distance_km: e.target.value === "" ? null : Number(e.target.value) })} />
    <span class="hip-plan-kind hip-small">${day.spike ? html`<${Icon} name="triangle" />${t("spike")}` : day.kind === "race" ? t("goal") : day.kind === "long" ? t("long") : "\u00a0"}</span></td>`;
}

function PlanGrid({ view, act }) {
  const next = useRef("");
  const move = (source, target) => { next.current = target; act("move_run", { source, target }); };
  useEffect(() => { if (next.current) { const at = document.getElementById(`plan-${next.current}`); next.current = ""; if (at) at.focus(); } });
  return html`<div class="hip-table-box" tabindex="0" role="region" aria-label=${t("The plan, week by week")}><table class="hip-table hip-plan"><caption class="hip-visually-hidden">${t("The plan, kilometres on each day. Alt and an arrow key move a session.")}</caption>
    <thead><tr><th scope="col">${t("Week")}</th>${WEEKDAYS.map((d) => html`<th scope="col">${d}</th>`)}<th scope="col" class="n">${t("km")}</th></tr></thead>
    <tbody>${view.weeks.map((w, i) => html`<tr key=${w.monday}><th scope="row">${i + 1}</th>${w.days.map((d) => html`<${PlanCell} key=${d.date} day=${d} act=${act} onMove=${move} />`)}<td class="n">${num(w.total, 1)}</td></tr>`)}</tbody></table></div>`;
}

const sayDays = (n) => (n ? tn("{n} day", "{n} days", n) : t("never"));

function PlanBreaks({ rows, other }) {
  return html`<ul class="hip-list">${rows.map((r, i) => html`<li key=${r.rule} class="hip-rule-row"><div class="hip-row apart"><strong>${r.name}</strong><span class="hip-num">${sayDays(r.times)}${other ? html` <span class="hip-soft">${t("kept: {days}", { days: sayDays(other[i].times) })}</span>` : ""}</span></div>
    <p class=${`hip-tone hip-small ${r.too_far ? "urgent" : r.times ? "soon" : "good"}`}><${Icon} name=${r.times ? "triangle" : "check"} /><span>${r.times ? t("First on {day}: {says}", { day: r.first, says: r.says }) : t("does not object")}</span></p>
    <p class="hip-small"><span class=${`hip-tag standing-${r.standing}`}>${r.standing_words}</span></p></li>`)}</ul>`;
}

const sumUp = (s) => tn("{n} session, {km} km, longest {longest} km", "{n} sessions, {km} km, longest {longest} km", s.sessions, { km: num(s.km), longest: num(s.longest_km) });

function PlanPage({ view, act, model }) {
  const g = view.goal;
  const set = (name) => (e) => act("set_goal", { name, value: e.target.type === "number" ? Number(e.target.value) : e.target.value });
  const first = view.breaks[0];
  const bar = first && first.times ? tn("{rule}: objects on {n} day", "{rule}: objects on {n} days", first.times, { rule: first.name }) : t("The rule with evidence does not object");
  const reading = html`
    ${view.notice && html`<${Notice} kind="warn" role="alert"><p>${view.notice}</p><//>`}
    <h2>${t("Which rules this plan breaks")}</h2>
    ${view.notes.map((n) => html`<${Notice} kind="warn" key=${n}><p>${n}</p><//>`)}
    <p class="hip-num">${sumUp(view.sums)}${view.kept ? html` <span class="hip-soft">${t("(kept: {sum})", { sum: sumUp(view.kept) })}</span>` : ""}</p>
    <${PlanBreaks} rows=${view.breaks} other=${view.kept && view.kept.breaks} />
    <p class="hip-small">${t("Single runs are read on their day, all other rules on Sundays. A plan that no rule objects to is not a promise: no load rule has been tested for the hip alone.")}</p>
    <${Notice} kind="bad"><p class="hip-small">${view.caution}</p><//>`;
  return html`<div>
    <${PageHead} title=${t("Plan")} lead=${t("From what you run now to a goal, week by week under a rule set of your choice. Change any day and see at once which rules object.")} />
    <${Split} bar=${bar} label=${t("Which rules this plan breaks")} reading=${reading} instrument=${html`
      <section class="hip-sheet tight" aria-labelledby="plan-goal"><div class="hip-row apart"><h2 id="plan-goal">${t("The goal")}</h2><${History} view=${view} act=${act} /></div>
        <div class="hip-row" style=${{ alignItems: "end" }}>
          <label class="hip-field"><span>${t("Distance, km")}</span><input type="number" min="1" max="100" step="any" style=${{ width: "7em" }} value=${g.goal_km} onChange=${set("goal_km")} /></label>
          <label class="hip-field"><span>${t("On the day")}</span><input type="date" value=${g.goal_date} onChange=${set("goal_date")} /></label>
          <label class="hip-field"><span>${t("Days a week")}</span><input type="number" min="1" max="7" style=${{ width: "6em" }} value=${g.days_a_week} onChange=${set("days_a_week")} /></label>
          <label class="hip-field"><span>${t("Rules to keep to")}</span><select value=${g.rule_set} onChange=${set("rule_set")}>${view.rule_sets.map((r) => html`<option value=${r.id}>${r.name}</option>`)}</select></label></div>
        <h3>${t("What you run now")}</h3>
        ${view.log.source === "typed" ? html`<div class="hip-row" style=${{ alignItems: "end" }}>
          <label class="hip-field"><span>${t("Km a week")}</span><input type="number" min="0" max="300" step="any" style=${{ width: "7em" }} value=${g.week_km} onChange=${set("week_km")} /></label>
          <label class="hip-field"><span>${t("Longest run of the last 30 days, km")}</span><input type="number" min="0.5" max="100" step="any" style=${{ width: "7em" }} value=${g.longest_km} onChange=${set("longest_km")} /></label></div>` : html`<p>${t("Planned from {log}.", { log: view.from_log })} <${Button} kind="small" onClick=${() => act("load_scenario", { id: "" })}>${t("Type it instead")}<//></p>`}
        <label class="hip-row"><span class="hip-label">${t("Or from an invented runner")}</span><select value=${view.scenario || ""} onChange=${(e) => act("load_scenario", { id: e.target.value })}><option value="">${t("what I typed")}</option>${view.scenarios.map((s) => html`<option value=${s.id}>${s.title}</option>`)}</select></label>
        <${Drop} view=${view.log} act=${act} model=${model} /></section>
      ${view.figure && html`<section class="hip-sheet tight"><${Chart} figure=${view.figure} /></section>`}
      <section class="hip-sheet tight" aria-labelledby="plan-weeks"><div class="hip-row apart"><h2 id="plan-weeks">${t("The weeks")}</h2><div class="hip-row"><${Button} kind="small" onClick=${() => act("make_again")}>${t("Undo all edits")}<//>${view.kept ? html`<${Button} kind="small" onClick=${() => act("drop_kept")}>${t("Stop comparing")}<//>` : html`<${Button} kind="small" onClick=${() => act("keep_plan")}>${t("Keep to compare")}<//>`}<${Button} kind="small" onClick=${() => saveText("running-plan.csv", "text/csv", view.csv)}>${t("Save as CSV")}<//></div></div>
        ${view.kept && html`<p class="hip-small">${t("Compared with the plan you kept ({name}); it is the dashed line above.", { name: view.kept.name })}</p>`}
        <p class="hip-small">${t("Type a distance, or empty a day for rest. Drag a session by its dots, or press Alt and an arrow key.")}</p>
        <${PlanGrid} view=${view} act=${act} /></section>`} />
    <${Live} text=${bar} />
  </div>`;
}
