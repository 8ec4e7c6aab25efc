// Treatments: what is offered, how much it helps, how sure that is, how long it takes, the price.
function TreatmentRow({ card, open, act }) {
  return html`<li class=${`hip-offer ${open ? "on" : ""}`}>
    <div class="hip-row apart"><h4><button type="button" class="hip-link" aria-pressed=${String(open)} onClick=${() => act("look_at", { id: card.id })}>${card.name}</button></h4><${Sureness} level=${card.certainty} words=${card.certainty_words} /></div>
    <p><${Badge} basis=${card.basis} reference=${card.reference} checked=${card.checked} /> ${card.effect}</p>
    <dl class="hip-facts"><div><dt>When</dt><dd>${card.when}</dd></div><div><dt>Time</dt><dd><${Badge} basis=${card.time_basis} /> ${card.time}</dd></div><div><dt>Risk</dt><dd>${card.risk}${card.more_risks ? html` <span class="hip-soft">and ${card.more_risks} more</span>` : ""}</dd></div></dl></li>`;
}

function TreatmentList({ view, content, act }) {
  const cards = view.shown.map((id) => content.treatments[id]);
  const groups = [...new Set(cards.map((c) => c.purpose))];
  if (!cards.length) return html`<div class="hip-empty"><p>No treatment here fits both filters. Take one of them away.</p></div>`;
  const filtered = view.filters.condition || view.filters.purpose;
  return groups.map((group, i) => {
    const members = cards.filter((c) => c.purpose === group);
    const open = i === 0 || filtered || members.some((c) => c.id === view.chosen.id);
    return html`<details key=${group} class="hip-group" open=${open || null}><summary><h3>${group}</h3> <span class="hip-soft">${members.length}</span><span class="hip-soft hip-small hip-group-names">${members.map((c) => c.name).join(" · ")}</span></summary><ul class="hip-list">${members.map((c) => html`<${TreatmentRow} key=${c.id} card=${c} open=${c.id === view.chosen.id} act=${act} />`)}</ul></details>`;
  });
}

function TreatmentReading({ view }) {
  const t = view.chosen;
  return html`${view.notice && html`<${Notice} kind="warn" role="alert"><p>${view.notice}</p><//>`}
    <p class="hip-eyebrow">${t.purpose}</p><h2 tabindex="-1" id="treatment-chosen">${t.name}</h2><p>${t.summary}</p>
    ${t.pictures.map((p) => html`<${PeoplePicture} key=${p.sentence} picture=${p} />`)}
    <section class="hip-stack tight"><h3>What studies found</h3><ul class="hip-list">${t.effects.map((e) => html`<${Sourced} key=${e.text} row=${e} />`)}</ul></section>
    <section class="hip-stack tight"><h3>How sure that is</h3><p><${Sureness} level=${t.certainty} words=${`${t.certainty_name} certainty`} /></p><p class="hip-small">In words: ${t.certainty_words}. <${Badge} basis="expert_estimate" /> The grading is ours.</p></section>
    <dl class="hip-facts wide"><div><dt>When</dt><dd>${t.when}</dd></div><div><dt>How long until it helps</dt><dd><${Badge} basis=${t.time.basis} reference=${t.time.reference} checked=${t.time.checked} /> ${t.time.text}</dd></div>${t.dose && html`<div><dt>How much</dt><dd>${t.dose}</dd></div>`}</dl>
    <section class="hip-stack tight"><h3>What it can cost you</h3>${t.harms.length ? html`<ul class="hip-bullets">${t.harms.map((h) => html`<li key=${h}>${h}</li>`)}</ul>` : html`<p>No harm is known.</p>`}
      ${t.not_when.length > 0 && html`<${Notice} kind="bad"><p><strong>Not when</strong></p><ul class="hip-bullets">${t.not_when.map((n) => html`<li key=${n}>${n}</li>`)}</ul><//>`}</section>
    <${Notice} kind="warn"><p><strong>What nobody knows yet.</strong> ${t.unknown}</p><//>
    ${t.conditions.length > 0 && html`<${Details} summary=${`Offered for ${t.conditions.length} ${t.conditions.length === 1 ? "condition" : "conditions"}`}><ul class="hip-bullets">${t.conditions.map((c) => html`<li key=${c.id}>${c.name}</li>`)}</ul><//>`}
    ${t.claims.length > 0 && html`<${Details} summary=${`What the article says of it (${t.claims.length})`}><ul class="hip-list">${t.claims.map((c) => html`<li key=${c.id} class="hip-claim-line"><${Verdict} verdict=${c.verdict} /><p>“${c.says}”</p><p class="hip-small">${c.better}</p></li>`)}</ul><//>`}
    <${SourceList} references=${view.references} />
    <p class="hip-small hip-soft">${t.reviewed === "reviewed" ? "Reviewed by a clinician." : "A draft: no clinician has reviewed it."}</p>`;
}

function QuestionRow({ q }) {
  return html`<li class="hip-question"><details><summary><span class="hip-question-text">${q.number}. ${q.question}</span><${Verdict} verdict=${q.verdict} /></summary><div class="hip-details-body">
    <p class="hip-soft">The article answers: “${q.says}”</p><p><strong>A better answer.</strong> ${q.better}</p>
    ${q.claims.map((c) => html`<p class="hip-small" key=${c.id}><${Badge} basis=${c.basis} checked=${c.checked} /> Claim ${Number(c.id.slice(-3))}: “${c.says}” <a href=${`${pageHref("evidence")}#c=${c.id}`}>Look it up</a></p>`)}
    <ul class="hip-list">${q.sources.map((s) => html`<li key=${s.key} class="hip-small hip-soft">${s.citation}${s.checked === "recalled" ? " (quoted from memory)" : ""}</li>`)}</ul></div></details></li>`;
}

function TreatmentsPage({ view, content, act }) {
  useFragment("t", (id) => act("look_at", { id }));
  const bar = html`${view.chosen.name}: <span class="hip-soft">${view.chosen.certainty_name.toLowerCase()} certainty</span>`;
  return html`<div>
    <${PageHead} title="Treatments" lead="What is offered when a runner’s hip hurts: how much each helps, how sure that is, how long it takes, and what it can cost you." />
    <${Split} bar=${bar} label="The treatment you chose" reading=${html`<${TreatmentReading} view=${view} />`} instrument=${html`
      <${Notice} kind="bad"><p>${view.first} <a href=${pageHref("symptom_checker")}>Check danger signs</a></p><//>
      <section class="hip-sheet tight" aria-labelledby="treat-list"><div class="hip-row apart"><h2 id="treat-list">All that is offered</h2><${History} view=${view} act=${act} /></div>
        <div class="hip-filters">
          <label class="hip-field"><span>For</span><select value=${view.filters.condition || ""} onChange=${(e) => act("filter_condition", { id: e.target.value })}><option value="">any condition</option>${view.conditions.map((c) => html`<option key=${c.id} value=${c.id}>${c.name} (${c.count})</option>`)}</select></label>
          <label class="hip-field"><span>What it is for</span><select value=${view.filters.purpose || ""} onChange=${(e) => act("filter_purpose", { id: e.target.value })}><option value="">anything</option>${view.purposes.map((p) => html`<option key=${p.id} value=${p.id}>${p.name} (${p.count})</option>`)}</select></label></div>
        <p role="status">${view.sentence}</p>
        ${view.caution && html`<${Notice} kind="bad" role="alert"><p>${view.caution}</p><//>`}
        <p class="hip-small hip-soft">Further down: <a href="#treat-chart">effects on one scale</a>, <a href="#treat-faq">ten questions people ask</a>. The dots say how sure the effect is, four for very sure. The grading is our own <${Badge} basis="expert_estimate" />.</p>
        <${TreatmentList} view=${view} content=${content} act=${act} /></section>
      <section class="hip-sheet tight" aria-labelledby="treat-chart"><h2 id="treat-chart">Effects on one scale</h2>
        <label class="hip-field"><span>Scale</span><select value=${view.chart.id} onChange=${(e) => act("draw_chart", { id: e.target.value })}>${view.charts.map((c) => html`<option key=${c.id} value=${c.id}>${c.name}</option>`)}</select></label>
        <p class="hip-small">${view.chart.explained} Different scales are never put into one picture.</p>
        ${view.chart.figure ? html`<${Chart} figure=${view.chart.figure} onPick=${(id) => act("look_at", { id: id.split("/")[0] })} />` : html`<p>No result is known on this scale.</p>`}</section>
      <section class="hip-sheet tight" aria-labelledby="treat-faq"><h2 id="treat-faq">Ten questions people ask</h2><p class="hip-small">Each with the article’s answer, our verdict on it, and a better one.</p>
        <ol class="hip-list">${content.questions.map((q) => html`<${QuestionRow} key=${q.id} q=${q} />`)}</ol></section>`} />
    <${Live} text=${`${view.sentence} ${view.chosen.name} is shown.`} />
  </div>`;
}
