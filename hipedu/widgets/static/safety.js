// How safe is this: each way to do harm, what is done about it, the test that shows it, what is left.
function HazardRow({ hazard, open, act }) {
  const tests = hazard.controls.reduce((n, c) => n + c.tests.length, 0);
  return html`<li class=${`hip-offer ${open ? "on" : ""}`}>
    <div class="hip-row apart"><${Verdict} verdict=${hazard.severity} /><${Verdict} verdict=${hazard.residual} /></div>
    <h3><button type="button" class="hip-link" aria-expanded=${String(open)} onClick=${() => act("look_at", { id: open ? "" : hazard.id })}>${hazard.hazard}</button></h3>
    <p class="hip-small hip-soft">${t("{controls}, shown by {tests}", { controls: tn("{n} control", "{n} controls", hazard.controls.length), tests: tn("{n} test", "{n} tests", tests) })}</p>
    ${open && html`<div class="hip-stack">
      <dl class="hip-facts wide"><div><dt>${t("How it could come about")}</dt><dd>${hazard.cause}</dd></div><div><dt>${t("What it would do")}</dt><dd>${hazard.effect}</dd></div><div><dt>${t("What is left over")}</dt><dd>${hazard.note}</dd></div><div><dt>${t("Signed by")}</dt><dd>${hazard.signed || t("nobody")}</dd></div></dl>
      ${hazard.controls.length > 0 && html`<section class="hip-stack tight"><h4>${t("What is done about it")}</h4><ol class="hip-controls">${hazard.controls.map((c) => html`<li key=${c.id}><p>${c.text}</p><p class="hip-small">${t("Shown by:")}</p><ul class="hip-list">${c.tests.map((node) => html`<li key=${node} class="hip-small"><${Icon} name="check" /> <code>${node}</code></li>`)}</ul></li>`)}</ol></section>`}</div>`}</li>`;
}

function SafetyPage({ view, content, act }) {
  const f = view.filters;
  const filter = (change) => act("filter_hazards", { severity: f.severity, residual: f.residual, ...change });
  return html`<div>
    <${PageHead} title=${t("How safe is this?")} lead=${t("A program about pain can do harm: by missing a danger, by frightening, by being believed too much. Here is every way we know, what is done about it, and what is left.")} />
    ${view.notice && html`<${Notice} kind="warn" role="alert"><p>${view.notice}</p><//>`}
    <div class="hip-stack">
      <${Notice} kind=${content.signed ? "" : "bad"}><p><strong>${content.signed ? t("Signed in part.") : t("Not signed.")}</strong> ${content.signature}</p><//>
      <div class="hip-split hip-safety"><section class="hip-sheet tight" aria-labelledby="hazards-head"><div class="hip-row apart"><h2 id="hazards-head">${t("The hazards")}</h2><${History} view=${view} act=${act} /></div>
        <div class="hip-filters">
          <label class="hip-field"><span>${t("Worst harm that is likely")}</span><select value=${f.severity || ""} onChange=${(e) => filter({ severity: e.target.value })}><option value="">${t("any")}</option>${content.severities.map((s) => html`<option key=${s.id} value=${s.id}>${s.words} (${view.counts.severity[s.id] || 0})</option>`)}</select></label>
          <label class="hip-field"><span>${t("What is left over")}</span><select value=${f.residual || ""} onChange=${(e) => filter({ residual: e.target.value })}><option value="">${t("any")}</option>${content.residuals.map((s) => html`<option key=${s.id} value=${s.id}>${s.words} (${view.counts.residual[s.id] || 0})</option>`)}</select></label></div>
        <p role="status">${t("{n} of {total} shown. Open one to see its cause, its controls and their tests.", { n: view.shown.length, total: Object.keys(content.hazards).length })}</p>
        ${!view.shown.length && html`<div class="hip-empty"><p>${t("No hazard fits both filters. Take one away.")}</p></div>`}
        <ul class="hip-list">${view.shown.map((id) => html`<${HazardRow} key=${id} hazard=${content.hazards[id]} open=${view.chosen === id} act=${act} />`)}</ul></section>
      <div class="hip-stack"><section class="hip-sheet tight" aria-labelledby="left-head"><h2 id="left-head">${t("What is left over")}</h2>${view.figure && html`<${Chart} figure=${view.figure} onPick=${(id) => filter({ residual: f.residual === id ? "" : id })} />`}</section>
        <section class="hip-sheet tight" aria-labelledby="case-head"><h2 id="case-head">${t("How this case is checked")}</h2><p>${content.totals}</p>
          <p>${t("Each control names the tests that show that it works. The project’s own test run fails when a control names a test that does not exist, and when a test does not pass.")}</p>
          <p>${t("What a test cannot show is whether people understand a warning, or act on it. That has not been studied.")}</p>
          <p class="hip-small hip-soft">${t("How severe, and how much is left over, is the judgement of the people who wrote the program.")} <${Badge} basis="expert_estimate" /> ${t("The same as a document: {file}, or the command {command}.", { file: html`<code>docs/safety.md</code>`, command: html`<code>hipedu safety</code>` })}</p></section></div></div></div>
    <${Live} text=${tn("{n} hazard shown.", "{n} hazards shown.", view.shown.length)} />
  </div>`;
}
