// anywidget's entry: one widget a page; Python computes `view`, this draws it, `act` asks for a change.
const PAGES = { home: HomePage, pain_map: PainMapPage, symptom_checker: SymptomPage, training_load: TrainingPage, running_form: RunningFormPage, plan: PlanPage, my_week: MyWeekPage };

function render({ model, el }) {
  const Page = PAGES[model.get("page")];
  el.classList.add("hipedu", "hip-page");
  const act = (name, args = {}, buffers) => model.send({ do: name, args }, undefined, buffers);
  const draw = () => mount(html`<${Page} view=${model.get("view")} content=${model.get("content")} act=${act} model=${model} />`, el);
  model.on("change:view", draw);
  model.on("change:content", draw);
  model.on("change:progress", draw);
  draw();
  return () => {
    model.off("change:view", draw);
    model.off("change:content", draw);
    model.off("change:progress", draw);
    mount(null, el);
  };
}

export default { render };
