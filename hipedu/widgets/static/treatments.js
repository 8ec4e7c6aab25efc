// Treatments: what is offered, how much it helps, how sure that is, how long it takes, the price.
function TreatmentRow({ card, open, act }) {
  return html`<li class=${`hip-offer ${open ? "on" : ""}`}>
    <div class="hip-row apart"><h4><button type="button" class="hip-link" aria-pressed=${String(open)} onClick=${() => act("look_at", { id: card.id })}>${card.name}</button></h4><${Sureness} level=${card.certainty} words=${card.certainty_words} /></div>
    <p><${Badge} basis=${card.basis} reference=${card.reference} checked=${card.checked} /> ${card.effect}</p>
    <dl class="hip-facts"><div><dt>${t("When")}</dt><dd>${card.when}</dd></div><div><dt>${t("Time")}</dt><dd><${Badge} basis=${card.time_basis} /> ${card.time}</dd></div><div><dt>${t("Risk")}</dt><dd>${card.more_risks ? tn("{risk} and {n} more", "{risk} and {n} more", card.more_risks, { risk: card.risk }) : card.risk}</dd></div></dl></li>`;
}

function TreatmentList({ view, content, act }) {
  const cards = view.shown.map((id) => content.treatments[id]);
  const groups = [...new Set(cards.map((c) => c.purpose))];
  if (!cards.length) return html`<div class="hip-empty"><p>${t("No treatment here fits both filters. Take one of them away.")}</p></div>`;
  const filtered = view.filters.condition || view.filters.purpose;
  return groups.map((group, i) => {
    const members = cards.filter((c) => c.purpose === group);
    const open = i === 0 || filtered || members.some((c) => c.id === view.chosen.id);
    return html`<details key=${group} class="hip-group" open=${open || null}><summary><h3>${group}</h3> <span class="hip-soft">${members.length}</span><span class="hip-soft hip-small hip-group-names">${members.map((c) => c.name).join(" · ")}</span></summary><ul class="hip-list">${members.map((c) => html`<${TreatmentRow} key=${c.id} card=${c} open=${c.id === view.chosen.id} act=${act} />`)}</ul></details>`;
  });
}

function TreatmentReading({ view }) {
  const x = view.chosen;
  return html`${view.notice && html`<${Notice} kind="warn" role="alert"><p>${view.notice}</p><//>`}
    <p class="hip-eyebrow">${x.purpose}</p><h2>${x.name}</h2><p>${x.summary}</p>
    ${x.pictures.map((p) => html`<${PeoplePicture} key=${p.sentence} picture=${p} />`)}
    <section class="hip-stack tight"><h3>${t("What studies found")}</h3><ul class="hip-list">${x.effects.map((e) => html`<${Sourced} key=${e.text} row=${e} />`)}</ul></section>
    <section class="hip-stack tight"><h3>${t("How sure that is")}</h3><p><${Sureness} level=${x.certainty} words=${x.certainty_name} /></p><p class="hip-small">${t("In words: {certainty}.", { certainty: x.certainty_words })} <${Badge} basis="expert_estimate" /> ${t("The grading is ours.")}</p></section>
    <dl class="hip-facts wide"><div><dt>${t("When")}</dt><dd>${x.when}</dd></div><div><dt>${t("How long until it helps")}</dt><dd><${Badge} basis=${x.time.basis} reference=${x.time.reference} checked=${x.time.checked} /> ${x.time.text}</dd></div>${x.dose && html`<div><dt>${t("How much")}</dt><dd>${x.dose}</dd></div>`}</dl>
    <section class="hip-stack tight"><h3>${t("What it can cost you")}</h3>${x.harms.length ? html`<ul class="hip-bullets">${x.harms.map((one) => html`<li key=${one}>${one}</li>`)}</ul>` : html`<p>${t("No harm is known.")}</p>`}
      ${x.not_when.length > 0 && html`<${Notice} kind="bad"><p><strong>${t("Not when")}</strong></p><ul class="hip-bullets">${x.not_when.map((n) => html`<li key=${n}>${n}</li>`)}</ul><//>`}</section>
    <${Notice} kind="warn"><p><strong>${t("What nobody knows yet.")}</strong> ${x.unknown}</p><//>
    ${x.conditions.length > 0 && html`<${Details} summary=${tn("Offered for {n} condition", "Offered for {n} conditions", x.conditions.length)}><ul class="hip-bullets">${x.conditions.map((c) => html`<li key=${c.id}>${c.name}</li>`)}</ul><//>`}
    ${x.claims.length > 0 && html`<${Details} summary=${t("What the article says of it ({n})", { n: x.claims.length })}><ul class="hip-list">${x.claims.map((c) => html`<li key=${c.id} class="hip-claim-line"><${Verdict} verdict=${c.verdict} /><p>“${c.says}”</p><p class="hip-small">${c.better}</p></li>`)}</ul><//>`}
    <${SourceList} references=${view.references} />
    <${Reviewed} status=${x.reviewed} />`;
}

function QuestionRow({ q }) {
  return html`<li class="hip-question"><details><summary><span class="hip-question-text">${q.number}. ${q.question}</span><${Verdict} verdict=${q.verdict} /></summary><div class="hip-details-body">
    <p class="hip-soft">${t("The article answers: “{answer}”", { answer: q.says })}</p><p><strong>${t("A better answer.")}</strong> ${q.better}</p>
    ${q.claims.map((c) => html`<p class="hip-small" key=${c.id}><${Badge} basis=${c.basis} checked=${c.checked} /> ${t("Claim {n}: “{claim}”", { n: Number(c.id.slice(-3)), claim: c.says })} <a href=${`${pageHref("evidence")}#c=${c.id}`}>${t("Look it up")}</a></p>`)}
    <ul class="hip-list">${q.sources.map((s) => html`<li key=${s.key} class="hip-small hip-soft"><cite class="hip-plain">${s.citation}</cite> ${s.checked === "recalled" && html`<span class="hip-tag">${t("quoted from memory")}</span>`}</li>`)}</ul></div></details></li>`;
}

function TreatmentsPage({ view, content, act }) {
  useFragment("t", (id) => act("look_at", { id }));
  const bar = t("{name}: {certainty}", { name: view.chosen.name, certainty: inside(view.chosen.certainty_name) });
  return html`<div>
    <${PageHead} title=${t("Treatments")} lead=${t("What is offered when a runner’s hip hurts: how much each helps, how sure that is, how long it takes, and what it can cost you.")} />
    <${Split} bar=${bar} label=${t("The treatment you chose")} reading=${html`<${TreatmentReading} view=${view} />`} instrument=${html`
      <${Notice} kind="bad"><p>${view.first} <a href=${pageHref("symptom_checker")}>${t("Check danger signs")}</a></p><//>
      <section class="hip-sheet tight" aria-labelledby="treat-list"><div class="hip-row apart"><h2 id="treat-list">${t("All that is offered")}</h2><${History} view=${view} act=${act} /></div>
        <div class="hip-filters">
          <label class="hip-field"><span>${t("For")}</span><select value=${view.filters.condition || ""} onChange=${(e) => act("filter_condition", { id: e.target.value })}><option value="">${t("any condition")}</option>${view.conditions.map((c) => html`<option key=${c.id} value=${c.id}>${c.name} (${c.count})</option>`)}</select></label>
          <label class="hip-field"><span>${t("What it is for")}</span><select value=${view.filters.purpose || ""} onChange=${(e) => act("filter_purpose", { id: e.target.value })}><option value="">${t("anything")}</option>${view.purposes.map((p) => html`<option key=${p.id} value=${p.id}>${p.name} (${p.count})</option>`)}</select></label></div>
        <p role="status">${view.sentence}</p>
        ${view.caution && html`<${Notice} kind="bad" role="alert"><p>${view.caution}</p><//>`}
        <p class="hip-small hip-soft">${t("Further down: {chart}, {questions}.", { chart: html`<a href="#treat-chart">${t("effects on one scale")}</a>`, questions: html`<a href="#treat-faq">${t("ten questions people ask")}</a>` })} ${t("The dots say how sure the effect is, four for very sure. The grading is our own.")} <${Badge} basis="expert_estimate" /></p>
        <${TreatmentList} view=${view} content=${content} act=${act} /></section>
      <section class="hip-sheet tight" aria-labelledby="treat-chart"><h2 id="treat-chart">${t("Effects on one scale")}</h2>
        <label class="hip-field"><span>${t("Scale")}</span><select value=${view.chart.id} onChange=${(e) => act("draw_chart", { id: e.target.value })}>${view.charts.map((c) => html`<option key=${c.id} value=${c.id}>${c.name}</option>`)}</select></label>
        <p class="hip-small">${view.chart.explained} ${t("Different scales are never put into one picture.")}</p>
        ${view.chart.figure ? html`<${Chart} figure=${view.chart.figure} onPick=${(id) => act("look_at", { id: id.split("/")[0] })} />` : html`<p>${t("No result is known on this scale.")}</p>`}</section>
      <section class="hip-sheet tight" aria-labelledby="treat-faq"><h2 id="treat-faq">${t("Ten questions people ask")}</h2><p class="hip-small">${t("Each with the article’s answer, our verdict on it, and a better one.")}</p>
        <ol class="hip-list">${content.questions.map((q) => html`<${QuestionRow} key=${q.id} q=${q} />`)}</ol></section>`} />
    <${Live} text=${`${view.sentence} ${bar}`} />
  </div>`;
}
