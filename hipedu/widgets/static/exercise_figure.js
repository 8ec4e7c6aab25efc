// The drawing of an exercise: start and end side by side, and the movement between them on request.
// A drawing is what figures/exercise_drawing.py makes: groups of paths, one path a keyframe, all
// with the same commands, so that only numbers need blending.
const FIGURE_NUMBER = /-?\d+/g;

// "M0 5q1-2 3 4" of two keyframes -> the path that lies a share of the way between.
function blendPath(from, to, share) {
  if (share <= 0 || from === to) return from;
  if (share >= 1) return to;
  const target = to.match(FIGURE_NUMBER);
  let index = 0;
  let previousEnd = 0;
  return from.replace(FIGURE_NUMBER, (number, offset) => {
    const a = Number(number), value = Math.round((a + (Number(target[index++]) - a) * share) * 10) / 10;
    // A number that turns positive needs the blank that its sign stood for.
    const text = value < 0 || offset === 0 || offset !== previousEnd || number[0] !== "-" ? String(value) : ` ${value}`;
    previousEnd = offset + number.length;
    return text;
  });
}

// Which two keyframes a moment lies between, and how far.
function keyframeAt(times, moment) {
  let index = 0;
  while (index < times.length - 2 && moment > times[index + 1]) index += 1;
  const span = times[index + 1] - times[index] || 1;
  return [index, Math.max(0, Math.min(1, (moment - times[index]) / span))];
}

const pathAt = (shape, times, moment) => {
  if (shape.d.length === 1) return shape.d[0]; // a start alone
  const [index, share] = keyframeAt(times, moment);
  return blendPath(shape.d[index], shape.d[index + 1], share);
};

// Edges first, then fills: the parts of a limb grow together.
function FigureGroup({ group, times, moment }) {
  const piece = (shape, edge, key) => html`<path key=${key} class=${edge ? `${shape.class} x-edge` : shape.class} d=${pathAt(shape, times, moment)} />`;
  const grown = (shapes, name) => [
    ...shapes.map((shape, i) => (shape.edge ? piece(shape, true, `${name}e${i}`) : null)),
    ...shapes.map((shape, i) => piece(shape, false, `${name}${i}`)),
  ];
  return html`<g class=${group.class}>
    ${grown(group.shapes, "s")}
    ${group.details.map((shape, i) => [shape.edge ? piece(shape, true, `de${i}`) : null, piece(shape, false, `d${i}`)])}
    ${grown(group.hair || [], "h")}
  </g>`;
}

function FigurePicture({ drawing, moment, label }) {
  const hidden = !label;
  return html`<svg class="x-figure" viewBox=${drawing.view_box.join(" ")} preserveAspectRatio="xMidYMax meet"
    role=${hidden ? null : "img"} aria-label=${label || null} aria-hidden=${hidden ? "true" : null} focusable="false">
    ${drawing.groups.map((group, i) => html`<${FigureGroup} key=${i} group=${group} times=${drawing.times} moment=${moment} />`)}
  </svg>`;
}

const MOVE_MS = 1400;
const REST_MS = 550;
const easeInOut = (t) => (t < 0.5 ? 4 * t * t * t : 1 - (-2 * t + 2) ** 3 / 2);

// Where a movement that goes there, rests, comes back and rests is after so many milliseconds.
function momentAfter(ms) {
  const at = ms % (2 * (MOVE_MS + REST_MS));
  if (at < MOVE_MS) return easeInOut(at / MOVE_MS);
  if (at < MOVE_MS + REST_MS) return 1;
  if (at < 2 * MOVE_MS + REST_MS) return 1 - easeInOut((at - MOVE_MS - REST_MS) / MOVE_MS);
  return 0;
}

// Wide postures (lying, bridging) stand one below the other, tall ones side by side.
const WIDE_FIGURE = 1.2;

// The start stands in for a drawing that is on its way.
function FigureWaiting({ start, stacked }) {
  const [, , width, height] = start.view_box;
  const one = html`<div class="x-figure-one"><${FigurePicture} drawing=${start} moment=${0} /><p class="x-figure-caption"></p></div>`;
  return html`<figure class="x-figure-box" aria-hidden="true"><div class=${`x-figure-pair ${stacked || width > WIDE_FIGURE * height ? "wide" : ""}`} style=${{ "--x-aspect": (width / height).toFixed(3) }}>${[one, one]}</div></figure>`;
}

// Start and end, and the button that shows the movement; `stacked` puts one below the other.
function ExerciseFigure({ drawing, start, label, stacked }) {
  const [moving, setMoving] = useState(false);
  const [moment, setMoment] = useState(0);
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  useEffect(() => {
    setMoving(false);
    setMoment(0);
  }, [drawing && drawing.id]);
  useEffect(() => {
    if (!moving) return undefined;
    if (still) {
      // No motion for who asked for none: two still pictures take turns, slowly.
      setMoment(1);
      const timer = window.setInterval(() => setMoment((now) => (now < 0.5 ? 1 : 0)), 2000);
      return () => window.clearInterval(timer);
    }
    let handle = 0, first = null;
    const step = (now) => {
      if (first === null) first = now;
      setMoment(momentAfter(now - first));
      handle = window.requestAnimationFrame(step);
    };
    handle = window.requestAnimationFrame(step);
    return () => window.cancelAnimationFrame(handle);
  }, [moving]);
  if (!drawing) return start ? html`<${FigureWaiting} start=${start} stacked=${stacked} />` : null;
  const words = label ? `${label}. ${drawing.alt}` : drawing.alt;
  const [first, second] = drawing.captions;
  const one = (at, caption, extra = "") => html`<div class=${`x-figure-one ${extra}`}><${FigurePicture} drawing=${drawing} moment=${at} /><p class="x-figure-caption" aria-hidden="true">${caption}</p></div>`;
  const [, , width, height] = drawing.view_box;
  return html`<figure class="x-figure-box">
    <div class=${`x-figure-pair ${stacked || width > WIDE_FIGURE * height ? "wide" : ""}`} style=${{ "--x-aspect": (width / height).toFixed(3) }} role="img" aria-label=${words} data-moving=${String(moving)}>
      ${moving ? one(moment, still ? (moment < 0.5 ? first : second) : `${first} – ${second}`, "moving") : [one(0, first), one(1, second)]}
    </div>
    <${Button} kind="small" class="x-figure-button" icon=${moving ? "pause" : "play"} onClick=${() => { setMoment(0); setMoving(!moving); }}>${moving ? t("Stop the movement") : t("Show the movement")}<//>
  </figure>`;
}

// Lists show the start of each exercise. Our server keeps all starts in one file that a browser
// caches; a notebook hands them over with the page's content.
let exerciseStarts = null;
function useExerciseStarts(given) {
  const [starts, setStarts] = useState(given || exerciseStarts);
  useEffect(() => {
    const address = document.body.dataset.exercises;
    if (starts || !address) return undefined;
    let here = true;
    fetch(address).then((answer) => answer.json()).then((found) => {
      exerciseStarts = found;
      if (here) setStarts(found);
    }).catch((error) => console.error(error));
    return () => { here = false; };
  }, []);
  return starts;
}

// Decoration beside a name: drawn once, however often the page changes.
class StartPicture extends Component {
  shouldComponentUpdate(next) { return next.starts !== this.props.starts || next.id !== this.props.id; }
  render({ starts, id }) {
    const drawing = starts && starts[id];
    return html`<div class="x-figure-small" aria-hidden="true">${drawing && html`<${FigurePicture} drawing=${drawing} moment=${0} />`}</div>`;
  }
}
