// Two pictures of a probability: Fagan's nomogram, and a crowd of a thousand.
const NOMOGRAM = { top: 26, height: 300, left: 70, right: 290 };
const PRIOR_TICKS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99];
const RATIO_TICKS = [0.001, 0.005, 0.02, 0.1, 0.4, 1, 2.5, 10, 50, 200, 1000];
const logit = (p) => Math.log(p / (1 - p));
const asPercent = (p) => num(p < 0.01 ? Number((100 * p).toFixed(1)) : Math.round(100 * p));

// A straight line through the chance before and the ratio of the answers ends at the chance after.
function Nomogram({ row }) {
  const { top, height, left, right } = NOMOGRAM;
  const span = logit(0.99), clamp = (x) => Math.max(-span, Math.min(span, x));
  const yPrior = (p) => top + height * (0.5 + clamp(logit(p)) / (2 * span));
  const yAfter = (p) => top + height * (0.5 - clamp(logit(p)) / (2 * span));
  const yRatio = (r) => top + height * (0.5 - Math.log(r) / (4 * span));
  const middle = (left + right) / 2;
  const { prior, ratio, posterior } = row.nomogram;
  const y0 = yPrior(prior), y1 = yAfter(posterior);
  const words = t("Before: {before} of 100. Your answers together multiply the odds by {ratio}. After: {after} of 100.", { before: asPercent(prior), ratio: num(ratio >= 10 ? Math.round(ratio) : Number(ratio.toFixed(2))), after: asPercent(posterior) });
  const shown = RATIO_TICKS.filter((r) => Math.abs(Math.log(r)) <= 2 * span);
  return html`<figure class="hip-chart hip-nomogram"><svg viewBox="0 0 360 ${height + 46}" role="img" aria-label=${`${t("Nomogram for {name}.", { name: row.name })} ${words}`}>
    ${[[left, t("before")], [middle, t("odds times")], [right, t("after")]].map(([x, name]) => html`<g key=${name}><line class="axis" x1=${x} x2=${x} y1=${top} y2=${top + height} /><text x=${x} y="14" text-anchor="middle">${name}</text></g>`)}
    ${PRIOR_TICKS.filter((p) => p >= 0.01 && p <= 0.99).map((p) => html`<g key=${p}><line class="axis" x1=${left - 5} x2=${left} y1=${yPrior(p)} y2=${yPrior(p)} /><text x=${left - 9} y=${yPrior(p) + 4} text-anchor="end">${asPercent(p)} %</text>
      <line class="axis" x1=${right} x2=${right + 5} y1=${yAfter(p)} y2=${yAfter(p)} /><text x=${right + 9} y=${yAfter(p) + 4}>${asPercent(p)} %</text></g>`)}
    ${shown.map((r) => html`<g key=${`r${r}`}><line class="axis" x1=${middle - 4} x2=${middle + 4} y1=${yRatio(r)} y2=${yRatio(r)} /><text x=${middle + 8} y=${yRatio(r) + 4}>${num(r)}</text></g>`)}
    <line x1=${left} y1=${y0} x2=${right} y2=${y1} stroke="var(--accent)" stroke-width="2.5" />
    ${[[left, y0], [right, y1], [middle, (y0 + y1) / 2]].map(([x, y], i) => html`<circle key=${i} cx=${x} cy=${y} r="5" fill="var(--accent)" stroke="var(--sheet)" stroke-width="1.5" />`)}
  </svg><figcaption class="hip-small">${words}</figcaption></figure>`;
}

// One square a person; groups stand together, each with its own colour and its label in words.
function Crowd({ rows, remainder, size = 1000 }) {
  const columns = 40, cell = 9;
  const parts = rows.slice(0, 4).map((r) => [r.name, Math.round(r.probability * size)]);
  const told = parts.reduce((sum, [, n]) => sum + n, 0);
  const all = [...parts, [t("all other causes"), Math.max(0, size - told)]];
  const colours = [...SERIES.slice(0, 3), "var(--pain)", "var(--line)"];
  const used = all.map((_, i) => colours[i < parts.length ? i : 4]);
  let at = 0;
  const squares = all.flatMap(([name, n], i) => Array.from({ length: n }, () => { const k = at; at += 1; return html`<rect key=${k} x=${(k % columns) * cell} y=${Math.floor(k / columns) * cell} width="7" height="7" rx=${i % 2 ? 3.5 : 1} fill=${used[i]} />`; }));
  const words = all.map(([name, n]) => t("{n} with {name}", { n, name })).join(", ");
  return html`<figure class="hip-chart"><svg viewBox=${`0 0 ${columns * cell} ${Math.ceil(size / columns) * cell}`} role="img" aria-label=${t("Of {size} runners who answer like this: {groups}", { size: grouped(size), groups: words })}>${squares}</svg>
    <figcaption><ul class="hip-list" style=${{ gap: "2px" }}>${all.map(([name, n], i) => html`<li class="hip-small hip-row" key=${name}><svg width="12" height="12" viewBox="0 0 7 7" aria-hidden="true" style=${{ width: "12px", height: "12px", flex: "none" }}><rect width="7" height="7" rx=${i % 2 ? 3.5 : 1} fill=${used[i]} /></svg><span>${t("{n} of {size}: {name}", { n: html`<strong>${n}</strong>`, size, name })}</span></li>`)}</ul></figcaption></figure>`;
}
