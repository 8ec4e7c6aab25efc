// Draws the part of plotly's figure schema that our figures use (bar, scatter, shapes, annotations)
// as plain SVG: no library, readable by a screen reader, usable by keyboard.
const SERIES = ["var(--series-1)", "var(--series-2)", "var(--series-3)", "var(--series-4)"];
const DAY = 86400000;

function niceTicks(low, high, count) {
  const span = high - low || 1;
  const power = 10 ** Math.floor(Math.log10(span / count));
  const step = [1, 2, 2.5, 5, 10].map((m) => m * power).find((s) => span / s <= count) || 10 * power;
  const ticks = [];
  for (let t = Math.ceil(low / step) * step; t <= high + step * 1e-6; t += step) ticks.push(Math.abs(t) < step * 1e-6 ? 0 : t);
  return ticks;
}

const evenTicks = (low, high, step) => Array.from({ length: Math.floor(high / step) - Math.ceil(low / step) + 1 }, (_, i) => (Math.ceil(low / step) + i) * step);

function dateTicks(low, high, count) {
  const days = (high - low) / DAY;
  const step = [1, 2, 7, 14, 28, 56, 91, 182, 365, 730, 1826].find((s) => days / s <= count) || 3650;
  const first = Math.ceil(low / DAY) * DAY;
  // Weeks begin on Monday: the Unix epoch was a Thursday, so Monday is day 4 after it.
  const start = step % 7 === 0 ? first + ((11 - ((first / DAY) % 7)) % 7) * DAY : first;
  const ticks = [];
  for (let t = start; t <= high; t += step * DAY) ticks.push(t);
  return ticks;
}

const parseX = (value, isDate) => (isDate ? Date.parse(`${String(value).slice(0, 10)}T00:00:00Z`) : Number(value));
const finite = (value) => value !== null && value !== undefined && Number.isFinite(Number(value));
const textOf = (value) => (value && typeof value === "object" ? value.text : value) || "";
const plain = (text) => String(text).replace(/<br\s*\/?>/g, " ").replace(/<[^>]*>/g, "");
const sayNumber = (v) => num(Number(v.toFixed(Math.abs(v) >= 100 ? 0 : Math.abs(v) >= 10 ? 1 : 2)));

// Where everything goes, from the figure and the width at hand.
function layoutChart(figure, width) {
  const layout = figure.layout || {};
  const traces = (figure.data || []).filter((t) => t.visible !== false);
  const categories = [];
  const xtype = layout.xaxis && layout.xaxis.type;
  const isDate = xtype === "date";
  const isCategory = xtype === "category" || (!isDate && traces.some((t) => (t.x || []).some((x) => !Number.isFinite(Number(x)))));
  const toX = (v) => {
    if (!isCategory) return parseX(v, isDate);
    const known = categories.indexOf(v);
    return known >= 0 ? known : categories.push(v) - 1;
  };
  const series = traces.map((trace, index) => ({
    trace,
    colour: SERIES[index % SERIES.length],
    points: (trace.x || []).map((x, i) => ({ x: toX(x), y: trace.y[i], raw: x, text: Array.isArray(trace.text) ? trace.text[i] : trace.text })),
  }));
  const xs = series.flatMap((s) => s.points.map((p) => p.x));
  const half = isDate ? DAY / 2 : 0.5;
  const hasBars = series.some((s) => s.trace.type === "bar");
  let [x0, x1] = [Math.min(...xs), Math.max(...xs)];
  if (layout.xaxis && layout.xaxis.range) [x0, x1] = layout.xaxis.range.map((v) => (isCategory ? Number(v) : parseX(v, isDate)));
  else if (hasBars) [x0, x1] = [x0 - half, x1 + half];
  if (!(x1 > x0)) [x0, x1] = [x0 - half, x0 + half];
  const shapes = layout.shapes || [];
  const ys = series.flatMap((s) => s.points.filter((p) => finite(p.y)).map((p) => Number(p.y)));
  let [y0, y1] = [Math.min(0, ...ys), Math.max(...ys, 0)];
  shapes.forEach((s) => s.yref !== "paper" && [s.y0, s.y1].forEach((v) => finite(v) && (y1 = Math.max(y1, Number(v)))));
  if (layout.yaxis && layout.yaxis.range) [y0, y1] = layout.yaxis.range.map(Number);
  else y1 += (y1 - y0) * 0.12 || 1;
  const room = { left: 52, right: 14, top: 12, bottom: 44 };
  // A bar without its name means nothing: a few names that do not fit side by side are slanted.
  const longest = Math.max(1, ...categories.map((c) => String(c).length));
  const roomy = Math.max(2, Math.floor((width - 70) / (12 + 7 * longest)));
  const slanted = isCategory && categories.length > roomy && categories.length <= 12;
  const slant = width < 480 ? 55 : 40;
  if (slanted) room.bottom += Math.round(Math.min(24, longest) * 6.5 * Math.sin((slant * Math.PI) / 180));
  const height = (slanted ? room.bottom - 44 : 0) + Math.round(Math.max(Math.min(220, layout.height || 220), Math.min((layout.height || 300), width * 0.8)));
  const labels = (layout.annotations || []).map((a) => ({ ...a, text: plain(a.text) }));
  const px = (x) => room.left + ((x - x0) / (x1 - x0)) * (width - room.left - room.right);
  const py = (y) => height - room.bottom - ((y - y0) / (y1 - y0 || 1)) * (height - room.top - room.bottom);
  return { layout, series, shapes, labels, isDate, isCategory, categories, toX, x0, x1, y0, y1, room, roomy, slant: slanted ? slant : 0, width, height, px, py };
}

function linePath(points, g, stepped) {
  let path = "", open = false, last = null;
  for (const p of points) {
    if (!finite(p.y)) { open = false; continue; }
    const [x, y] = [g.px(p.x).toFixed(1), g.py(Number(p.y)).toFixed(1)];
    path += !open ? `M${x} ${y}` : stepped ? `H${x}V${y}` : `L${x} ${y}`;
    open = true; last = y;
  }
  return path;
}

function markPath(symbol, x, y, size) {
  const r = size / 2;
  if (symbol === "triangle-up") return `M${x} ${y - r}L${x + r} ${y + r}L${x - r} ${y + r}Z`;
  if (symbol === "diamond") return `M${x} ${y - r}L${x + r} ${y}L${x} ${y + r}L${x - r} ${y}Z`;
  if (symbol === "square") return `M${x - r} ${y - r}h${size}v${size}h${-size}Z`;
  return `M${x - r} ${y}a${r} ${r} 0 1 0 ${size} 0a${r} ${r} 0 1 0 ${-size} 0Z`;
}

function BarMarks({ s, g, colour, index, barSeries }) {
  const unit = g.isDate ? (s.trace.width && finite(s.trace.width) ? s.trace.width : DAY) : 1;
  const slots = g.series.filter((o) => o.trace.type === "bar").length;
  const grouped = g.layout.barmode === "group" && slots > 1;
  const full = Math.max(1, (g.px(g.x0 + unit) - g.px(g.x0)) * 0.82);
  const w = grouped ? full / slots : full;
  return s.points.filter((p) => finite(p.y) && Number(p.y) !== 0).map((p, i) => {
    const top = g.py(Math.max(0, Number(p.y))), bottom = g.py(Math.min(0, Number(p.y)));
    const colours = s.trace.marker && s.trace.marker.color;
    const fill = Array.isArray(colours) ? colours[s.points.indexOf(p)] : colours;
    return html`<rect key=${i} x=${g.px(p.x) - full / 2 + (grouped ? barSeries * w : 0)} y=${top} width=${w} height=${Math.max(0.5, bottom - top)} rx=${Math.min(2, w / 3)}
      fill=${fill && String(fill).startsWith("var(") ? fill : colour} fill-opacity=${s.trace.opacity || 0.85} />`;
  });
}

function Series({ s, g, index }) {
  const marker = s.trace.marker || {}, line = s.trace.line || {};
  const own = [line.color, marker.color].find((c) => typeof c === "string" && c.startsWith("var("));
  const colour = own || s.colour;
  if (s.trace.type === "bar") {
    const barSeries = g.series.slice(0, index).filter((o) => o.trace.type === "bar").length;
    return html`<${BarMarks} s=${s} g=${g} colour=${colour} barSeries=${barSeries} />`;
  }
  const mode = s.trace.mode || "lines";
  const dash = { dash: "7 5", dot: "2 4", dashdot: "7 4 2 4" }[line.dash];
  return html`
    ${mode.includes("lines") && html`<path d=${linePath(s.points, g, line.shape === "hv")} fill="none" stroke=${colour} stroke-width=${line.width || 2.2} stroke-dasharray=${dash} stroke-linejoin="round" />`}
    ${mode.includes("markers") && s.points.filter((p) => finite(p.y)).map((p, i) => html`<path key=${i} d=${markPath(marker.symbol, g.px(p.x), g.py(Number(p.y)), marker.size || 8)} fill=${colour} stroke="var(--sheet)" stroke-width="1.2" />`)}
    ${mode.includes("text") && s.points.filter((p) => finite(p.y) && p.text).map((p, i) => html`<text key=${`t${i}`} class="annotation" x=${g.px(p.x)} y=${g.py(Number(p.y)) - 8} text-anchor="middle">${plain(p.text)}</text>`)}`;
}

function Shapes({ g }) {
  const x = (v, ref) => (ref === "paper" ? g.room.left + Number(v) * (g.width - g.room.left - g.room.right) : g.px(g.toX(v)));
  const y = (v, ref) => (ref === "paper" ? g.height - g.room.bottom - Number(v) * (g.height - g.room.top - g.room.bottom) : g.py(Number(v)));
  return g.shapes.map((s, i) => {
    const [a, b, c, d] = [x(s.x0, s.xref), x(s.x1, s.xref), y(s.y0, s.yref), y(s.y1, s.yref)];
    const colour = (s.line && String(s.line.color || "").startsWith("var(") && s.line.color) || "var(--line-strong)";
    if (s.type === "line") return html`<line key=${i} x1=${a} x2=${b} y1=${c} y2=${d} stroke=${colour} stroke-width="1.5" stroke-dasharray="5 4" />`;
    return html`<rect key=${i} x=${Math.min(a, b)} y=${Math.min(c, d)} width=${Math.abs(b - a)} height=${Math.abs(d - c)} fill=${String(s.fillcolor || "").startsWith("var(") ? s.fillcolor : "var(--band)"} fill-opacity=${s.opacity || 0.5} />`;
  });
}

function Labels({ g }) {
  // Direct labels must not sit on one another: later ones move down until they are free.
  const taken = [];
  return g.labels.map((a, i) => {
    const across = a.xref === "paper";
    const rawX = across ? g.room.left + Number(a.x) * (g.width - g.room.left - g.room.right) : g.px(g.toX(a.x));
    const rawY = a.yref === "paper" ? g.height - g.room.bottom - Number(a.y) * (g.height - g.room.top - g.room.bottom) : g.py(Number(a.y));
    const wide = a.text.length * 6.9;
    const wanted = { left: "start", right: "end" }[a.xanchor] || (rawX > g.width - 70 ? "end" : rawX < g.room.left + 40 ? "start" : "middle");
    const fits = { start: rawX + wide <= g.width, end: rawX >= wide, middle: rawX >= wide / 2 && rawX + wide / 2 <= g.width };
    const anchor = [wanted, "end", "start"].find((way) => fits[way]) || "middle";
    const left = anchor === "start" ? rawX : anchor === "end" ? rawX - wide : rawX - wide / 2;
    const lift = a.yanchor === "top" ? 14 : a.yanchor === "middle" ? 4 : -6;
    let top = Math.max(g.room.top + 10, rawY + lift);
    for (let tries = 0; tries < 8 && taken.some((t) => Math.abs(t.top - top) < 15 && left < t.right && left + wide > t.left); tries += 1) top += 15;
    taken.push({ top, left, right: left + wide });
    const colour = a.font && String(a.font.color || "").startsWith("var(") ? a.font.color : undefined;
    const least = anchor === "middle" ? Math.min(wide, g.width) / 2 : 4;
    const clampedX = Math.min(g.width - least, Math.max(least, rawX));
    return html`<text key=${i} class="annotation" x=${clampedX} y=${top} text-anchor=${anchor} style=${colour ? { fill: colour } : undefined} paint-order="stroke" stroke="var(--sheet)" stroke-width="3">${a.text}</text>`;
  });
}

function Axes({ g }) {
  const yTicks = (g.layout.yaxis && g.layout.yaxis.tickvals) || niceTicks(g.y0, g.y1, 5);
  const most = Math.max(2, Math.floor((g.width - 70) / 84));
  const xTicks = g.isCategory ? g.categories.map((_, i) => i) : g.isDate ? dateTicks(g.x0, g.x1, most) : g.layout.xaxis && g.layout.xaxis.dtick ? evenTicks(g.x0, g.x1, g.layout.xaxis.dtick) : niceTicks(g.x0, g.x1, most);
  // As many names of categories as have room; short ones stand closer than dates.
  const every = g.isCategory && !g.slant ? Math.ceil(xTicks.length / g.roomy) : 1;
  const ticktext = g.layout.xaxis && g.layout.xaxis.ticktext;
  const base = g.height - g.room.bottom;
  const years = g.isDate && new Date(g.x0).getUTCFullYear() !== new Date(g.x1).getUTCFullYear();
  const sayX = (t) => (g.isDate ? sayDate(t, years) : g.isCategory ? g.categories[t] : ticktext && g.layout.xaxis.tickvals ? ticktext[g.layout.xaxis.tickvals.indexOf(t)] : sayNumber(t));
  return html`<g aria-hidden="true">
    ${yTicks.map((t) => html`<g key=${t}><line class=${t === 0 ? "axis" : "grid"} x1=${g.room.left} x2=${g.width - g.room.right} y1=${g.py(t)} y2=${g.py(t)} /><text x=${g.room.left - 7} y=${g.py(t) + 4} text-anchor="end">${sayNumber(t)}</text></g>`)}
    ${xTicks.filter((_, i) => i % every === 0).map((t) => html`<text key=${`x${t}`} ...${g.slant ? { transform: `translate(${g.px(t) + 5} ${base + 13}) rotate(${-g.slant})`, "text-anchor": "end" } : { x: Math.min(g.width - 24, Math.max(g.room.left, g.px(t))), y: base + 18, "text-anchor": "middle" }}>${sayX(t)}</text>`)}
    <line class="axis" x1=${g.room.left} x2=${g.width - g.room.right} y1=${base} y2=${base} />
    <text x=${(g.room.left + g.width - g.room.right) / 2} y=${g.height - 6} text-anchor="middle">${plain(textOf(g.layout.xaxis && g.layout.xaxis.title))}</text>
    <text transform=${`translate(13 ${(g.room.top + base) / 2}) rotate(-90)`} text-anchor="middle">${plain(textOf(g.layout.yaxis && g.layout.yaxis.title))}</text>
  </g>`;
}

// figure: {data, layout}; layout.meta = {summary, table: {columns, rows}}. One with layout.meta.rows
// is drawn row by row (forest.js).
const Chart = (props) => (props.figure.layout?.meta?.rows ? html`<${RowChart} ...${props} />` : html`<${PlotChart} ...${props} />`);

function PlotChart({ figure, onPick }) {
  const box = useRef(null);
  const [width, setWidth] = useState(720);
  const [at, setAt] = useState(null);
  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => setWidth(Math.max(280, Math.round(entry.contentRect.width))));
    watch.observe(box.current);
    return () => watch.disconnect();
  }, []);
  const g = useMemo(() => layoutChart(figure, width), [figure, width]);
  const meta = (figure.layout && figure.layout.meta) || {};
  const stops = useMemo(() => [...new Set(g.series.flatMap((s) => s.points.map((p) => p.x)))].sort((a, b) => a - b), [g]);
  const nearest = (clientX) => {
    const area = box.current.querySelector("svg").getBoundingClientRect();
    const x = ((clientX - area.left) / area.width) * width;
    return stops.reduce((best, s, i) => (Math.abs(g.px(s) - x) < Math.abs(g.px(stops[best]) - x) ? i : best), 0);
  };
  const keys = (event) => {
    const move = { ArrowLeft: -1, ArrowRight: 1, PageUp: -7, PageDown: 7 }[event.key];
    if (move) setAt((i) => Math.max(0, Math.min(stops.length - 1, (i === null ? stops.length - 1 : i) + move)));
    else if (event.key === "Home") setAt(0);
    else if (event.key === "End") setAt(stops.length - 1);
    else if (event.key === "Escape") setAt(null);
    else if (event.key === "Enter" && onPick && at !== null) onPick(g.series[0].points.find((p) => p.x === stops[at])?.raw);
    else return;
    event.preventDefault();
  };
  const place = at === null || stops[at] === undefined ? "" : g.isDate ? sayDate(stops[at], true) : g.isCategory ? g.categories[stops[at]] : sayNumber(stops[at]);
  const reading = !place ? "" : `${place}: ` + g.series
    .map((s) => [s.trace.name, s.points.find((p) => p.x === stops[at])]).filter(([, p]) => p && finite(p.y))
    .map(([name, p]) => `${name || t("value")} ${sayNumber(Number(p.y))}`).join(" · ");
  // A number and its unit stay on one line.
  const title = plain(textOf(figure.layout && figure.layout.title)).replace(/(\d) (?=%|km|°|m\b)/g, "$1\u00a0");
  return html`<figure class="hip-chart" ref=${box}>
    <figcaption class="hip-chart-title">${title}</figcaption>
    <svg viewBox=${`0 0 ${g.width} ${g.height}`} role="application" aria-roledescription=${t("chart")} tabindex="0"
      aria-label=${`${title}. ${meta.summary || ""} ${t("Use the left and right arrow keys to read values.")}`} onKeyDown=${keys}
      onPointerMove=${(e) => setAt(nearest(e.clientX))} onPointerLeave=${() => setAt(null)}
      onClick=${(e) => onPick && onPick(g.series[0].points.find((p) => p.x === stops[nearest(e.clientX)])?.raw)}>
      <${Axes} g=${g} /><${Shapes} g=${g} />
      ${g.series.map((s, i) => html`<${Series} key=${i} s=${s} g=${g} index=${i} />`)}
      <${Labels} g=${g} />
      ${at !== null && stops[at] !== undefined && html`<line class="cursor" x1=${g.px(stops[at])} x2=${g.px(stops[at])} y1=${g.room.top} y2=${g.height - g.room.bottom} />`}
    </svg>
    <p class="hip-chart-read" aria-live="polite">${reading || meta.summary || ""}</p>
    ${meta.table && html`<${Details} summary=${t("as a table")}><${Table} caption=${title} columns=${meta.table.columns} rows=${meta.table.rows} numeric=${meta.table.columns.map((_, i) => i).slice(1)} /><//>`}
  </figure>`;
}
