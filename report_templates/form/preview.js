/* For authors: beside each question, why it is asked or not as the page is answered, and what is said of each level. */
const Preview = (() => {
  "use strict";

  const { _, N_, put, wordsOf, h } = Page;
  const HOLDS = new Map([[true, N_("holds")], [false, N_("does not hold")], [null, N_("not known yet")]]);
  const ABOUT = { aim: N_("The section is aimed at") };

  const title = (name) => _("{name}: preview", { name });
  const about = () => _("A preview for authors: every question is shown, with why it is asked or not.");

  /* A question's view with its panel, which follows the answers too. */
  function beside(view, preview, sheet) {
    const said = preview.questions[view.id];
    const panel = reasons(view, preview, said, sheet);
    const table = levels(view, said, sheet);
    view.element.append(h("aside", { class: "author", "aria-labelledby": `a-${view.id} ${view.heading.id}` }, panel.element, table.element));
    const refresh = (standing, reading) => {
      view.refresh(standing);
      panel.refresh(standing, reading);
      table.refresh(reading);
    };
    return { ...view, refresh };
  }

  /* What conditions read of a project whose questions stand as `found` says. */
  function readingOf(index, { facets, answers }, found) {
    const answer = (id) => (found.get(id)?.state === "answered" ? Rules.own(answers, id) : undefined);
    return { index, facets, answer, waitsFor: (id) => found.get(id)?.waitsFor ?? [] };
  }

  function reasons(view, preview, said, sheet) {
    const why = h("span", {});
    const state = h("span", { class: "chip" });
    const lines = said.reasons.map(({ kind, test, words }) => {
      const mark = h("strong", {});
      const about = ABOUT[kind] && `${_(ABOUT[kind])}${_(": {text}", { text: "" })}`;
      return { test, mark, element: h("li", {}, mark, _(": {text}", { text: "" }), about, put("span", {}, words)) };
    });
    const always = h("p", {}, said.reasons.length ? "" : _("No fact decides it: it is asked of every project."));
    const must = h("p", { class: "small" }, _("Its blocking requirement is read even where the section is not aimed at."));
    const question = sheet.index.questions.get(view.id);
    const element = h("div", {}, h("h4", { id: `a-${view.id}` }, why, " ", state),
      lines.length ? h("ul", {}, lines.map((line) => line.element)) : always,
      question.must && said.reasons.some(({ kind }) => kind === "aim") && must);

    function refresh(standing, reading) {
      why.textContent = Rules.wanted(standing) ? _("Asked because") : _("Not asked because");
      state.textContent = wordsOf(preview.states[standing.state]);
      for (const line of lines) {
        const truth = Rules.truth(line.test, reading);
        line.mark.textContent = _(HOLDS.get(truth));
        line.element.dataset.holds = String(truth);
      }
    }

    return { element, refresh };
  }

  function levels(view, said, sheet) {
    const timeline = sheet.index.timeline;
    const spans = [];
    const moments = (ids) => {
      if (!ids) return "–";
      if (!ids.length) return _("at all times");
      return ids.map((id, place) => {
        const made = put("span", {}, timeline.choices.find((choice) => choice.id === id).label);
        spans.push({ id, made });
        return [place ? ", " : "", made];
      });
    };
    const given = [];
    const advice = (list) => list.map(({ do: what, to, effort, lead, when, test }) => {
      const mark = h("strong", {});
      if (when) given.push({ test, mark });
      return h("p", {}, put("span", {}, what), " ",
        h("span", { class: "muted" }, "→ ", to && put("span", {}, to), " · ", put("span", {}, effort),
          lead && [" · ", put("span", {}, lead)],
          when && [" · ", _("where {condition}", { condition: wordsOf(when) }), " (", mark, ")"]));
    });
    const heads = [_("Level"), _("Points"), _("Expected"), _("Blocking requirement"), _("Advice")];
    const rows = said.levels.map((level) => h("tr", {}, h("th", { scope: "row" }, put("span", {}, level.label)),
      h("td", {}, wordsOf(level.points)), h("td", {}, moments(level.expected)), h("td", {}, moments(level.must)),
      h("td", {}, level.advice.length ? advice(level.advice) : "–")));
    const summary = h("summary", { id: `a-${view.id}-levels` }, _("What the questionnaire says of each level"), Page.about(sheet.index.questions.get(view.id)));
    const table = h("div", { class: "wide", role: "region", tabindex: "0", "aria-labelledby": summary.id },
      h("table", {}, h("thead", {}, h("tr", {}, heads.map((head) => h("th", { scope: "col" }, head)))), h("tbody", {}, rows)));
    const element = rows.length ? h("details", { class: "help" }, summary, table) : null;

    function refresh(reading) {
      for (const { test, mark } of given) mark.textContent = _(HOLDS.get(Rules.truth(test, reading)));
      const now = Rules.own(sheet.facets, timeline?.id);
      for (const { id, made } of spans) made.classList.toggle("now", id === now);
    }

    return { element, refresh };
  }

  return { title, about, beside, readingOf };
})();
