// Prevention: each habit with what is known, what is folklore, and how many of a hundred it spares.
Object.assign(ICONS, {
  load: "M4 20v-6h4v6m2 0V9h4v11m2 0V4h4v16M3 20h18",
  strength: "M3 10v4m3-6v8m12-8v8m3-6v4M6 12h12",
  form: "M14.5 3.5a1.6 1.6 0 1 0 .1 0ZM7 10.5l4.5-2.5 3.5 3 3.5.5M11.5 8 10 14l4 2.5V21m-4-7-2.5 4H4",
  shoes: "M3 17v-6l4.5 1.5L12 8l3 4 6 2.5V18H3v-1Zm0-2h18M10.5 9.5l1.5 2m.5-3.5 1.5 2",
  warm_up: "M12 3c.5 4 5 6 5 10.5a5 5 0 0 1-10 0C7 11 9 10 9 7c2 1 2.8 2.6 2.5 4.5C12.6 10 12.8 7 12 3Z",
  stretching: "M4 20h16M5.5 20 10 13l6-1.5M10 13 8.5 8 15 6M8 4.5a1.6 1.6 0 1 0 .1 0Z",
  rest: "M3 19V8m0 8h18v3m0-3c0-3-2-5-5-5h-5v5M7 11a1.7 1.7 0 1 0 .1 0Z",
  pain: "M9 3h6a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H9a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2Zm3 2.6a1.4 1.4 0 1 0 .1 0Zm0 5a1.4 1.4 0 1 0 .1 0Zm0 5a1.4 1.4 0 1 0 .1 0Z",
  sleep: "M19.5 14.5A7.8 7.8 0 1 1 10 4.5a6.2 6.2 0 0 0 9.5 10Z",
  food: "M12 8c-4-3-8.5-.5-7.5 5 .8 4.5 4.5 7.5 7.5 6 3 1.5 6.7-1.5 7.5-6 1-5.5-3.5-8-7.5-5Zm0 0c0-2 .8-3.7 3-4.5",
});

function PreventionEvidence({ title, rows }) {
  if (!rows.length) return null;
  return html`<section class="hip-stack tight"><h4>${title}</h4><ul class="hip-list">${rows.map((r) => html`<li key=${r.id} class="hip-claim-line"><div class="hip-row apart"><strong>${r.name || `“${r.says}”`}</strong><${Verdict} verdict=${r.verdict} /></div>
    ${r.claim && html`<p class="hip-small hip-soft">${t("What is said: {claim}", { claim: r.claim })}</p>`}<p class="hip-small">${r.basis && html`<${Badge} basis=${r.basis} checked=${r.checked} /> `}${r.better || r.evidence}<${Cites} names=${r.sources} /></p></li>`)}</ul></section>`;
}

function PreventionReading({ view }) {
  const x = view.chosen;
  return html`${view.notice && html`<${Notice} kind="warn" role="alert"><p>${view.notice}</p><//>`}
    <div class="hip-row apart"><h2>${x.name}</h2><${Verdict} verdict=${x.standing} /></div>
    <p class="hip-lead-small">${x.in_short}</p>
    ${x.pictures.map((p) => html`<${PeoplePicture} key=${p.sentence} picture=${p} />`)}
    ${!x.pictures.length && html`<p class="hip-small hip-soft">${t("How many of 100 runners it spares is not known: no study we read gives both groups.")}</p>`}
    <section class="hip-stack tight"><h3>${t("What is sensible")}</h3><ul class="hip-bullets">${x.do.map((d) => html`<li key=${d}>${d}</li>`)}</ul></section>
    ${x.pain && html`<section class="hip-stack tight"><h3>${t("How much pain is all right")}</h3><${WeekPainRule} pain=${x.pain} /><p class="hip-small"><strong>${t("Where bone is possible, none of it holds: the aim is 0.")}</strong> ${t("Groin pain on each step, at night, on hopping or with a limp: stop and be seen.")}</p></section>`}
    <section class="hip-stack tight"><h3><${Icon} name="check" /> ${t("Known")}</h3><ul class="hip-list">${x.known.map((s) => html`<${Sourced} key=${s.text} row=${s} />`)}</ul></section>
    ${x.folklore.length > 0 && html`<section class="hip-stack tight"><h3><${Icon} name="cross" /> ${t("Folklore")}</h3><ul class="hip-list">${x.folklore.map((s) => html`<${Sourced} key=${s.text} row=${s} />`)}</ul></section>`}
    <${Notice} kind="warn"><p><strong>${t("What nobody knows yet.")}</strong> ${x.not_known}</p><//>
    ${x.treatments.map((one) => html`<p class="hip-small" key=${one.id}><a href=${`${pageHref("treatments")}#t=${one.id}`}>${t("All effects of “{name}”", { name: one.name })}</a> <${Sureness} level=${one.certainty} words=${one.certainty_name} /></p>`)}
    <${Details} summary=${t("The article, factors and rules on this")}><${PreventionEvidence} title=${t("What the article says")} rows=${x.claims} /><${PreventionEvidence} title=${t("Said to contribute")} rows=${x.factors} /><${PreventionEvidence} title=${t("Training rules")} rows=${x.load_rules} /><//>
    <${SourceList} references=${view.references} />
    <${Reviewed} status=${x.reviewed} />`;
}

function PreventionPage({ view, act }) {
  useFragment("p", (id) => act("look_at", { id }));
  const topics = view.topics.filter((topic) => view.shown.includes(topic.id));
  const bar = t("{name}: {standing}", { name: view.chosen.name, standing: inside(view.chosen.standing.words) });
  return html`<div>
    <${PageHead} title=${t("Prevention")} lead=${t("Which habits keep runners from getting hurt, which are folklore, and where nobody knows.")} />
    <${Split} bar=${bar} label=${t("The habit you chose")} reading=${html`<${PreventionReading} view=${view} />`} instrument=${html`
      <section class="hip-sheet tight" aria-labelledby="prev-list"><div class="hip-row apart"><h2 id="prev-list">${t("Habits, one by one")}</h2><${History} view=${view} act=${act} /></div>
        <div class="hip-tabs" role="group" aria-label=${t("Show")}><button type="button" aria-pressed=${String(!view.standing)} onClick=${() => act("filter_standing", { id: "" })}>${t("All ({n})", { n: view.topics.length })}</button>${view.standings.map((s) => html`<button type="button" key=${s.id} aria-pressed=${String(view.standing === s.id)} onClick=${() => act("filter_standing", { id: s.id })}>${s.name} (${s.count})</button>`)}</div>
        <ul class="hip-list">${topics.map((topic) => html`<li key=${topic.id} class=${`hip-offer hip-habit ${topic.id === view.chosen.id ? "on" : ""}`}><span class="hip-habit-icon"><${Icon} name=${topic.id} /></span><div class="hip-stack tight"><div class="hip-row apart"><h3><button type="button" class="hip-link" aria-pressed=${String(topic.id === view.chosen.id)} onClick=${() => act("look_at", { id: topic.id })}>${topic.name}</button></h3><${Verdict} verdict=${topic.standing} /></div><p>${topic.in_short}</p></div></li>`)}</ul>
        <p class="hip-small hip-soft">${t("The verdicts are our reading of the studies beside them.")} <${Badge} basis="expert_estimate" /> ${t("Nearly all of them counted injuries of every part of the leg; hips by themselves hardly anybody has studied.")}</p></section>
      <section class="hip-sheet tight" aria-labelledby="prev-chart"><h2 id="prev-chart">${t("Injuries on one scale")}</h2>
        <label class="hip-field"><span>${t("Scale")}</span><select value=${view.chart.id} onChange=${(e) => act("draw_chart", { id: e.target.value })}>${view.charts.map((c) => html`<option key=${c.id} value=${c.id}>${c.name}</option>`)}</select></label>
        <p class="hip-small">${view.chart.explained}</p>
        ${view.chart.figure ? html`<${Chart} figure=${view.chart.figure} />` : html`<p>${t("No result is known on this scale.")}</p>`}</section>
      <${Notice} kind="bad"><p>${view.first} <a href=${pageHref("symptom_checker")}>${t("Check danger signs")}</a></p><//>`} />
    <${Live} text=${bar} />
  </div>`;
}
