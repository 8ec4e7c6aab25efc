// How safe is this: each way to do harm, what is done about it, the test that shows it, what is left.
function HazardRow({ hazard, open, act }) {
  const tests = hazard.controls.reduce((n, c) => n + c.tests.length, 0);
  return html`<li class=${`hip-offer ${open ? "on" : ""}`}>
    <div class="hip-row apart"><${Verdict} verdict=${hazard.severity} /><${Verdict} verdict=${hazard.residual} /></div>
    <h3><button type="button" class="hip-link" aria-expanded=${String(open)} onClick=${() => act("look_at", { id: open ? "" : hazard.id })}>${hazard.hazard}</button></h3>
    <p class="hip-small hip-soft">${hazard.controls.length} ${hazard.controls.length === 1 ? "control" : "controls"}, shown by ${tests} ${tests === 1 ? "test" : "tests"}</p>
    ${open && html`<div class="hip-stack">
      <dl class="hip-facts wide"><div><dt>How it could come about</dt><dd>${hazard.cause}</dd></div><div><dt>What it would do</dt><dd>${hazard.effect}</dd></div><div><dt>What is left over</dt><dd>${hazard.note}</dd></div><div><dt>Signed by</dt><dd>${hazard.signed || "nobody"}</dd></div></dl>
      ${hazard.controls.length > 0 && html`<section class="hip-stack tight"><h4>What is done about it</h4><ol class="hip-controls">${hazard.controls.map((c) => html`<li key=${c.id}><p>${c.text}</p><ul class="hip-list">${c.tests.map((t) => html`<li key=${t.node} class="hip-small"><${Icon} name="check" /> <span>Shown by: ${t.words}<br /><code>${t.node}</code></span></li>`)}</ul></li>`)}</ol></section>`}</div>`}</li>`;
}

function SafetyPage({ view, content, act }) {
  const f = view.filters;
  const filter = (change) => act("filter_hazards", { severity: f.severity, residual: f.residual, ...change });
  return html`<div>
    <${PageHead} title="How safe is this?" lead="A program about pain can do harm: by missing a danger, by frightening, by being believed too much. Here is every way we know, what is done about it, and what is left." />
    ${view.notice && html`<${Notice} kind="warn" role="alert"><p>${view.notice}</p><//>`}
    <div class="hip-stack">
      <${Notice} kind=${content.signed ? "" : "bad"}><p><strong>${content.signed ? "Signed in part." : "Not signed."}</strong> ${content.signature}</p><//>
      <div class="hip-split hip-safety"><section class="hip-sheet tight" aria-labelledby="hazards-head"><div class="hip-row apart"><h2 id="hazards-head">The hazards</h2><${History} view=${view} act=${act} /></div>
        <div class="hip-filters">
          <label class="hip-field"><span>Worst harm that is likely</span><select value=${f.severity || ""} onChange=${(e) => filter({ severity: e.target.value })}><option value="">any</option>${content.severities.map((s) => html`<option key=${s.id} value=${s.id}>${s.words} (${view.counts.severity[s.id] || 0})</option>`)}</select></label>
          <label class="hip-field"><span>What is left over</span><select value=${f.residual || ""} onChange=${(e) => filter({ residual: e.target.value })}><option value="">any</option>${content.residuals.map((s) => html`<option key=${s.id} value=${s.id}>${s.words} (${view.counts.residual[s.id] || 0})</option>`)}</select></label></div>
        <p role="status">${view.shown.length} of ${Object.keys(content.hazards).length} shown. Open one to see its cause, its controls and their tests.</p>
        ${!view.shown.length && html`<div class="hip-empty"><p>No hazard fits both filters. Take one away.</p></div>`}
        <ul class="hip-list">${view.shown.map((id) => html`<${HazardRow} key=${id} hazard=${content.hazards[id]} open=${view.chosen === id} act=${act} />`)}</ul></section>
      <div class="hip-stack"><section class="hip-sheet tight" aria-labelledby="left-head"><h2 id="left-head">What is left over</h2>${view.figure && html`<${Chart} figure=${view.figure} onPick=${(id) => filter({ residual: f.residual === id ? "" : id })} />`}</section>
        <section class="hip-sheet tight" aria-labelledby="case-head"><h2 id="case-head">How this case is checked</h2><p>${content.totals}</p>
          <p>Each control names the tests that show that it works. The project’s own test run fails when a control names a test that does not exist, and when a test does not pass.</p>
          <p>What a test cannot show is whether people understand a warning, or act on it. That has not been studied.</p>
          <p class="hip-small hip-soft">How severe, and how much is left over, is the judgement of the people who wrote the program <${Badge} basis="expert_estimate" />. The same as a document: docs/safety.md, or the command hipedu safety.</p></section></div></div></div>
    <${Live} text=${`${view.shown.length} hazards shown.`} />
  </div>`;
}
