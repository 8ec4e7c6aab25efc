// Rows of results beside their words: whiskers on one scale (forest plots), or plain bars; and
// pictures of a hundred people. The figure is the one that Python hands to plotly as well.
Object.assign(ICONS, {
  half: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16Zm0 0v16m0-12.5h6m-6 4.5h8m-8 4.5h6",
  scales: "M12 4v16M7 20h10M4 7h16M4 7l-2.6 6.5h5.2L4 7Zm16 0-2.6 6.5h5.2L20 7Z",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm0 4v5.5l3.5 2",
  question: "M9.2 9.4a2.9 2.9 0 1 1 4.4 2.4c-1 .6-1.6 1.2-1.6 2.3m0 2.8v.2M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z",
});

function wrapText(text, width, perLetter) {
  const most = Math.max(8, Math.floor(width / perLetter));
  const lines = [];
  let line = "";
  for (const word of String(text || "").split(" ")) {
    if (line && (line + " " + word).length > most) { lines.push(line); line = word; }
    else line = line ? `${line} ${word}` : word;
  }
  if (line) lines.push(line);
  return lines;
}

// Where everything goes: labels left of the scales on a wide page, above them on a narrow one.
function layoutRows(figure, width) {
  const meta = figure.layout.meta, bars = meta.mark === "bar";
  const narrow = width < 640;
  const count = meta.panels.length;
  const left = narrow ? 4 : bars ? Math.min(230, Math.round(width * 0.32)) : Math.min(380, Math.round(width * (count > 1 ? 0.42 : 0.4)));
  const right = bars ? 116 : narrow ? 4 : count > 1 ? 6 : 138;
  const gap = 26;
  const each = (width - left - right - gap * (count - 1) - (narrow ? 16 : 14)) / count;
  const scales = meta.panels.map((panel, i) => {
    const x0 = left + (narrow ? 8 : 10) + i * (each + gap), x1 = x0 + each;
    const at = panel.log
      ? (v) => x0 + ((Math.log(v) - Math.log(panel.low)) / (Math.log(panel.high) - Math.log(panel.low))) * each
      : (v) => x0 + ((v - panel.low) / (panel.high - panel.low || 1)) * each;
    return { ...panel, x0, x1, at };
  });
  const cells = figure.data.map((trace) => {
    const byRow = {};
    trace.y.forEach((y, i) => {
      const error = trace.error_x;
      byRow[y] = {
        value: trace.x[i], text: trace.text[i], spread: trace.meta.spread[i],
        low: error && finite(error.arrayminus[i]) ? trace.x[i] - error.arrayminus[i] : null,
        high: error && finite(error.array[i]) ? trace.x[i] + error.array[i] : null,
      };
    });
    return byRow;
  });
  let y = 22;
  const headed = count > 1 || meta.panels.some((p) => p.null_text);
  if (headed) y += count > 1 ? 30 : 12;
  const top = y;
  const words = narrow ? width - 30 : left - 28;
  const rows = meta.rows.map((row, i) => {
    const label = wrapText(row.muted ? t("{label} (not used)", { label: row.label }) : row.label, words - 6, 7.9);
    const note = wrapText(row.note, words - 6, 6.7);
    const wordsHigh = label.length * 17 + note.length * 15;
    const high = narrow ? wordsHigh + 42 : Math.max(wordsHigh + 12, count > 1 ? 44 : 36);
    const placed = { ...row, index: i, label, note, top: y, high, mid: narrow ? y + wordsHigh + 26 : y + high / 2 + (count > 1 ? 6 : 0), first: y + (narrow ? 16 : Math.max(17, (high - wordsHigh) / 2 + 13)) };
    y += high;
    return placed;
  });
  const bottom = y + 2;
  return { meta, bars, narrow, left, right, width, scales, cells, rows, top, bottom, height: bottom + (meta.panels.some((p) => p.below) ? 62 : 44), count };
}

function rowTicks(scale) {
  const wanted = [scale.null, scale.low, scale.high, ...scale.ticks].filter((tick) => tick !== null && tick !== undefined);
  const kept = [];
  for (const tick of wanted) if (!kept.some((other) => Math.abs(scale.at(other) - scale.at(tick)) < 30)) kept.push(tick);
  return kept;
}

const sayTick = (tick) => (Math.abs(tick) >= 1000 ? grouped(tick) : num(Number(tick.toFixed(2)))).replace("-", "−");

function RowBadge({ basis, x, y }) {
  const [letter] = BASIS[basis] || BASIS.expert_estimate;
  return html`<g class=${`hip-row-badge ${letter}`}><rect x=${x} y=${y - 12} width="16" height="16" rx="4" /><text x=${x + 8} y=${y} text-anchor="middle">${letter}</text></g>`;
}

function RowMark({ cell, scale, y, bars, muted }) {
  if (bars) {
    const x = scale.at(cell.value);
    return html`<g><rect class="bar" x=${scale.x0} y=${y - 9} width=${Math.max(1.5, x - scale.x0)} height="18" rx="3" />
      </g>`;
  }
  const at = (v) => Math.max(scale.x0, Math.min(scale.x1, scale.at(v)));
  const spread = cell.low !== null && cell.high !== null;
  const dash = { worked_out: "6 3", assumed: "2 4" }[cell.spread];
  const x = at(cell.value);
  return html`<g class=${muted ? "muted" : ""}>
    ${spread && html`<line class="whisker" x1=${at(cell.low)} x2=${at(cell.high)} y1=${y} y2=${y} stroke-dasharray=${dash} />`}
    ${spread && scale.at(cell.low) < scale.x0 - 1 && html`<path class="whisker" d=${`M${scale.x0 + 6} ${y - 5}L${scale.x0} ${y}L${scale.x0 + 6} ${y + 5}`} fill="none" />`}
    ${spread && scale.at(cell.high) > scale.x1 + 1 && html`<path class="whisker" d=${`M${scale.x1 - 6} ${y - 5}L${scale.x1} ${y}L${scale.x1 - 6} ${y + 5}`} fill="none" />`}
    ${spread && scale.at(cell.low) >= scale.x0 - 1 && html`<line class="whisker" x1=${at(cell.low)} x2=${at(cell.low)} y1=${y - 4} y2=${y + 4} />`}
    ${spread && scale.at(cell.high) <= scale.x1 + 1 && html`<line class="whisker" x1=${at(cell.high)} x2=${at(cell.high)} y1=${y - 4} y2=${y + 4} />`}
    <rect class=${spread ? "mark" : "mark open"} x=${x - 5} y=${y - 5} width="10" height="10" rx="1.5" /></g>`;
}

function RowScale({ scale, g }) {
  const ticks = rowTicks(scale);
  const narrow = g.narrow && g.count > 1;
  return html`<g aria-hidden="true">
    ${ticks.map((tick) => html`<g key=${tick}><line class=${tick === scale.null ? "none" : "grid"} x1=${scale.at(tick)} x2=${scale.at(tick)} y1=${g.top - 4} y2=${g.bottom} /><text x=${scale.at(tick)} y=${g.bottom + 16} text-anchor="middle">${sayTick(tick)}</text></g>`)}
    ${scale.null !== null && scale.null_text && html`<text class="annotation" x=${scale.at(scale.null)} y=${g.top - 10} text-anchor=${scale.at(scale.null) > g.width - 60 ? "end" : scale.at(scale.null) < 60 ? "start" : "middle"}>${scale.null_text}</text>`}
    ${g.count > 1 && wrapText(scale.title, scale.x1 - scale.x0 + 16, 6.4).slice(0, 3).map((line, i, all) => html`<text class="annotation" key=${i} x=${narrow ? scale.x0 - 4 : (scale.x0 + scale.x1) / 2} y=${g.top - 8 - (all.length - 1 - i) * 15} text-anchor=${narrow ? "start" : "middle"}>${line}</text>`)}
    ${g.count === 1 && html`<text x=${(scale.x0 + scale.x1) / 2} y=${g.bottom + 34} text-anchor="middle">${scale.title}</text>`}
    ${scale.below && html`<text x=${scale.x0} y=${g.bottom + 54} text-anchor="start">${`← ${scale.below}`}</text>`}
    ${scale.above && html`<text x=${scale.x1} y=${g.bottom + 54} text-anchor="end">${`${scale.above} →`}</text>`}
  </g>`;
}

const SPREAD_WORDS = {
  printed: t("A full line is the interval printed in the source."),
  worked_out: t("A dashed line was worked out from the number of people."),
  assumed: t("A dotted line assumes 20 people, because the number is not known."),
};

function RowChart({ figure, onPick }) {
  const box = useRef(null);
  const [width, setWidth] = useState(720);
  const [at, setAt] = useState(null);
  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => setWidth(Math.max(280, Math.round(entry.contentRect.width))));
    watch.observe(box.current);
    return () => watch.disconnect();
  }, []);
  const g = useMemo(() => layoutRows(figure, width), [figure, width]);
  const meta = g.meta, lit = meta.lit || [];
  const title = plain(textOf(figure.layout.title));
  const nearest = (event) => {
    const area = box.current.querySelector("svg").getBoundingClientRect();
    const y = ((event.clientY - area.top) / area.height) * g.height;
    const found = g.rows.findIndex((row) => y >= row.top && y < row.top + row.high);
    return found < 0 ? null : found;
  };
  const keys = (event) => {
    const move = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (move) setAt((i) => Math.max(0, Math.min(g.rows.length - 1, (i === null ? (move > 0 ? -1 : g.rows.length) : i) + move)));
    else if (event.key === "Home") setAt(0);
    else if (event.key === "End") setAt(g.rows.length - 1);
    else if (event.key === "Escape") setAt(null);
    else if ((event.key === "Enter" || event.key === " ") && onPick && at !== null) onPick(g.rows[at].id);
    else return;
    event.preventDefault();
  };
  const row = at !== null && meta.rows[at];
  const values = () => g.cells.map((cells, i) => cells[at] && `${cells[at].text} ${meta.panels[i].title}`).filter(Boolean).join("; ");
  const reading = row ? t("{name}: {values}", { name: row.note ? `${row.label}, ${row.note}` : row.label, values: values() }) : "";
  const spreads = g.bars ? [] : [...new Set(figure.data.flatMap((trace) => trace.meta.spread.filter((_, i) => finite(trace.error_x.array[i]))))];
  const how = onPick ? t("Use the up and down arrow keys to read row by row, Enter to choose one.") : t("Use the up and down arrow keys to read row by row.");
  return html`<figure class="hip-chart hip-rows" ref=${box}>
    <figcaption class="hip-chart-title">${title}</figcaption>
    <svg viewBox=${`0 0 ${g.width} ${g.height}`} role="application" aria-roledescription=${t("chart")} tabindex="0" aria-label=${`${title}. ${meta.summary} ${how}`} onKeyDown=${keys}
      onPointerMove=${(e) => setAt(nearest(e))} onPointerLeave=${() => setAt(null)} onClick=${(e) => { const i = nearest(e); if (onPick && i !== null) onPick(g.rows[i].id); }} style=${onPick ? { cursor: "pointer" } : undefined}>
      ${g.rows.map((r) => (lit.includes(r.id) || r.index === at) && html`<rect key=${`b${r.id}`} class=${r.index === at ? "row-at" : "row-lit"} x="0" y=${r.top} width=${g.width} height=${r.high} rx="4" />`)}
      ${g.scales.map((scale, i) => html`<${RowScale} key=${i} scale=${scale} g=${g} />`)}
      ${g.rows.map((r) => html`<g key=${r.id}>
        ${!g.bars && html`<${RowBadge} basis=${r.basis} x=${2} y=${r.first} />`}
        ${r.label.map((line, i) => html`<text key=${i} class="row-label" x=${g.bars ? 2 : 24} y=${r.first + i * 17}>${line}</text>`)}
        ${r.note.map((line, i) => html`<text key=${`n${i}`} class="row-note" x=${g.bars ? 2 : 24} y=${r.first + r.label.length * 17 + i * 15 - 1}>${line}</text>`)}
        ${g.scales.map((scale, i) => {
          const cell = g.cells[i][r.index];
          if (!cell) return g.count > 1 && html`<text key=${i} class="row-note" x=${scale.x0} y=${r.mid + 4}>${t("not given")}</text>`;
          const beside = g.bars ? scale.at(cell.value) + 8 : null;
          return html`<g key=${i}><${RowMark} cell=${cell} scale=${scale} y=${r.mid} bars=${g.bars} muted=${r.muted} />
            ${g.bars ? html`<text class="row-value" x=${beside} y=${r.mid + 5}>${cell.text}</text>`
              : g.count > 1 ? html`<text class="row-value small" x=${scale.x0 - 4} y=${r.mid - 10}>${cell.text}</text>`
              : g.narrow ? html`<text class="row-value" x=${g.width - 6} y=${r.mid - 10} text-anchor="end">${cell.text}</text>`
              : html`<text class="row-value" x=${g.width - 4} y=${r.mid + 5} text-anchor="end">${cell.text}</text>`}</g>`;
        })}
        <line class="row-rule" x1="0" x2=${g.width} y1=${r.top + r.high} y2=${r.top + r.high} /></g>`)}
    </svg>
    <p class="hip-chart-read" aria-live="polite">${reading || meta.summary}</p>
    ${spreads.length > 0 && html`<p class="hip-small hip-soft">${[t("The square is the result."), ...spreads.map((s) => SPREAD_WORDS[s])].join(" ")}</p>`}
    ${meta.table && html`<${Details} summary=${t("as a table")}><${Table} caption=${title} columns=${meta.table.columns} rows=${meta.table.rows} /><//>`}
  </figure>`;
}

// A hundred people: filled those with the outcome, hollow the others.
const PERSON = (x, y) => `M${x + 5} ${y + 0.6}a2.3 2.3 0 1 0 .01 0ZM${x + 1.4} ${y + 13}v-4.2a3.6 3.6 0 0 1 7.2 0v4.2Z`;

function HundredPeople({ group, better }) {
  const all = Array.from({ length: 100 }, (_, i) => PERSON((i % 10) * 11.5, Math.floor(i / 10) * 15.5));
  return html`<div class="hip-people-group">
    <svg viewBox="-1 -1 116 157" aria-hidden="true" focusable="false"><path class="off" d=${all.slice(group.of_100).join("")} /><path class=${`on ${better}`} d=${all.slice(0, group.of_100).join("")} /></svg>
    <p class="hip-people-number">${t("{n} of 100", { n: html`<strong>${group.of_100}</strong>` })}</p>
    <p class="hip-people-name">${group.name}</p>
    <p class="hip-small hip-soft">${group.counted || t("printed as a share, without counts")}</p></div>`;
}

function PeoplePicture({ picture }) {
  return html`<figure class="hip-people"><figcaption><${Badge} basis=${picture.basis} reference=${picture.reference} checked=${picture.checked} /> ${picture.sentence}</figcaption>
    <div class="hip-people-groups">${picture.groups.map((group) => html`<${HundredPeople} key=${group.name} group=${group} better=${picture.better} />`)}</div></figure>`;
}

// A verdict, a standing or a certainty: always an icon and a word.
const Verdict = ({ verdict }) => html`<span class=${`hip-tone hip-verdict ${verdict.tone}`}><${Icon} name=${verdict.icon} /><span>${verdict.words}</span></span>`;

const Sureness = ({ level, words }) => html`<span class="hip-sureness"><span aria-hidden="true">${"●".repeat(level)}${"○".repeat(4 - level)}</span> <span>${words}</span></span>`;

function Sourced({ row, tag = "li" }) {
  return html`<${tag} class="hip-sourced"><${Badge} basis=${row.basis} reference=${row.reference} checked=${row.checked} /><span>${row.text}${row.source && html` <cite class="hip-source">${row.source}</cite>`}</span><//>`;
}

function SourceList({ references, keys }) {
  const listed = (keys || Object.keys(references)).filter((key) => references[key]);
  if (!listed.length) return null;
  return html`<${Details} summary=${tn("{n} source", "{n} sources", listed.length)}><ul class="hip-list">${listed.map((key) => {
    const r = references[key];
    const href = r.doi ? `https://doi.org/${r.doi}` : r.pmid ? `https://pubmed.ncbi.nlm.nih.gov/${r.pmid}/` : r.url;
    return html`<li key=${key} class="hip-small"><cite class="hip-plain">${r.citation}</cite>${href && html` <a href=${href} target="_blank" rel="noreferrer">${t("Open")}<span class="hip-visually-hidden"> <cite>${r.citation.slice(0, 60)}</cite> ${t("in a new tab")}</span></a>`} ${r.checked === "recalled" && html`<span class="hip-tag">${t("quoted from memory")}</span>`}</li>`;
  })}</ul><//>`;
}

const Cites = ({ names }) => names.length > 0 && html` <cite class="hip-source">${names.join(", ")}</cite>`;

const Reviewed = ({ status }) => html`<p class="hip-small hip-soft">${status === "reviewed" ? t("Reviewed by a clinician.") : t("A draft: no clinician has reviewed it.")}</p>`;

// Other pages point here with #t=id; the fragment never reaches a server.
function useFragment(name, take) {
  useEffect(() => {
    const look = () => {
      const found = new RegExp(`[#&]${name}=([^&]+)`).exec(window.location.hash);
      if (!found) return;
      window.history.replaceState(null, "", window.location.pathname + window.location.search);
      take(decodeURIComponent(found[1]));
    };
    look();
    window.addEventListener("hashchange", look);
    return () => window.removeEventListener("hashchange", look);
  }, []);
}
