// A calendar-like strip: a column a day, a row a rule, a mark where the rule says too much or too little.
const SAID = {
  t: [t("far too much"), "urgent", "triangle"], w: [t("too much"), "soon", "triangle"], f: [t("content"), "good", "check"],
  l: [t("too little"), "routine", "down"], "-": [t("says nothing"), "", "dot"],
};
const WEEKDAY_NAMES = [tc("weekday", "Sunday"), tc("weekday", "Monday"), tc("weekday", "Tuesday"), tc("weekday", "Wednesday"), tc("weekday", "Thursday"), tc("weekday", "Friday"), tc("weekday", "Saturday")];

function sayValue(value, unit) {
  if (value === null || value === undefined) return t("undefined");
  if (unit !== "%") return num(value, 2);
  const whole = Math.round(Math.abs(value));
  return whole === 0 ? "0 %" : `${value > 0 ? "+" : "−"}${whole} %`;
}

// full height: far too much; half: too much; hanging and hollow: too little; a dot: content.
function StripMark({ code, x, y, w, h }) {
  if (code === "t") return html`<rect class="far" x=${x} y=${y} width=${w} height=${h} />`;
  if (code === "w") return html`<rect class="watch" x=${x} y=${y + h / 2} width=${w} height=${h / 2} />`;
  if (code === "l") return html`<path class="low" d=${`M${x + w / 2} ${y + h * 0.35}V${y + h * 0.8}m${-Math.min(w, 5) / 2} ${-3}l${Math.min(w, 5) / 2} 3l${Math.min(w, 5) / 2} -3`} />`;
  if (code === "f") return html`<rect class="fine" x=${x + w / 2 - 1} y=${y + h - 3} width="2" height="2" />`;
  return null;
}

function RuleStrip({ strip, title }) {
  const box = useRef(null);
  const [width, setWidth] = useState(720);
  const count = strip.km.length;
  const [at, setAt] = useState(count - 1);
  useEffect(() => setAt(count - 1), [strip.first_day, count]);
  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => setWidth(Math.max(280, Math.round(entry.contentRect.width))));
    watch.observe(box.current);
    return () => watch.disconnect();
  }, []);
  const narrow = width < 560;
  const left = narrow ? 4 : 180, top = 20, kmTall = 46, rowTall = narrow ? 40 : 30, markTall = 18;
  const unit = Math.max(0.5, (width - left - 6) / count);
  const tall = top + kmTall + 12 + strip.rows.length * rowTall + 6;
  const start = Date.parse(`${strip.first_day}T00:00:00Z`);
  const day = (i) => new Date(start + i * DAY);
  const most = Math.max(...strip.km, 1);
  const x = (i) => left + i * unit;
  const now = Math.min(at, count - 1);
  const kmY = (km) => top + kmTall - (km / most) * kmTall;
  const keys = (e) => {
    const move = { ArrowLeft: -1, ArrowRight: 1, PageUp: -7, PageDown: 7, ArrowUp: -7, ArrowDown: 7 }[e.key];
    if (move) setAt(Math.max(0, Math.min(count - 1, now + move)));
    else if (e.key === "Home") setAt(0);
    else if (e.key === "End") setAt(count - 1);
    else return;
    e.preventDefault();
  };
  const point = (e) => {
    const area = box.current.querySelector("svg").getBoundingClientRect();
    setAt(Math.max(0, Math.min(count - 1, Math.floor((((e.clientX - area.left) / area.width) * width - left) / unit))));
  };
  const months = [...Array(count).keys()].filter((i) => day(i).getUTCDate() === 1);
  const mondays = [...Array(count).keys()].filter((i) => day(i).getUTCDay() === 1);
  const date = `${WEEKDAY_NAMES[day(now).getUTCDay()]} ${sayDate(day(now).getTime(), true)}`;
  const ran = strip.km[now] ? t("{km} km", { km: num(strip.km[now], 1) }) : t("no run");
  const readings = strip.rows.map((r) => {
    const told = { rule: r.name, says: SAID[r.codes[now]][0], value: sayValue(r.values[now], r.unit) };
    return { code: r.codes[now], name: r.name, words: r.codes[now] === "-" ? t("{rule}: {says}", told) : t("{rule}: {says}, {value}", told) };
  });
  const spoken = `${date}, ${ran}. ${readings.map((r) => r.words).join("; ")}.`;
  return html`<figure class="hip-chart hip-strip" ref=${box}>
    <figcaption class="hip-chart-title">${title}</figcaption>
    <svg viewBox=${`0 0 ${width} ${tall}`} role="application" aria-roledescription=${t("chart")} tabindex="0" onKeyDown=${keys} onPointerMove=${point} onPointerDown=${point}
      aria-label=${`${title} ${strip.summary} ${t("Left and right arrow keys go from day to day, up and down from week to week.")}`}>
      <g aria-hidden="true">
        ${mondays.map((i) => html`<line key=${`m${i}`} class="grid" x1=${x(i)} x2=${x(i)} y1=${top} y2=${tall - 4} />`)}
        ${months.map((i) => html`<text key=${`t${i}`} x=${Math.min(width - 24, x(i))} y="13">${MONTHS[day(i).getUTCMonth()]}</text>`)}
        ${!narrow && html`<text x=${left - 10} y=${top + kmTall - 4} text-anchor="end">${t("km a day, up to {km}", { km: num(most, 0) })}</text>`}
        ${strip.km.map((km, i) => km > 0 && html`<rect key=${i} class="km" x=${x(i) + unit * 0.1} y=${kmY(km)} width=${Math.max(0.6, unit * 0.8)} height=${top + kmTall - kmY(km)} />`)}
        <line class="axis" x1=${left} x2=${width - 6} y1=${top + kmTall} y2=${top + kmTall} />
        <rect class="at" x=${x(now) - 1} y=${top - 2} width=${unit + 2} height=${tall - top} />
        ${strip.rows.map((r, n) => {
          const y = top + kmTall + 12 + n * rowTall + (narrow ? 18 : 4);
          return html`<g key=${r.rule}><text class="annotation" x=${narrow ? left : left - 10} y=${narrow ? y - 5 : y + markTall - 4} text-anchor=${narrow ? "start" : "end"}>${r.name}</text>
            <line class="grid" x1=${left} x2=${width - 6} y1=${y + markTall} y2=${y + markTall} />
            ${[...r.codes].map((code, i) => html`<${StripMark} key=${i} code=${code} x=${x(i) + unit * 0.08} y=${y} w=${Math.max(0.6, unit * 0.84)} h=${markTall} />`)}</g>`;
        })}
      </g>
    </svg>
    <ul class="hip-strip-key" aria-label=${t("What the marks mean")}>${["t", "w", "f", "l"].map((code) => html`<li key=${code}><svg viewBox="0 0 14 18" aria-hidden="true"><${StripMark} code=${code} x=${3} y=${0} w=${8} h=${18} /></svg>${SAID[code][0]}</li>`)}<li>${t("no mark: says nothing that day")}</li></ul>
    <div class="hip-strip-read"><p><strong>${date}</strong>, <span class="hip-num">${ran}</span></p>
      <ul>${readings.map((r) => html`<li key=${r.name}><span class=${`hip-tone ${SAID[r.code][1]}`}><${Icon} name=${SAID[r.code][2]} /></span><span>${r.words}</span></li>`)}</ul></div>
    <p class="hip-visually-hidden" aria-live="polite">${spoken}</p>
    <${Details} summary=${t("as a table")}><${Table} caption=${title} columns=${[t("day"), t("km"), ...strip.rows.map((r) => r.name)]} numeric=${[1]}
      rows=${strip.km.map((km, i) => [sayDate(day(i).getTime(), true), km ? num(km, 1) : null, ...strip.rows.map((r) => (r.codes[i] === "-" ? null : SAID[r.codes[i]][0]))])} /><//>
  </figure>`;
}

// How much two rules agree: a table whose tint says the same as its numbers.
function AgreementTable({ matrix, rules, measure }) {
  const found = (a, b) => matrix.find((m) => (m.first === a && m.second === b) || (m.first === b && m.second === a));
  const cell = (a, b) => {
    if (a === b) return html`<td class="n same" key=${b}>${t("itself")}</td>`;
    const m = found(a, b);
    const value = m[measure];
    const tint = value === null ? 0 : Math.round(Math.max(0, Math.min(1, value)) * 46);
    const words = value === null ? "–" : measure === "share" ? `${Math.round(100 * value)}` : num(value, 2).replace("-", "−");
    return html`<td class="n" key=${b} style=${{ background: `color-mix(in srgb, var(--accent) ${tint}%, var(--sheet))` }} title=${t("{days} days on which both speak: both object on {both}, one alone on {one}", { days: m.days, both: m.both, one: m.only_first + m.only_second })}>${words}</td>`;
  };
  const words = measure === "share" ? t("The same answer on so many of 100 days") : t("Kappa: agreement beyond chance");
  return html`<div class="hip-table-box" tabindex="0" role="region" aria-label=${words}><table class="hip-table hip-agree"><caption>${words}</caption>
    <thead><tr><td></td>${rules.map((r) => html`<th scope="col" class="n" key=${r.id}>${r.name}</th>`)}</tr></thead>
    <tbody>${rules.map((r) => html`<tr key=${r.id}><th scope="row">${r.name}</th>${rules.map((c) => cell(r.id, c.id))}</tr>`)}</tbody></table></div>`;
}
