// Pain map: mark on the drawn body, look under the skin, see what fits.
const SIDES_SEEN = { front: "both", back: "both", right: "right", left: "left" };
const VIEW_LABELS = {
  front: t("Body from the front. Use the arrow keys to move between places and the space bar to mark one."),
  back: t("Body from the back. Use the arrow keys to move between places and the space bar to mark one."),
  right: t("Body from your right side. Use the arrow keys to move between places and the space bar to mark one."),
  left: t("Body from your left side. Use the arrow keys to move between places and the space bar to mark one."),
};
const LAYER_WORDS = [["muscle", t("Muscles")], ["bone", t("Bones")], ["nerve", t("Nerves")]];

function marksToHash(marks) {
  return marks.length ? `#m=${marks.map((m) => [m.region, m.side, m.intensity].join(".")).join(",")}` : "";
}

function BodyPanel({ view, act, content, mode, setMode, look, setLook, lit, setLit }) {
  const [layers, setLayers] = useState(["muscle", "bone"]);
  const [deep, setDeep] = useState(true);
  const [frame, setFrame] = useState("close");
  const [hover, setHover] = useState(null);
  const names = useMemo(() => Object.fromEntries(view.regions.map((r) => [r.id, r.plain_name])), []);
  const paint = (region, side, on) => act(on ? "mark" : "unmark", { region, side });
  const isMarked = (region, side) => view.marks.some((m) => m.region === region && (m.side === side || m.side === "both" || m.side === "middle"));
  const heat = view.chosen ? view.chosen.heat : null;
  const arrows = view.arrows.map((a) => ({ from: a.start, to: a.end, side: (view.marks.find((m) => m.region === a.start) || {}).side }));
  const toggleLayer = (id) => setLayers(layers.includes(id) ? layers.filter((l) => l !== id) : [...layers, id]);
  const shown = hover && (mode === "explore" ? content.structures[hover.id] && `${content.structures[hover.id].name}: ${content.structures[hover.id].plain_name}` : names[hover.id] && sayPlace(names[hover.id], hover.side));
  const [startSide, endSide] = look === "back" ? ["left", "right"] : look === "front" ? ["right", "left"] : [];
  return html`<section class="hip-stack tight" aria-label=${t("The drawing")}>
    <${Segments} label=${t("View")} value=${look} onChange=${setLook} options=${[["front", t("Front")], ["back", t("Back")], ["right", t("Right side")], ["left", t("Left side")]]} />
    <div class="hip-body">
      ${startSide && html`<span class="hip-body-side start">${SIDE_WORDS[startSide]}</span><span class="hip-body-side end">${SIDE_WORDS[endSide]}</span>`}
      ${!startSide && html`<span class="hip-body-side start">${look === "right" ? t("back") : t("front")}</span><span class="hip-body-side end">${look === "right" ? t("front") : t("back")}</span>`}
      <${Body} drawings=${DRAWINGS} view=${look} layers=${layers} deep=${deep} frame=${frame} mode=${mode} marks=${view.marks} heat=${heat} arrows=${arrows} names=${names} lit=${lit}
        label=${VIEW_LABELS[look]}
        onToggle=${(region, side) => paint(region, side, !isMarked(region, side))} onPaint=${paint} onStructure=${setLit} onHover=${(id, side) => setHover(id ? { id, side } : null)} />
      <div class="hip-body-frame"><${Segments} label=${t("How much to show")} value=${frame} onChange=${setFrame} options=${[["close", t("Hip")], ["whole", t("Whole legs")]]} /></div>
    </div>
    <p class="hip-body-read hip-soft">${shown || (mode === "mark" ? t("Tap or drag where it hurts. Tap again to take it away.") : t("Point at a part, or choose it from the list, to see what it does."))}</p>
    ${heat && html`<p class="hip-heat-key hip-small"><span aria-hidden="true"></span><${Badge} basis=${view.chosen.basis} /> ${t("Numbers on the drawing: of 100 people with “{condition}”, so many hurt in that place. Darker is more; places below 15 have no number.", { condition: view.chosen.name })}</p>`}
    <div class="hip-row apart">
      <${Segments} label=${t("What a tap does")} value=${mode} onChange=${(m) => { setMode(m); if (m === "mark") setLit(null); }} options=${[["mark", t("Mark pain")], ["explore", t("Explore anatomy")]]} />
      <div class="hip-row" role="group" aria-label=${t("Layers")}>
        ${LAYER_WORDS.map(([id, words]) => html`<label class="hip-check" key=${id}><input type="checkbox" checked=${layers.includes(id)} onChange=${() => toggleLayer(id)} />${words}</label>`)}
        <label class="hip-check"><input type="checkbox" checked=${deep} onChange=${() => setDeep(!deep)} />${t("See through")}</label>
      </div>
    </div>
  </section>`;
}

function MarkList({ view, act }) {
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  return html`<section class="hip-sheet tight" aria-labelledby="marks">
    <div class="hip-row apart"><h2 id="marks">${t("Your marks")}</h2><${History} view=${view} act=${act} /></div>
    ${!view.marks.length && html`<p class="hip-soft">${t("Nothing is marked yet. Tap the drawing, or open the list of places below.")}</p>`}
    <ul class="hip-list">${view.marks.map((m) => html`<li key=${m.region + m.side} class="hip-mark-row">
      <span><strong>${m.text}</strong></span>
      <label class="hip-mark-slide"><span class="hip-visually-hidden">${t("Strength of {mark}", { mark: m.text })}</span>
        <input type="range" min="1" max="10" step="1" value=${m.intensity} onChange=${(e) => act("mark", { region: m.region, side: m.side, intensity: Number(e.target.value) })} /></label>
      <${Button} kind="quiet small" icon="cross" aria-label=${t("Remove {mark}", { mark: m.text })} onClick=${() => act("unmark", { region: m.region, side: m.side })} /></li>`)}</ul>
    ${view.marks.length > 0 && html`<${Details} summary=${t("Does the pain travel?")}>
      <div class="hip-row">
        <label class="hip-field"><span>${t("It starts at")}</span><select value=${from} onChange=${(e) => setFrom(e.target.value)}><option value="">${t("choose …")}</option>${view.marks.map((m) => html`<option value=${m.region}>${m.text}</option>`)}</select></label>
        <label class="hip-field"><span>${t("and goes to")}</span><select value=${to} onChange=${(e) => setTo(e.target.value)}><option value="">${t("choose …")}</option>${view.regions.map((r) => html`<option value=${r.id}>${r.plain_name}</option>`)}</select></label>
        <${Button} icon="arrow" disabled=${!from || !to || from === to} onClick=${() => { act("arrow", { start: from, end: to }); setTo(""); }}>${t("Draw the arrow")}<//>
      </div>
      <ul class="hip-list">${view.arrows.map((a) => html`<li key=${a.text}><span class="hip-chip">${a.text}<button type="button" aria-label=${t("Remove the arrow {arrow}", { arrow: a.text })} onClick=${() => act("remove_arrow", { start: a.start, end: a.end })}><${Icon} name="cross" /></button></span></li>`)}</ul><//>`}
    <${Details} summary=${t("All places as a list")}>
      <div class="hip-place-list">${view.regions.map((r) => html`<fieldset key=${r.id} class="hip-place"><legend>${r.plain_name}</legend>
        <p class="hip-small hip-soft">${r.description}</p>
        <div class="hip-row">${(r.paired ? ["left", "right"] : ["middle"]).map((side) => {
          const on = r.marks.some((m) => m.side === side || m.side === "both");
          return html`<label class="hip-check"><input type="checkbox" checked=${on} onChange=${() => act(on ? "unmark" : "mark", { region: r.id, side })} />${side === "middle" ? t("hurts") : SIDE_WORDS[side]}</label>`;
        })}</div></fieldset>`)}</div><//>
  </section>`;
}

function StructurePanel({ content, lit, setLit, look }) {
  const side = look === "right" || look === "left" ? "side" : look;
  const here = Object.entries(content.structures).filter(([, s]) => s.views.includes(side));
  const kinds = [["bone", t("Bones and joints")], ["muscle", t("Muscles, tendons, bursae")], ["nerve", t("Nerves, arteries, skin areas")]];
  const one = lit && content.structures[lit];
  return html`<section class="hip-stack" aria-live="polite">
    <label class="hip-field"><span>${t("Part of the body")}</span>
      <select value=${lit || ""} onChange=${(e) => setLit(e.target.value || null)}><option value="">${t("choose a part …")}</option>
      ${kinds.map(([layer, title]) => html`<optgroup label=${title}>${here.filter(([, s]) => s.layer === layer).map(([id, s]) => html`<option value=${id}>${s.name}</option>`)}</optgroup>`)}</select></label>
    ${one ? html`<div class="hip-stack tight"><h2>${one.name}</h2><p class="hip-soft">${one.plain_name}</p>
        <p><strong>${t("In running.")}</strong> ${one.role}</p><p><strong>${t("What goes wrong.")}</strong> ${one.trouble}</p>
        ${one.conditions.length > 0 && html`<p class="hip-small"><strong>${t("Conditions:")}</strong> ${one.conditions.join(", ")}</p>`}
        ${one.regions.length > 0 && html`<p class="hip-small"><strong>${t("Felt at:")}</strong> ${one.regions.join(", ")}</p>`}</div>`
      : html`<p class="hip-soft">${t("Choose a part, or tap it in the drawing: you read what it does in running and what goes wrong there.")}</p>`}
  </section>`;
}

function FitRow({ fit, chosen, act }) {
  const on = chosen && chosen.condition === fit.condition;
  return html`<li class="hip-fit" key=${fit.condition}>
    <div><div class="hip-fit-name">${fit.name}</div>${fit.clinical_name !== fit.name && html`<div class="hip-small hip-soft">${fit.clinical_name}</div>`}</div>
    <div><${FillBar} value=${fit.probability} label=${fit.words} /><div class="hip-small hip-soft">${fit.short}</div></div>
    <div class="hip-fit-more hip-row apart"><span class="hip-small"><${Badge} basis=${fit.reasons[0] && fit.reasons[0].basis} reference=${fit.reasons[0] && fit.reasons[0].reference} /> ${fit.text}</span>
      <${Button} kind="quiet small" aria-label=${on ? t("Hide usual map of {name}", { name: fit.name }) : t("Usual map of {name}", { name: fit.name })} onClick=${() => act("choose", { condition: on ? null : fit.condition })}>${on ? t("Hide usual map") : t("Usual map")}<//></div>
    ${fit.reasons.length > 1 && html`<div class="hip-fit-more"><${Details} summary=${t("Each of your marks")}>
      <ul class="hip-list">${fit.reasons.map((r) => html`<li class="hip-small" key=${r.region}><${Badge} basis=${r.basis} reference=${r.reference} /> ${r.text}</li>`)}</ul><//></div>`}
  </li>`;
}

function PainMapPage({ view, content, act }) {
  const [mode, setMode] = useState("mark");
  const [look, setLook] = useState("front");
  const [lit, setLit] = useState(null);
  const first = view.fits[0];
  const bar = mode === "explore" ? (lit && content.structures[lit] ? content.structures[lit].name : t("Choose a part of the body")) : view.marks.length ? (first ? t("Fits best with: {name}", { name: first.name }) : t("Nothing fits this drawing well")) : t("Mark where it hurts");
  const exploring = html`<${StructurePanel} content=${content} lit=${lit} setLit=${setLit} look=${look} />`;
  const reading = mode === "explore" ? exploring : html`
    <h2>${t("This drawing fits with")}</h2>
    ${view.notice && html`<${Notice} kind="warn" role="alert"><p>${view.notice}</p><//>`}
    ${!view.marks.length && html`<div class="hip-empty"><p>${t("Mark a place that hurts. The conditions whose pain is felt there appear here, with the reason.")}</p>
      <p class="hip-small">${t("No pain of your own? Try the outer hip, then the groin, and watch the list change.")}</p></div>`}
    ${view.marks.length > 0 && html`<p class="hip-small hip-soft">${t("Of 100 runners with these marks, about so many would have each of these.")}</p>
      <ul class="hip-list" style=${{ gap: 0 }}>${view.fits.map((fit) => html`<${FitRow} fit=${fit} chosen=${view.chosen} act=${act} />`)}
        ${view.remainder && html`<li class="hip-fit"><div class="hip-fit-name">${view.remainder.name}</div><div><${FillBar} value=${view.remainder.probability} label=${view.remainder.words} /><div class="hip-small hip-soft">${view.remainder.short}</div></div></li>`}</ul>`}
    ${view.chosen && html`<${Notice}><p><strong>${t("Over your drawing: the usual map of {name}.", { name: view.chosen.name })}</strong></p><p class="hip-small">${view.chosen.summary}</p><//>`}
    <${Notice} kind="warn"><p><strong>${t("The place alone misleads.")}</strong> ${content.soft.text} <${Badge} basis=${content.soft.basis} reference=${content.soft.reference} /></p>
      <p class="hip-small">${t("So every mark counts a little for its neighbours too, and pain from the joint, a bone or the back can be felt somewhere else.")}</p><//>
    <a class="hip-button primary" href=${pageHref("symptom_checker") + marksToHash(view.marks)}>${view.marks.length ? t("Take these marks to the symptom checker") : t("Go to the symptom checker")}</a>`;
  return html`<div>
    <${PageHead} title=${t("Pain map")} lead=${t("Show where it hurts. Left and right are yours, as if you looked down at yourself.")} />
    <${Split} bar=${bar} shows=${view.chosen && view.chosen.condition} label=${t("What this drawing fits with")} reading=${reading} instrument=${html`
      <${BodyPanel} view=${view} act=${act} content=${content} mode=${mode} setMode=${setMode} look=${look} setLook=${setLook} lit=${lit} setLit=${setLit} />
      ${mode === "mark" && html`<${MarkList} view=${view} act=${act} />`}`} />
    <${Live} text=${view.marks.length ? tn("{n} mark. {summary}", "{n} marks. {summary}", view.marks.length, { summary: bar }) : t("No marks")} />
  </div>`;
}
