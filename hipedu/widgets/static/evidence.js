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
  return html`<label class="hip-field"><span>${t("Search")}</span><input type="search" maxlength="80" value=${text} placeholder=${t("bursa, stretch")} onInput=${(e) => type(e.target.value)} /></label>`;
}

function ClaimRow({ claim, verdict, open, act }) {
  return html`<li class=${`hip-offer ${open ? "on" : ""}`}><div class="hip-row apart"><span class="hip-eyebrow">${claim.number} · ${claim.section}</span><${Verdict} verdict=${verdict} /></div>
    <p><button type="button" class="hip-link" aria-pressed=${String(open)} onClick=${() => act("open_claim", { id: claim.id })}>“${claim.says}”</button></p>
    <p class="hip-small"><${Badge} basis=${claim.basis} checked=${claim.checked} /> ${claim.better}<${Cites} names=${claim.sources} /></p></li>`;
}

function ClaimsTab({ view, content, act }) {
  const c = view.claims, f = view.filters;
  const [all, setAll] = useState(false);
  const byId = useMemo(() => Object.fromEntries(content.claims.map((x) => [x.id, x])), [content]);
  const verdicts = Object.fromEntries(c.verdicts.map((v) => [v.id, v]));
  const filter = (change) => act("filter_claims", { section: f.section, verdict: f.verdict, topic: f.topic, ...change });
  const listed = all ? c.shown : c.shown.slice(0, 20);
  return html`<section class="hip-sheet tight" aria-labelledby="claims-head"><div class="hip-row apart"><h2 id="claims-head" tabindex="-1">${t("What the article says, statement by statement")}</h2><${History} view=${view} act=${act} /></div>
    ${c.figure && html`<${Chart} figure=${c.figure} onPick=${(id) => filter({ verdict: f.verdict === id ? "" : id })} />`}
    <div class="hip-filters">
      <label class="hip-field"><span>${t("About")}</span><select value=${f.topic || ""} onChange=${(e) => filter({ topic: e.target.value })}><option value="">${t("everything")}</option>${c.topics.map((x) => html`<option key=${x.id} value=${x.id}>${x.name}</option>`)}</select></label>
      <label class="hip-field"><span>${t("Section")}</span><select value=${f.section || ""} onChange=${(e) => filter({ section: e.target.value })}><option value="">${t("all sections")}</option>${c.sections.map((s) => html`<option key=${s.id} value=${s.id}>${s.name}</option>`)}</select></label>
      <label class="hip-field"><span>${t("Verdict")}</span><select value=${f.verdict || ""} onChange=${(e) => filter({ verdict: e.target.value })}><option value="">${t("any")}</option>${c.verdicts.map((v) => html`<option key=${v.id} value=${v.id}>${v.words}</option>`)}</select></label>
      <${SearchBox} words=${f.words} act=${act} /></div>
    <p role="status">${c.shown.length === content.claims.length ? t("All {n} statements.", { n: c.shown.length }) : t("{n} of {total} statements.", { n: c.shown.length, total: content.claims.length })}</p>
    ${!c.shown.length && html`<div class="hip-empty"><p>${c.sentence}</p></div>`}
    <ul class="hip-list">${listed.map((id) => html`<${ClaimRow} key=${id} claim=${byId[id]} verdict=${verdicts[byId[id].verdict]} open=${id === c.chosen.id} act=${act} />`)}</ul>
    ${c.shown.length > listed.length && html`<${Button} onClick=${() => setAll(true)}>${t("Show all {n}", { n: c.shown.length })}<//>`}</section>`;
}

function ClaimReading({ view, act }) {
  const c = view.claims.chosen;
  return html`<p class="hip-eyebrow">${t("Statement {n} · {section}", { n: c.number, section: c.section })}</p><h2>“${c.says}”</h2>
    <p><${Verdict} verdict=${c.verdict} /></p>
    <section class="hip-stack tight"><h3>${t("What can be said instead, and why")}</h3><p><${Badge} basis=${c.basis} checked=${c.checked} /> ${c.better}</p></section>
    <section class="hip-stack tight"><h3>${t("It is about")}</h3><p>${c.topics.join(" · ")}</p></section>
    ${c.represented_by.length > 0 && html`<section class="hip-stack tight"><h3>${t("Where hipedu holds it")}</h3><p class="hip-small">${t("These records stand for the statement. Open one to see its numbers.")}</p><div class="hip-row">${c.represented_by.map((l) => html`<${RecordLink} key=${l.kind + l.id} link=${l} act=${act} />`)}</div></section>`}
    ${c.references.length ? html`<${SourceList} references=${view.claims.references} keys=${c.references} />` : html`<p class="hip-small">${t("No source: the verdict is our own judgement.")}</p>`}
    <p class="hip-small hip-soft">${t("The article’s words are ours, shortened.")}</p><${Reviewed} status=${c.reviewed} />`;
}

function TestRow({ test, open, act }) {
  return html`<li class=${`hip-offer ${open ? "on" : ""}`}><div class="hip-row apart"><button type="button" class="hip-link" aria-pressed=${String(open)} onClick=${() => act("open_test", { id: test.id })}>${test.name}</button><${Verdict} verdict=${test.use} /></div>
    <p class="hip-small hip-soft">${test.clinical} · ${inside(test.kind)} · <${Badge} basis=${test.basis} reference=${test.reference} checked=${test.checked} /> ${test.source ? html`<cite class="hip-source">${test.source}</cite>` : t("no source")}</p>
    <dl class="hip-facts two"><div><dt>${t("Good for")}</dt><dd>${test.good_for}</dd></div><div><dt>${t("Not for")}</dt><dd>${test.not_for}</dd></div></dl></li>`;
}

function TestsTab({ view, act }) {
  const x = view.tests, f = view.filters;
  const filter = (change) => act("filter_tests", { condition: x.condition, kind: f.kind, use: f.use, ...change });
  return html`<section class="hip-sheet tight" aria-labelledby="tests-head"><div class="hip-row apart"><h2 id="tests-head" tabindex="-1">${t("How good signs and tests are")}</h2><${History} view=${view} act=${act} /></div>
    <p>${t("No sign is always right. A good one is there in most people who have the condition, and absent in most who do not.")}</p>
    <div class="hip-filters">
      <label class="hip-field"><span>${t("Condition")}</span><select value=${x.condition} onChange=${(e) => filter({ condition: e.target.value })}>${x.conditions.map((c) => html`<option key=${c.id} value=${c.id}>${c.name} (${c.count})</option>`)}</select></label>
      <label class="hip-field"><span>${t("Kind")}</span><select value=${f.kind || ""} onChange=${(e) => filter({ kind: e.target.value })}><option value="">${t("any")}</option>${x.kinds.map((k) => html`<option key=${k.id} value=${k.id}>${k.name}</option>`)}</select></label>
      <label class="hip-field"><span>${t("Use")}</span><select value=${f.use || ""} onChange=${(e) => filter({ use: e.target.value })}><option value="">${t("any")}</option>${x.uses.map((u) => html`<option key=${u.id} value=${u.id}>${u.words}</option>`)}</select></label></div>
    ${x.figure ? html`<${Chart} figure=${x.figure} onPick=${(id) => act("open_test", { id })} />` : html`<p class="hip-small">${x.shown.length ? t("The studies here give no such shares; what they say stands below.") : t("No study fits these filters. Take one away.")}</p>`}
    <h3>${t("What each may be used for")}</h3>
    <ul class="hip-list">${x.shown.map((row) => html`<${TestRow} key=${row.id} test=${row} open=${Boolean(x.chosen && row.id === x.chosen.id)} act=${act} />`)}</ul>
    <p class="hip-small hip-soft">${tn("{n} result of studies in all.", "{n} results of studies in all.", x.total)} ${t("Nobody is asked here to try a test that loads a hip that may be broken.")}</p></section>`;
}

function TestReading({ view, act }) {
  const x = view.tests.chosen;
  if (!x) return html`<h2>${t("No study chosen")}</h2><p>${t("Pick another condition or take a filter away.")}</p>`;
  const two = (n) => num(Number(n.toFixed(2)));
  const range = (low, high) => html`<span class="hip-soft">(${t("{low} to {high}", { low, high })})</span>`;
  return html`<p class="hip-eyebrow">${x.kind} · ${x.design}</p><h2>${x.name}</h2><p class="hip-soft">${x.clinical}</p>
    <p><${Verdict} verdict=${x.use} /> <span class="hip-small">${x.use.text}</span></p>
    ${!x.safe && html`<${Notice} kind="bad"><p><strong>${t("Do not try this.")}</strong> ${t("It may do harm where bone is weak.")}</p><//>`}
    ${x.sides.filter(Boolean).map((s) => html`<div key=${s.words} class="hip-stack tight"><p><${Badge} basis=${s.basis} reference=${x.reference} checked=${s.checked} /> ${t("{what}: {n}", { what: s.words, n: html`<strong>${s.of_100}</strong>` })} ${range(s.low, s.high)} <span class="hip-small hip-soft">${s.how}</span></p><${BandBar} value=${s.of_100 / 100} low=${s.low / 100} high=${s.high / 100} label=${t("{n} of 100, {low} to {high}", { n: s.of_100, low: s.low, high: s.high })} />${s.note && html`<p class="hip-small hip-soft">${s.note}</p>`}</div>`)}
    ${x.result && html`<p>${x.result}</p>`}
    ${x.ratios.length > 0 && html`<section class="hip-stack tight"><h3>${t("What it does to the odds")}</h3><ul class="hip-list">${x.ratios.map((r) => html`<li key=${r.words}><p>${r.words} <strong>${r.value === null ? t("more than can be said") : two(r.value)}</strong> ${r.low !== null && range(two(r.low), two(r.high))} <${Badge} basis=${r.basis} checked=${r.checked} /></p><p class="hip-small hip-soft">${r.note || ""} ${r.used === null ? "" : r.used === 1 ? t("By how the study was made it counts for nothing.") : t("Weakened by how the study was made it counts as {n}.", { n: two(r.used) })}</p></li>`)}</ul><p class="hip-small">${t("Believed by {n} of 100, and never more than tenfold.", { n: two(x.trust * 100) })} <${Badge} basis="expert_estimate" /></p></section>`}
    <dl class="hip-facts wide"><div><dt>${t("Good for")}</dt><dd>${x.good_for}</dd></div><div><dt>${t("Not for")}</dt><dd>${x.not_for}</dd></div>
      ${x.population && html`<div><dt>${t("Who was studied")}</dt><dd>${x.people ? t("{who}; {n} in all", { who: x.population, n: grouped(x.people) }) : x.population}</dd></div>`}${x.compared_with && html`<div><dt>${t("Checked against")}</dt><dd>${x.compared_with}</dd></div>`}<div><dt>${t("Who can tell")}</dt><dd>${x.told_by}</dd></div></dl>
    ${x.finding && html`<p><${Button} kind="small" onClick=${() => act("open_record", { kind: "findings", id: x.finding })}>${t("How hipedu holds it: {name}", { name: x.finding_name })}<//></p>`}
    <${SourceList} references=${view.tests.references} keys=${x.references} />
    <${Reviewed} status=${x.reviewed} />`;
}

function NumberTable({ table, act, open }) {
  const known = table.rows.filter((r) => r.basis === "measured" || r.basis === "derived").length;
  const count = tn("{n} number", "{n} numbers", table.rows.length);
  return html`<${Details} open=${open} summary=${html`<span>${table.title} <span class="hip-soft hip-small">${known ? t("{numbers}, {known} measured or derived", { numbers: count, known }) : count}</span></span>`}>
    <div class="hip-table-box" tabindex="0" role="region" aria-label=${table.title}><table class="hip-table"><caption class="hip-visually-hidden">${table.title}</caption><thead><tr><th scope="col">${t("What")}</th><th scope="col">${t("Number and range")}</th><th scope="col">${t("Basis")}</th><th scope="col">${t("Source")}</th></tr></thead>
    <tbody>${table.rows.map((r) => html`<tr key=${r.name}><th scope="row">${r.link ? html`<button type="button" class="hip-link" onClick=${() => act("open_record", { kind: r.link.split("/")[0], id: r.link.split("/")[1] })}>${r.name}</button>` : r.name}</th><td class="hip-num">${r.text}</td><td><${Badge} basis=${r.basis} reference=${r.reference} checked=${r.checked} /></td><td class="hip-small">${r.source ? html`<cite class="hip-plain">${r.source}</cite>` : html`<span class="hip-soft">${t("none")}</span>`}${r.note ? html`<br /><span class="hip-soft">${r.note}</span>` : ""}</td></tr>`)}</tbody></table></div><//>`;
}

const FIRST_RECORDS = { conditions: "gluteal_tendinopathy", findings: "fadir_positive", regions: "groin", red_flags: "cauda_equina" };

function NumbersTab({ view, act }) {
  const n = view.numbers, r = n.record;
  return html`<section class="hip-sheet tight" aria-labelledby="numbers-head"><div class="hip-row apart"><h2 id="numbers-head" tabindex="-1">${t("Where each number comes from")}</h2><${History} view=${view} act=${act} /></div>
    ${n.figure && html`<${Chart} figure=${n.figure} />`}
    <div class="hip-filters">
      <label class="hip-field"><span>${t("Look through")}</span><select value=${n.listed} onChange=${(e) => act("open_record", { kind: e.target.value, id: FIRST_RECORDS[e.target.value] })}>${n.kinds.map((k) => html`<option key=${k.id} value=${k.id}>${k.name}</option>`)}</select></label>
      <label class="hip-field"><span>${t("Record")}</span><select value=${n.listed === n.kind ? r.id : ""} onChange=${(e) => e.target.value && act("open_record", { kind: n.listed, id: e.target.value })}>${n.listed !== n.kind && html`<option value="">${r.title}</option>`}${n.choices.map((c) => html`<option key=${c.id} value=${c.id}>${c.name}</option>`)}</select></label></div>
    <label class="hip-check"><input type="checkbox" checked=${view.filters.known_only} onChange=${(e) => act("show_known_only", { on: e.target.checked })} />${t("Only what is measured or derived")}</label>
    <h3>${r.title}</h3>
    ${r.tables.length ? r.tables.map((one, i) => html`<${NumberTable} key=${one.title} table=${one} act=${act} open=${i < 2} />`) : html`<div class="hip-empty"><p>${view.filters.known_only ? t("Nothing in this record is measured or derived.") : t("This record holds no number: it is a rule or a description in words.")}</p></div>`}
    <p class="hip-small hip-soft">${t("Knowledge base of {date}", { date: n.version })}</p></section>`;
}

const PAGE_NAMES = { pain_map: t("See it on the pain map"), treatments: t("See it among the treatments"), prevention: t("See it on the prevention page"), running_form: t("See it on the running form page"), training_load: t("See it in the training laboratory"), exercises: t("See it in the library") };

function NumbersReading({ view, act }) {
  const r = view.numbers.record, c = r.counts;
  const bases = [["measured", t("measured")], ["derived", t("derived from measured figures")], ["expert_estimate", t("estimates")], ["illustrative", t("illustrations")]].filter(([basis]) => c[basis]);
  return html`<p class="hip-eyebrow">${r.kind_words}</p><h2>${r.title}</h2>${r.name && r.name !== r.title && html`<p class="hip-soft">${r.name}</p>`}
    <dl class="hip-facts wide">${r.texts.map((x) => html`<div key=${x.label}><dt>${x.label}</dt><dd>${x.text}</dd></div>`)}</dl>
    ${bases.length > 0 && html`<section class="hip-stack tight"><h3>${t("What its numbers rest on")}</h3><ul class="hip-badge-list">${bases.map(([basis, words]) => html`<li key=${basis}><${Badge} basis=${basis} /><span><strong>${grouped(c[basis])}</strong> ${words}</span></li>`)}</ul></section>`}
    ${r.statements.length > 0 && html`<section class="hip-stack tight"><h3>${t("Said in words")}</h3><ul class="hip-list">${r.statements.map((s) => html`<${Sourced} key=${s.text} row=${s} />`)}</ul></section>`}
    ${r.claims.length > 0 && html`<${Details} summary=${t("Statements of the article that it stands for ({n})", { n: r.claims.length })}><ul class="hip-list">${r.claims.map((x) => html`<li key=${x.id} class="hip-claim-line"><${Verdict} verdict=${x.verdict} /><p><button type="button" class="hip-link" onClick=${() => act("open_claim", { id: x.id })}>“${x.says}”</button></p></li>`)}</ul><//>`}
    ${r.page && html`<p><a href=${pageHref(r.page) + (r.kind === "treatments" ? `#t=${r.id}` : r.kind === "prevention_topics" ? `#p=${r.id}` : "")}>${PAGE_NAMES[r.page]}</a></p>`}
    <${SourceList} references=${r.references} />
    <${Reviewed} status=${r.reviewed} />`;
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
  const bar = view.tab === "claims" ? `“${view.claims.chosen.says}”` : view.tab === "tests" ? (view.tests.chosen ? view.tests.chosen.name : t("No study chosen")) : view.numbers.record.title;
  const lead = { claims: t("hipedu began with one article about hip pain after running. Here is each thing it says, and how well it holds."), tests: t("How often a sign is there in people with a condition, how often it is not in people without it, and how sure anyone can be."), numbers: t("Every number behind the pain map and the symptom checker, with what it rests on. Most are estimates, and the page says which.") }[view.tab];
  return html`<div>
    <${PageHead} title=${t("Evidence")} lead=${lead}><div class="hip-tabs" role="group" aria-label=${t("Part of this page")}>${view.tabs.map((x) => html`<button type="button" key=${x.id} aria-pressed=${String(x.id === view.tab)} onClick=${() => act("open_tab", { id: x.id })}>${x.name}</button>`)}</div><//>
    <${Split} bar=${bar} label=${t("What you chose")} reading=${html`${view.notice && html`<${Notice} kind="warn" role="alert"><p>${view.notice}</p><//>`}<${Reading} view=${view} act=${act} />`} instrument=${html`<${Tab} view=${view} content=${content} act=${act} />`} />
    <${Live} text=${bar} />
  </div>`;
}
