// anywidget's entry: one widget a page; Python computes `view`, this draws it, `act` asks for a change.
const PAGES = { home: HomePage, pain_map: PainMapPage, symptom_checker: SymptomPage, training_load: TrainingPage, running_form: RunningFormPage, plan: PlanPage, rule_laboratory: RuleLaboratoryPage, exercises: ExercisesPage, my_week: MyWeekPage, treatments: TreatmentsPage, prevention: PreventionPage, evidence: EvidencePage, safety: SafetyPage };

function render({ model, el }) {
  const Page = PAGES[model.get("page")];
  el.classList.add("hipedu", "hip-page");
  if (WORDS.code !== "en") Object.assign(el, { lang: WORDS.code, dir: WORDS.dir });
  const act = (name, args = {}, buffers) => model.send({ do: name, args }, undefined, buffers);
  const draw = () => mount(html`<${Page} view=${model.get("view")} content=${model.get("content")} act=${act} model=${model} />`, el);
  model.on("change:view", draw);
  model.on("change:content", draw);
  model.on("change:progress", draw);
  model.on("change:drawings", draw);
  const take = (content) => content && content.file && saveFile(content.file);
  model.on("msg:custom", take);
  draw();
  return () => {
    model.off("change:view", draw);
    model.off("change:content", draw);
    model.off("change:progress", draw);
    model.off("change:drawings", draw);
    model.off("msg:custom", take);
    mount(null, el);
  };
}

export default { render };
