// Running form: sliders for what a runner can change, and what is known to follow at the hip.
const DIRECTIONS = { less: ["down", "good", t("less load")], more: ["up", "soon", t("more load")], same: ["dot", "", t("no clear change")], mixed: ["dot", "", t("mixed")], unclear: ["dot", "soon", t("not known")] };

function FormSlider({ control, act }) {
  const id = `form-${control.id}`;
  const none = control.value === null;
  const send = (value) => act("set_value", { name: control.id, value });
  return html`<div class="hip-slider"><label for=${id}>${control.name}</label>
    <input id=${id} type="range" min=${control.low} max=${control.high} step=${control.step} value=${none ? 70 : control.value} aria-valuetext=${none ? t("not given") : `${num(control.value)} ${control.unit}`} onChange=${(e) => send(Number(e.target.value))} />
    <span class="hip-row"><${Amount} aria-label=${`${control.name}, ${control.unit}`} min=${control.low} max=${control.high} step=${control.step} value=${control.value} onSet=${(n) => send(n === null && !control.optional ? 0 : n)} /><span class="hip-small">${control.unit}</span></span></div>`;
}

function FormPart({ part, references }) {
  const now = part.effects.filter((e) => e.applies), rest = part.effects.filter((e) => !e.applies);
  const row = (e) => html`<li key=${e.text}><p class="hip-small"><span class=${`hip-tone ${DIRECTIONS[e.direction][1]}`}><${Icon} name=${DIRECTIONS[e.direction][0]} /><span>${DIRECTIONS[e.direction][2]}, ${e.scope}</span></span></p>
    <p><${Badge} basis=${e.size ? e.size.basis : e.basis} reference=${e.reference} checked=${e.checked} /> ${e.text}${e.size ? html` <span class="hip-num">${withRange(e.size)}</span>` : ""}${e.population ? html` <span class="hip-soft hip-small">${e.population}</span>` : ""}</p>
    ${e.reference && references[e.reference] ? html`<p class="hip-small hip-soft"><cite>${references[e.reference].citation}</cite></p>` : ""}</li>`;
  return html`<section class="hip-form-part"><div class="hip-row apart"><h3>${part.name}</h3>${part.change ? html`<span class="hip-num">${part.change > 0 ? "+" : "−"}${num(Math.abs(part.change))} ${part.unit}</span>` : ""}</div>
    <p>${part.summary}</p>
    ${now.length > 0 && html`<ul class="hip-list">${now.map(row)}</ul>`}
    ${rest.length > 0 && html`<${Details} summary=${now.length ? t("What else was studied ({n})", { n: rest.length }) : t("What was studied ({n})", { n: rest.length })}><ul class="hip-list">${rest.map(row)}</ul>${part.caveats.map((c) => html`<p class="hip-small" key=${c}>${c}</p>`)}<//>`}</section>`;
}

function RunningFormPage({ view, act }) {
  const group = (name) => view.controls.filter((c) => c.group === name).map((c) => html`<${FormSlider} key=${c.id} control=${c} act=${act} />`);
  const shown = (v) => (Array.isArray(v) ? html`${num(v[0], 2)} <span class="hip-soft hip-small">${between(v[1], v[2], 2)}</span>` : grouped(v));
  const reading = html`
    ${view.notice && html`<${Notice} kind="warn" role="alert"><p>${view.notice}</p><//>`}
    <h2>${t("What it does at the hip")}</h2>
    <p><strong>${view.reading.sentence}</strong></p>
    ${view.reading.beyond && html`<p class="hip-small hip-tone soon"><${Icon} name="triangle" /><span>${t("Hip load was modelled between 6 and 12 km/h. Beyond that the line is only prolonged.")}</span></p>`}
    <div class="hip-table-box" tabindex="0" role="region" aria-label=${t("You now and what you try")}><table class="hip-table"><caption class="hip-visually-hidden">${t("You now and what you try")}</caption><thead><tr><th scope="col">${t("Measure")}</th><th scope="col" class="n">${t("You now")}</th><th scope="col" class="n">${t("Tried")}</th></tr></thead>
      <tbody>${view.reading.rows.map((r) => html`<tr key=${r.name}><th scope="row"><${Badge} basis=${r.basis} /> ${r.name}${r.unit ? html` <span class="hip-soft">${r.unit}</span>` : ""}</th><td class="n">${shown(r.own)}</td><td class="n">${shown(r.now)}</td></tr>`)}</tbody></table></div>
    <p class="hip-small">${t("Where three numbers stand, the second and third are how far the guess may be off. Loads are compared with your own; nobody can say from these sliders how many newtons press on your hip.")}</p>
    <${Notice}><p>${t("{claim} says the article.", { claim: html`<strong>“${view.article.claim}”</strong>` })} ${view.article.verdict}</p><p>${view.article.you}</p><p class="hip-small">${view.article.why}</p>
      <${Details} summary=${t("What the article says, and on what grounds we judge it")}><ul class="hip-list">${view.article.claims.map((c) => html`<li key=${c.says}><p>“${c.says}” <span class=${`hip-tag verdict-${c.kind}`}>${c.verdict}</span></p><p class="hip-small"><${Badge} basis=${c.basis} reference=${c.references[0]} checked=${c.checked} /> ${c.better}</p>${c.references.map((r) => view.references[r] && html`<p class="hip-small hip-soft" key=${r}><cite>${view.references[r].citation}</cite></p>`)}</li>`)}</ul><//><//>`;
  return html`<div>
    <${PageHead} title=${t("Running form")} lead=${t("Move what a runner can change, and see what each change does to a step and to a kilometre, as far as anybody has measured it.")} />
    <${Split} bar=${view.reading.sentence} label=${t("What it does at the hip")} reading=${reading} instrument=${html`
      <section class="hip-sheet tight" aria-labelledby="form-own"><div class="hip-row apart"><h2 id="form-own">${t("You now")}</h2><${History} view=${view} act=${act} /></div>
        <p class="hip-small">${t("Count the steps of one foot for half a minute on an easy run, and multiply by four.")}</p>${group("own")}${group("mass")}</section>
      <section class="hip-sheet tight" aria-labelledby="form-try"><h2 id="form-try">${t("Try")}</h2>${group("try")}
        <div class="hip-row"><span>${t("Worth a try: {range} steps a minute", { range: html`<span class="hip-num">${between(view.advice.low, view.advice.high)}</span>` })}</span><${Button} kind="small" onClick=${() => act("try_advice", { percent: view.advice.percent[0] })}>+${view.advice.percent[0]} %<//><${Button} kind="small" onClick=${() => act("try_advice", { percent: view.advice.percent[1] })}>+${view.advice.percent[1]} %<//><${Badge} basis="expert_estimate" /></div>
        <p class="hip-small">${t("Change one thing at a time, for parts of easy runs, over several weeks. Stop if the pain rises.")}</p></section>
      ${view.figures.cadence && html`<section class="hip-sheet tight"><${Chart} figure=${view.figures.cadence} /></section>`}
      ${view.figures.speed && html`<section class="hip-sheet tight"><${Chart} figure=${view.figures.speed} /></section>`}
      <section class="hip-sheet tight" aria-labelledby="form-known"><h2 id="form-known">${t("What is known, change by change")}</h2>${view.parts.map((p) => html`<${FormPart} key=${p.id} part=${p} references=${view.references} />`)}</section>`} />
    <${Live} text=${view.reading.sentence} />
  </div>`;
}
