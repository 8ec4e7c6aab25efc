// Evidence: the article's claims with verdicts, how good signs are, where every number comes from.
function RecordLink({ link, act }) {
  return html`<button type="button" class="hip-button small" onClick=${() => act("open_record", { kind: link.kind, id: link.id })}>${link.title}<span class="hip-soft hip-small">${link.kind_words}</span></button>`;
}

function SearchBox({ words, act }) {
  const [text, setText] = useState(words);
  const waiting = useRef(0);
  useEffect(() => setText(words), [words]);
  const type = (value) => {
    setText(value);
    clearTimeout(waiting.current);
    waiting.current = setTimeout(() => act("search", { words: value }), 250);
  };
  return html`<label class="hip-field"><span>Search</span><input type="search" maxlength="80" value=${text} placeholder="bursa, stretch, night …" onInput=${(e) => type(e.target.value)} /></label>`;
}

function ClaimRow({ claim, verdict, open, act }) {
  return html`<li class=${`hip-offer ${open ? "on" : ""}`}><div class="hip-row apart"><span class="hip-eyebrow">${claim.number} · ${claim.section}</span><${Verdict} verdict=${verdict} /></div>
    <p><button type="button" class="hip-link" aria-pressed=${String(open)} onClick=${() => act("open_claim", { id: claim.id })}>“${claim.says}”</button></p>
    <p class="hip-small"><${Badge} basis=${claim.basis} checked=${claim.checked} /> ${claim.better} <span class="hip-soft">${claim.sources.join(", ")}</span></p></li>`;
}

function ClaimsTab({ view, content, act }) {
  const c = view.claims, f = view.filters;
  const [all, setAll] = useState(false);
  const byId = useMemo(() => Object.fromEntries(content.claims.map((x) => [x.id, x])), [content]);
  const verdicts = Object.fromEntries(c.verdicts.map((v) => [v.id, v]));
  const filter = (change) => act("filter_claims", { section: f.section, verdict: f.verdict, topic: f.topic, ...change });
  const listed = all ? c.shown : c.shown.slice(0, 20);
  return html`<section class="hip-sheet tight" aria-labelledby="claims-head"><div class="hip-row apart"><h2 id="claims-head" tabindex="-1">What the article says, statement by statement</h2><${History} view=${view} act=${act} /></div>
    ${c.figure && html`<${Chart} figure=${c.figure} onPick=${(id) => filter({ verdict: f.verdict === id ? "" : id })} />`}
    <div class="hip-filters">
      <label class="hip-field"><span>About</span><select value=${f.topic || ""} onChange=${(e) => filter({ topic: e.target.value })}><option value="">everything</option>${c.topics.map((t) => html`<option key=${t.id} value=${t.id}>${t.name}</option>`)}</select></label>
      <label class="hip-field"><span>Section</span><select value=${f.section || ""} onChange=${(e) => filter({ section: e.target.value })}><option value="">all of the article</option>${c.sections.map((s) => html`<option key=${s.id} value=${s.id}>${s.name}</option>`)}</select></label>
      <label class="hip-field"><span>Verdict</span><select value=${f.verdict || ""} onChange=${(e) => filter({ verdict: e.target.value })}><option value="">any</option>${c.verdicts.map((v) => html`<option key=${v.id} value=${v.id}>${v.words}</option>`)}</select></label>
      <${SearchBox} words=${f.words} act=${act} /></div>
    <p role="status">${c.shown.length === content.claims.length ? `All ${c.shown.length} statements.` : `${c.shown.length} of ${content.claims.length} statements.`}</p>
    ${!c.shown.length && html`<div class="hip-empty"><p>${c.sentence}</p></div>`}
    <ul class="hip-list">${listed.map((id) => html`<${ClaimRow} key=${id} claim=${byId[id]} verdict=${verdicts[byId[id].verdict]} open=${id === c.chosen.id} act=${act} />`)}</ul>
    ${c.shown.length > listed.length && html`<${Button} onClick=${() => setAll(true)}>Show all ${c.shown.length}<//>`}</section>`;
}

function ClaimReading({ view, act }) {
  const c = view.claims.chosen;
  return html`<p class="hip-eyebrow">Statement ${c.number} · ${c.section}</p><h2>“${c.says}”</h2>
    <p><${Verdict} verdict=${c.verdict} /></p>
    <section class="hip-stack tight"><h3>What can be said instead, and why</h3><p><${Badge} basis=${c.basis} checked=${c.checked} /> ${c.better}</p></section>
    <section class="hip-stack tight"><h3>It is about</h3><p>${c.topics.join(" · ")}</p></section>
    ${c.represented_by.length > 0 && html`<section class="hip-stack tight"><h3>Where hipedu holds it</h3><p class="hip-small">These records stand for the statement. Open one to see its numbers.</p><div class="hip-row">${c.represented_by.map((l) => html`<${RecordLink} key=${l.kind + l.id} link=${l} act=${act} />`)}</div></section>`}
    ${c.references.length ? html`<${SourceList} references=${view.claims.references} keys=${c.references} />` : html`<p class="hip-small">No source: the verdict is our own judgement.</p>`}
    <p class="hip-small hip-soft">The article’s words are ours, shortened. ${c.reviewed === "reviewed" ? "Reviewed by a clinician." : "The verdict is a draft: no clinician has reviewed it."}</p>`;
}

function TestRow({ t, open, act }) {
  return html`<li class=${`hip-offer ${open ? "on" : ""}`}><div class="hip-row apart"><button type="button" class="hip-link" aria-pressed=${String(open)} onClick=${() => act("open_test", { id: t.id })}>${t.name}</button><${Verdict} verdict=${t.use} /></div>
    <p class="hip-small hip-soft">${t.clinical} · ${t.kind.toLowerCase()} · <${Badge} basis=${t.basis} reference=${t.reference} checked=${t.checked} /> ${t.source || "no source"}</p>
    <dl class="hip-facts two"><div><dt>Good for</dt><dd>${t.good_for}</dd></div><div><dt>Not for</dt><dd>${t.not_for}</dd></div></dl></li>`;
}

function TestsTab({ view, act }) {
  const t = view.tests, f = view.filters;
  const filter = (change) => act("filter_tests", { condition: t.condition, kind: f.kind, use: f.use, ...change });
  return html`<section class="hip-sheet tight" aria-labelledby="tests-head"><div class="hip-row apart"><h2 id="tests-head" tabindex="-1">How good signs and tests are</h2><${History} view=${view} act=${act} /></div>
    <p>No sign is always right. A good one is there in most people who have the condition, and absent in most who do not.</p>
    <div class="hip-filters">
      <label class="hip-field"><span>Condition</span><select value=${t.condition} onChange=${(e) => filter({ condition: e.target.value })}>${t.conditions.map((c) => html`<option key=${c.id} value=${c.id}>${c.name} (${c.count})</option>`)}</select></label>
      <label class="hip-field"><span>Kind</span><select value=${f.kind || ""} onChange=${(e) => filter({ kind: e.target.value })}><option value="">any</option>${t.kinds.map((k) => html`<option key=${k.id} value=${k.id}>${k.name}</option>`)}</select></label>
      <label class="hip-field"><span>Use</span><select value=${f.use || ""} onChange=${(e) => filter({ use: e.target.value })}><option value="">any</option>${t.uses.map((u) => html`<option key=${u.id} value=${u.id}>${u.words}</option>`)}</select></label></div>
    ${t.figure ? html`<${Chart} figure=${t.figure} onPick=${(id) => act("open_test", { id })} />` : html`<p class="hip-small">${t.shown.length ? "The studies here give no such shares; what they say stands below." : "No study fits these filters. Take one away."}</p>`}
    <h3>What each may be used for</h3>
    <ul class="hip-list">${t.shown.map((row) => html`<${TestRow} key=${row.id} t=${row} open=${t.chosen && row.id === t.chosen.id} act=${act} />`)}</ul>
    <p class="hip-small hip-soft">${t.total} results of studies in all. Nobody is asked here to try a test that loads a hip that may be broken.</p></section>`;
}

function TestReading({ view, act }) {
  const t = view.tests.chosen;
  if (!t) return html`<h2>No study chosen</h2><p>Pick another condition or take a filter away.</p>`;
  const two = (n) => n.toLocaleString("en-GB", { maximumFractionDigits: 2 });
  return html`<p class="hip-eyebrow">${t.kind} · ${t.design}</p><h2>${t.name}</h2><p class="hip-soft">${t.clinical}</p>
    <p><${Verdict} verdict=${t.use} /> <span class="hip-small">${t.use.text}</span></p>
    ${!t.safe && html`<${Notice} kind="bad"><p><strong>Do not try this.</strong> It may do harm where bone is weak.</p><//>`}
    ${t.sides.filter(Boolean).map((s) => html`<div key=${s.words} class="hip-stack tight"><p><${Badge} basis=${s.basis} reference=${t.reference} checked=${s.checked} /> ${s.words}: <strong>${s.of_100}</strong> <span class="hip-soft">(${s.low} to ${s.high}; ${s.how})</span></p><${BandBar} value=${s.of_100 / 100} low=${s.low / 100} high=${s.high / 100} label=${`${s.of_100} of 100, ${s.low} to ${s.high}`} />${s.note && html`<p class="hip-small hip-soft">${s.note}</p>`}</div>`)}
    ${t.result && html`<p>${t.result}</p>`}
    ${t.ratios.length > 0 && html`<section class="hip-stack tight"><h3>What it does to the odds</h3><ul class="hip-list">${t.ratios.map((r) => html`<li key=${r.words}><p>${r.words} <strong>${r.value === null ? "more than can be said" : two(r.value)}</strong>${r.low !== null ? html` <span class="hip-soft">(${two(r.low)} to ${two(r.high)})</span>` : ""} <${Badge} basis=${r.basis} checked=${r.checked} /></p><p class="hip-small hip-soft">${r.note ? `${r.note[0].toUpperCase()}${r.note.slice(1)}. ` : ""}${r.used !== null ? `Weakened by how the study was made it counts as ${two(r.used)}${r.used === 1 ? ", that is nothing" : ""}.` : ""}</p></li>`)}</ul><p class="hip-small">Believed by ${two(t.trust * 100)} of 100 <${Badge} basis="expert_estimate" />, and never more than tenfold.</p></section>`}
    <dl class="hip-facts wide"><div><dt>Good for</dt><dd>${t.good_for}</dd></div><div><dt>Not for</dt><dd>${t.not_for}</dd></div>
      ${t.population && html`<div><dt>Who was studied</dt><dd>${t.population}${t.people ? `; ${t.people.toLocaleString("en-GB")} in all` : ""}</dd></div>`}${t.compared_with && html`<div><dt>Checked against</dt><dd>${t.compared_with}</dd></div>`}<div><dt>Who can tell</dt><dd>${t.told_by}</dd></div></dl>
    ${t.finding && html`<p><${Button} kind="small" onClick=${() => act("open_record", { kind: "findings", id: t.finding })}>How hipedu holds it: ${t.finding_name}<//></p>`}
    <${SourceList} references=${view.tests.references} keys=${t.references} />
    <p class="hip-small hip-soft">${t.reviewed === "reviewed" ? "Reviewed by a clinician." : "A draft: no clinician has reviewed it."}</p>`;
}

function NumberTable({ table, act, open }) {
  const known = table.rows.filter((r) => r.basis === "measured" || r.basis === "derived").length;
  return html`<${Details} open=${open} summary=${html`<span>${table.title} <span class="hip-soft hip-small">${table.rows.length} ${table.rows.length === 1 ? "number" : "numbers"}${known ? `, ${known} measured or derived` : ""}</span></span>`}>
    <div class="hip-table-box" tabindex="0" role="region" aria-label=${table.title}><table class="hip-table"><caption class="hip-visually-hidden">${table.title}</caption><thead><tr><th scope="col">What</th><th scope="col">Number and range</th><th scope="col">Basis</th><th scope="col">Source</th></tr></thead>
    <tbody>${table.rows.map((r) => html`<tr key=${r.name}><th scope="row">${r.link ? html`<button type="button" class="hip-link" onClick=${() => act("open_record", { kind: r.link.split("/")[0], id: r.link.split("/")[1] })}>${r.name}</button>` : r.name}</th><td class="hip-num">${r.text}</td><td><${Badge} basis=${r.basis} reference=${r.reference} checked=${r.checked} /></td><td class="hip-small">${r.source || html`<span class="hip-soft">none</span>`}${r.note ? html`<br /><span class="hip-soft">${r.note}</span>` : ""}</td></tr>`)}</tbody></table></div><//>`;
}

function NumbersTab({ view, act }) {
  const n = view.numbers, r = n.record;
  return html`<section class="hip-sheet tight" aria-labelledby="numbers-head"><div class="hip-row apart"><h2 id="numbers-head" tabindex="-1">Where each number comes from</h2><${History} view=${view} act=${act} /></div>
    ${n.figure && html`<${Chart} figure=${n.figure} />`}
    <div class="hip-filters">
      <label class="hip-field"><span>Look through</span><select value=${n.listed} onChange=${(e) => act("open_record", { kind: e.target.value, id: { conditions: "gluteal_tendinopathy", findings: "fadir_positive", regions: "groin", red_flags: "cauda_equina" }[e.target.value] })}>${n.kinds.map((k) => html`<option key=${k.id} value=${k.id}>${k.name}</option>`)}</select></label>
      <label class="hip-field"><span>Record</span><select value=${n.listed === n.kind ? r.id : ""} onChange=${(e) => e.target.value && act("open_record", { kind: n.listed, id: e.target.value })}>${n.listed !== n.kind && html`<option value="">${r.title}</option>`}${n.choices.map((c) => html`<option key=${c.id} value=${c.id}>${c.name}</option>`)}</select></label>
      <label class="hip-check"><input type="checkbox" checked=${view.filters.known_only} onChange=${(e) => act("show_known_only", { on: e.target.checked })} />Only what is measured or derived</label></div>
    <h3>${r.title}</h3>
    ${r.tables.length ? r.tables.map((t, i) => html`<${NumberTable} key=${t.title} table=${t} act=${act} open=${i < 2} />`) : html`<div class="hip-empty"><p>${view.filters.known_only ? "Nothing in this record is measured or derived: every number in it is an estimate." : "This record holds no number: it is a rule or a description in words."}</p></div>`}
    <p class="hip-small hip-soft">Knowledge base of ${n.version}.</p></section>`;
}

const PAGE_NAMES = { pain_map: "the pain map", treatments: "Treatments", prevention: "Prevention", running_form: "Running form", training_load: "the training log" };

function NumbersReading({ view, act }) {
  const r = view.numbers.record, c = r.counts;
  const total = Object.values(c).reduce((a, b) => a + b, 0);
  return html`<p class="hip-eyebrow">${r.kind_words}</p><h2>${r.title}</h2>${r.name && r.name !== r.title && html`<p class="hip-soft">${r.name}</p>`}
    <dl class="hip-facts wide">${r.texts.map((t) => html`<div key=${t.label}><dt>${t.label}</dt><dd>${t.text}</dd></div>`)}</dl>
    ${total > 0 && html`<section class="hip-stack tight"><h3>What its numbers rest on</h3><ul class="hip-badge-list">${[["measured", "measured"], ["derived", "derived from measured figures"], ["expert_estimate", "estimates"], ["illustrative", "illustrations"]].filter(([b]) => c[b]).map(([b, words]) => html`<li key=${b}><${Badge} basis=${b} /><span><strong>${c[b]}</strong> ${words}</span></li>`)}</ul></section>`}
    ${r.statements.length > 0 && html`<section class="hip-stack tight"><h3>Said in words</h3><ul class="hip-list">${r.statements.map((s) => html`<${Sourced} key=${s.text} row=${s} />`)}</ul></section>`}
    ${r.claims.length > 0 && html`<${Details} summary=${`Statements of the article that it stands for (${r.claims.length})`}><ul class="hip-list">${r.claims.map((x) => html`<li key=${x.id} class="hip-claim-line"><${Verdict} verdict=${x.verdict} /><p><button type="button" class="hip-link" onClick=${() => act("open_claim", { id: x.id })}>“${x.says}”</button></p></li>`)}</ul><//>`}
    ${r.page && html`<p><a href=${pageHref(r.page) + (r.kind === "treatments" ? `#t=${r.id}` : r.kind === "prevention_topics" ? `#p=${r.id}` : "")}>See it on ${PAGE_NAMES[r.page]}</a></p>`}
    <${SourceList} references=${r.references} />
    <p class="hip-small hip-soft">${r.reviewed === "reviewed" ? "Reviewed by a clinician." : "Draft: no clinician has reviewed this record."}</p>`;
}

function EvidencePage({ view, content, act }) {
  useFragment("c", (id) => act("open_claim", { id }));
  useFragment("r", (link) => act("open_record", { kind: link.split("/")[0], id: link.split("/")[1] || "" }));
  const last = useRef(view.tab);
  useEffect(() => {
    if (last.current === view.tab) return;
    last.current = view.tab;
    if (document.activeElement === document.body || !document.activeElement) document.getElementById(`${view.tab}-head`)?.focus();
  }, [view.tab]);
  const parts = { claims: [ClaimsTab, ClaimReading], tests: [TestsTab, TestReading], numbers: [NumbersTab, NumbersReading] };
  const [Tab, Reading] = parts[view.tab];
  const bar = view.tab === "claims" ? `“${view.claims.chosen.says}”` : view.tab === "tests" ? (view.tests.chosen ? view.tests.chosen.name : "No study chosen") : view.numbers.record.title;
  const lead = { claims: "hipedu began with one article about hip pain after running. Here is each thing it says, and how well it holds.", tests: "How often a sign is there in people with a condition, how often it is not in people without it, and how sure anyone can be.", numbers: "Every number behind the pain map and the symptom checker, with what it rests on. Most are estimates, and the page says which." }[view.tab];
  return html`<div>
    <${PageHead} title="Evidence" lead=${lead}><div class="hip-tabs" role="group" aria-label="Part of this page">${view.tabs.map((t) => html`<button type="button" key=${t.id} aria-pressed=${String(t.id === view.tab)} onClick=${() => act("open_tab", { id: t.id })}>${t.name}</button>`)}</div><//>
    <${Split} bar=${bar} label="What you chose" reading=${html`${view.notice && html`<${Notice} kind="warn" role="alert"><p>${view.notice}</p><//>`}<${Reading} view=${view} act=${act} />`} instrument=${html`<${Tab} view=${view} content=${content} act=${act} />`} />
    <${Live} text=${bar} />
  </div>`;
}
