// The start page: what this is, where to begin, what is new in the knowledge base.
function HomeArt({ svg }) {
  const box = useRef(null);
  useEffect(() => {
    const body = buildBody(svg, "front");
    body.setAttribute("viewBox", "-190 -200 380 330");
    body.setAttribute("role", "img");
    body.setAttribute("aria-label", t("Drawing of the pelvis, the hip joints and the muscles around them, seen from the front"));
    body.querySelector(".layer-region").remove();
    body.querySelector(".layer-nerve")?.remove();
    // Bones on the person's left, muscles on the right: two ways of looking at one hip.
    body.querySelectorAll('.layer-muscle [data-side="left"]').forEach((g) => g.remove());
    box.current.replaceChildren(body);
  }, [svg]);
  return html`<div class="hip-hero-art hip-body plain" ref=${box}></div>`;
}

function HomePage({ view, content }) {
  return html`<div class="hip-stack">
    <div class="hip-hero">
      <div class="hip-stack">
        <h1>${content.title}</h1>
        <p class="hip-lead">${content.lead}</p>
        <div class="hip-row">
          <a class="hip-button primary" href=${pageHref("pain_map")}>${t("Show where it hurts")}</a>
          <a class="hip-button" href=${pageHref("training_load")}>${t("Look at a training log")}</a>
        </div>
        <p class="hip-small hip-soft">${content.promise}</p>
      </div>
      <${HomeArt} svg=${DRAWINGS.front} />
    </div>
    <section class="hip-stack" aria-labelledby="paths">
      <h2 id="paths">${t("Pick a path")}</h2>
      ${content.groups.map((g) => html`<div class="hip-path-group" key=${g.title}><h3>${g.title}</h3>
        <ul class="hip-paths">${g.paths.map((p) => html`<li class="hip-path" key=${p.page}>
          <h4><a href=${pageHref(p.page)}>${p.title}</a></h4><p>${p.text}</p><p class="hip-small hip-soft">${p.time}</p></li>`)}</ul></div>`)}
    </section>
    <section class="hip-split" style=${{ alignItems: "start" }}>
      <div class="hip-stack"><div class="hip-sheet"><h2>${t("How to read a number here")}</h2>
        <p>${t("Every number that somebody could dispute carries a badge. It says what the number rests on.")}</p>
        <ul class="hip-badge-list">${content.badges.map((b) => html`<li key=${b.basis}><${Badge} basis=${b.basis} /><span><strong>${b.name}.</strong> ${b.text}</span></li>`)}</ul>
        <p class="hip-small hip-soft">${content.reviewed}</p></div>
      <section class="hip-notice bad" aria-labelledby="urgent"><h2 id="urgent">${t("When to stop reading and get help")}</h2>
        <ul class="hip-bullets">${content.urgent.map((sign) => html`<li key=${sign}>${sign}</li>`)}</ul></section></div>
      <div class="hip-sheet"><h2>${t("In the knowledge base")}</h2>
        <p class="hip-soft hip-small">${t("Version of {date}", { date: content.version })}</p>
        <table class="hip-table"><tbody>${content.counts.map(([name, n]) => html`<tr key=${name}><th scope="row">${name}</th><td class="n">${n}</td></tr>`)}</tbody></table>
        <h3>${t("What is new")}</h3>
        <ul class="hip-list">${content.news.map((n) => html`<li key=${n.text} class="hip-small"><span class="hip-num hip-soft">${sayDate(Date.parse(n.on), true)}</span> ${n.text}</li>`)}</ul></div>
    </section>
  </div>`;
}
