// The drawn body: anatomy in true proportions, regions that are checkboxes, marks, heat, arrows.
const SVG = "http://www.w3.org/2000/svg";
const FRAMES = {
  close: { front: [-220, -215, 440, 430], back: [-220, -215, 440, 430], right: [-175, -215, 350, 430], left: [-175, -215, 350, 430] },
  whole: { front: [-260, -330, 520, 1270], back: [-260, -330, 520, 1270], right: [-260, -330, 520, 1270], left: [-260, -330, 520, 1270] },
};
const STACK = ["skin", "bone", "muscle", "nerve", "region"];
const drawnOf = { front: "front", back: "back", right: "side", left: "side" };

const svgNode = (name, attributes = {}) => {
  const node = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => node.setAttribute(key, value));
  return node;
};

// Which side of the person a shape belongs to: the picture is mirrored, the person is not.
function sideOf(view, mirrored) {
  if (view === "right" || view === "left") return view;
  return mirrored ? "left" : "right";
}

// Builds the picture of one view: every layer holds the right half, its mirror image, the middle.
function buildBody(text, view) {
  const source = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  const svg = svgNode("svg", { "data-view": view });
  const scene = svgNode("g", view === "left" ? { transform: "scale(-1,1)" } : {});
  svg.append(scene);
  for (const layer of STACK) {
    const group = svgNode("g", { class: `layer layer-${layer}`, "data-layer": layer });
    const halves = view === "front" || view === "back" ? [["half", false], ["half", true], ["middle", null]] : [["half", false], ["middle", null]];
    if (layer === "bone") halves.reverse();
    for (const [id, mirrored] of halves) {
      const part = source.querySelector(`#${id} > .layer-${layer}`);
      if (!part) continue;
      const copy = svgNode("g", mirrored ? { transform: "scale(-1,1)" } : {});
      [...part.children].forEach((child) => copy.append(document.importNode(child, true)));
      copy.querySelectorAll("[data-region]").forEach((path) => {
        path.dataset.side = mirrored === null ? "middle" : sideOf(view, mirrored);
      });
      copy.querySelectorAll("[data-structure]").forEach((g) => { g.dataset.side = mirrored === null ? "middle" : sideOf(view, mirrored); });
      group.append(copy);
    }
    scene.append(group);
  }
  if (view === "front" || view === "back") scene.querySelector(".layer-region").setAttribute("role", "group");
  svg.append(svgNode("g", { class: "overlay", "aria-hidden": "true" }));
  return svg;
}

const SIDE_WORDS = { left: t("your left"), right: t("your right") };

// A place in words: its name, whose side, and how strongly it is marked.
function sayPlace(name, side, mark) {
  const told = { place: name, intensity: mark && mark.intensity };
  if (side === "left") return mark ? t("{place}, your left, marked {intensity} of 10", told) : t("{place}, your left", told);
  if (side === "right") return mark ? t("{place}, your right, marked {intensity} of 10", told) : t("{place}, your right", told);
  return mark ? t("{place}, marked {intensity} of 10", told) : name;
}

const centreOf = (path, svg) => {
  const box = path.getBBox();
  const point = svg.createSVGPoint();
  point.x = box.x + box.width / 2; point.y = box.y + box.height / 2;
  const scene = svg.firstChild;
  const chain = path.getCTM(), root = svg.getCTM();
  return chain && root ? point.matrixTransform(root.inverse().multiply(chain)) : point && scene ? point : point;
};

function Body({ drawings, view, layers, deep, frame, mode, marks, heat, arrows, names, label, lit, onToggle, onPaint, onStructure, onHover }) {
  const box = useRef(null);
  const now = useRef({});
  now.current = { mode, onToggle, onPaint, onStructure, onHover, names };
  // Built anew only when another view is shown: everything else is changed in place.
  useEffect(() => {
    const svg = buildBody(drawings[drawnOf[view]], view);
    box.current.replaceChildren(svg);
    const regions = [...svg.querySelectorAll("[data-region]")];
    regions.forEach((path, i) => {
      path.setAttribute("role", "checkbox");
      path.setAttribute("tabindex", i === 0 ? "0" : "-1");
    });
    let painting = null;
    const regionAt = (event) => {
      const hit = document.elementFromPoint(event.clientX, event.clientY);
      return hit && hit.closest ? hit.closest("[data-region]") : null;
    };
    svg.addEventListener("pointerdown", (event) => {
      const path = event.target.closest("[data-region]");
      if (!path || now.current.mode !== "mark" || event.button !== 0) return;
      painting = { on: path.getAttribute("aria-checked") !== "true", seen: new Set([path]) };
      regions.forEach((r) => r.setAttribute("tabindex", r === path ? "0" : "-1"));
      now.current.onPaint(path.dataset.region, path.dataset.side, painting.on);
    });
    svg.addEventListener("pointermove", (event) => {
      if (painting) {
        const path = regionAt(event);
        if (path && !painting.seen.has(path)) { painting.seen.add(path); now.current.onPaint(path.dataset.region, path.dataset.side, painting.on); }
        return;
      }
      const part = now.current.mode === "explore" ? event.target.closest("[data-structure]") : event.target.closest("[data-region]");
      now.current.onHover(part ? part.dataset.structure || part.dataset.region : null, part ? part.dataset.side : null);
    });
    const stop = () => { painting = null; };
    window.addEventListener("pointerup", stop);
    window.addEventListener("pointercancel", stop);
    svg.addEventListener("pointerleave", () => now.current.onHover(null));
    svg.addEventListener("click", (event) => {
      const part = event.target.closest("[data-structure]");
      if (part && now.current.mode === "explore") now.current.onStructure(part.dataset.structure);
    });
    svg.addEventListener("focusin", (event) => event.target.dataset.region && now.current.onHover(event.target.dataset.region, event.target.dataset.side));
    svg.addEventListener("keydown", (event) => {
      const here = event.target.closest("[data-region]");
      if (!here) return;
      if (event.key === " " || event.key === "Enter") { now.current.onToggle(here.dataset.region, here.dataset.side); event.preventDefault(); return; }
      const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
      if (!way) return;
      const from = centreOf(here, svg);
      let best = null, least = Infinity;
      for (const other of regions) {
        if (other === here) continue;
        const to = centreOf(other, svg), dx = to.x - from.x, dy = to.y - from.y;
        const along = dx * way[0] + dy * way[1], across = Math.abs(dx * way[1]) + Math.abs(dy * way[0]);
        const cost = along > 4 ? along + 2 * across : Infinity;
        if (cost < least) { least = cost; best = other; }
      }
      if (best) { regions.forEach((r) => r.setAttribute("tabindex", r === best ? "0" : "-1")); best.focus(); }
      event.preventDefault();
    });
    return () => { window.removeEventListener("pointerup", stop); window.removeEventListener("pointercancel", stop); };
  }, [view, drawings]);

  useEffect(() => {
    const svg = box.current.querySelector("svg");
    const [x, y, w, hgt] = FRAMES[frame][view];
    svg.setAttribute("viewBox", `${x} ${y} ${w} ${hgt}`);
    svg.setAttribute("role", "group");
    svg.setAttribute("aria-label", label);
    svg.dataset.mode = mode;
    svg.querySelectorAll(".layer").forEach((group) => {
      const id = group.dataset.layer;
      group.style.display = id === "region" || id === "skin" || layers.includes(id) ? "" : "none";
    });
    svg.classList.toggle("deep", Boolean(deep));
    svg.classList.toggle("skin-only", layers.length === 0);
    svg.querySelectorAll("[data-structure]").forEach((g) => g.classList.toggle("is-lit", g.dataset.structure === lit));
    svg.classList.toggle("has-lit", Boolean(lit));
    const marked = new Map(marks.map((m) => [`${m.region}/${m.side}`, m]));
    const isMarked = (path) => marked.get(`${path.dataset.region}/${path.dataset.side}`) || (path.dataset.side === "middle" ? null : marked.get(`${path.dataset.region}/both`)) || (path.dataset.side === "middle" ? [...marked.values()].find((m) => m.region === path.dataset.region) : null);
    const overlay = svg.querySelector(".overlay");
    overlay.replaceChildren();
    const size = w / 30;
    svg.querySelectorAll("[data-region]").forEach((path) => {
      const mark = isMarked(path);
      const { region, side } = path.dataset;
      path.setAttribute("aria-checked", String(Boolean(mark)));
      path.setAttribute("aria-label", sayPlace(names[region] || region, side, mark));
      path.classList.toggle("marked", Boolean(mark));
      path.style.setProperty("--strength", mark ? String(0.28 + 0.05 * mark.intensity) : "0");
      const p = heat ? heat[region] || 0 : 0;
      path.classList.toggle("hot", Boolean(heat) && p >= 0.05);
      path.style.setProperty("--heat", String(Math.min(0.75, p * 0.75)));
      if (mark || (heat && p >= 0.15)) {
        const c = centreOf(path, svg);
        const words = mark ? String(mark.intensity) : String(Math.round(p * 20) * 5);
        const g = svgNode("g", { class: mark ? "mark-label" : "heat-label", transform: `translate(${c.x} ${c.y})` });
        if (mark) g.append(svgNode("circle", { r: size * 0.78 }));
        const text = svgNode("text", { "text-anchor": "middle", dy: "0.35em", style: `font-size:${size}px` });
        text.textContent = words;
        g.append(text);
        overlay.append(g);
      }
    });
    const find = (region, side) => svg.querySelector(`[data-region="${region}"][data-side="${side}"]`) || svg.querySelector(`[data-region="${region}"]`);
    (arrows || []).forEach((arrow) => {
      const [a, b] = [find(arrow.from, arrow.side), find(arrow.to, arrow.side)];
      if (!a || !b) return;
      const from = centreOf(a, svg), to = centreOf(b, svg);
      const bend = { x: (from.x + to.x) / 2 + (to.y - from.y) * 0.18, y: (from.y + to.y) / 2 - (to.x - from.x) * 0.18 };
      const angle = Math.atan2(to.y - bend.y, to.x - bend.x);
      const tip = (turn) => `${to.x - size * Math.cos(angle + turn)} ${to.y - size * Math.sin(angle + turn)}`;
      overlay.append(svgNode("path", { class: "arrow", d: `M${from.x} ${from.y}Q${bend.x} ${bend.y} ${to.x} ${to.y}` }), svgNode("path", { class: "arrow", d: `M${tip(0.5)}L${to.x} ${to.y}L${tip(-0.5)}` }));
    });
  });
  return html`<div class="hip-body-canvas" ref=${box}></div>`;
}
