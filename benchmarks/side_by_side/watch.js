// Injected before anything of a page runs: notes when the main chart is first on the screen, and how
// long after a click it has been drawn anew. It looks into shadow roots, where Panel and marimo draw.
(() => {
  const state = (window.hipBench = { clicked: null, done: null });
  let seen;
  state.visible = new Promise((resolve) => { seen = resolve; });
  const roots = (root, found = [root]) => {
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot) { found.push(element.shadowRoot); roots(element.shadowRoot, found); }
    }
    return found;
  };
  // The bars of the first chart: plotly's, or those of our own drawing.
  const bars = (all) => {
    for (const root of all) {
      const plotly = root.querySelector(".js-plotly-plot .barlayer");
      if (plotly) return [...plotly.querySelectorAll("path")];
      const own = root.querySelector(".hip-chart svg");
      if (own) return [...own.querySelectorAll("rect")].filter((r) => r.getAttribute("fill") !== "transparent");
    }
    return [];
  };
  // How many bars there are tells the windows apart, and does not change by a pixel of layout.
  const shape = (all) => bars(all).length;
  const shown = (element) => { const box = element.getBoundingClientRect(); return box.width > 0 && box.height > 0 && element.checkVisibility({ opacityProperty: true, visibilityProperty: true }); };
  let all = [];
  const look = () => {
    if (document.documentElement) {
      all = roots(document);
      const ready = window.hipBenchVisible ? window.hipBenchVisible(document) : bars(all).some(shown);
      // What is in the document now is on the screen with the next frame.
      if (ready) { requestAnimationFrame(() => setTimeout(() => seen(performance.now()))); return; }
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  state.shape = () => shape(roots(document));
  // Waits for the drawing `wanted` (or for `test`) after the next click.
  state.arm = (wanted, test) => {
    let drawn;
    state.clicked = null; state.done = null;
    state.latency = new Promise((resolve) => { drawn = resolve; });
    const all = roots(document);
    const observers = [];
    const same = test ? () => test(document) : () => shape(roots(document)) === wanted;
    const finish = () => { state.done = performance.now(); observers.forEach((o) => o.disconnect()); drawn(state.done - state.clicked); };
    const check = () => { if (state.clicked !== null && state.done === null && same()) finish(); };
    all.forEach((root) => { const o = new MutationObserver(check); o.observe(root, { childList: true, subtree: true, attributes: true, characterData: true }); observers.push(o); });
    const click = (event) => { window.removeEventListener("click", click, true); state.clicked = performance.now(); };
    window.addEventListener("click", click, true);
    // A root that comes later has no observer: a look at every frame finds what is drawn in it.
    const frame = () => { check(); if (state.done === null) requestAnimationFrame(frame); };
    requestAnimationFrame(frame);
  };
})();
