/* The facts about the project, which decide what is asked. */
const Facts = (() => {
  "use strict";

  const { h, option } = Page;
  const { own } = Rules;
  const UNKNOWN = "unknown";

  /* Gives {element, refresh, known, total}; `changed` is called after each change made here. */
  function view(sheet, speech, changed) {
    const facets = sheet.page.model.facets;
    const parts = facets.map((facet) => facts(facet, sheet, speech, changed));
    const blocks = grouped(facets).map((group) => {
      const elements = group.map((facet) => parts[facets.indexOf(facet)].element);
      if (group.length < 2) return elements;
      return h("div", { class: "facts" }, h("p", { class: "intro" }, speech.t("facts")), elements);
    });
    const element = h("div", {}, h("p", { class: "muted" }, speech.t("facets_help")), blocks);
    const known = () => facets.filter((facet) => sheet.facetStands(facet) && own(sheet.facets, facet.id) !== UNKNOWN).length;
    const lacking = () => facets.filter((facet) => facet.required && !sheet.facetStands(facet));
    const refresh = () => parts.forEach((part) => part.refresh());
    return { element, refresh, known, lacking, total: facets.length };
  }

  /* Neighbours of one group of yes or no stand together. */
  function grouped(facets) {
    const groups = [];
    for (const facet of facets) {
      const last = groups[groups.length - 1];
      const joins = last && facet.group && facet.type === "yes_no" && last[0].group === facet.group && last[0].type === "yes_no";
      if (joins) last.push(facet);
      else groups.push([facet]);
    }
    return groups;
  }

  function facts(facet, sheet, speech, changed) {
    const set = (value) => {
      sheet.facet(facet.id, value);
      changed();
    };
    const made = facet.type === "yes_no" ? yesNo(facet, speech, set) : several(facet, sheet, speech, set);
    const said = h("p", { class: "small", role: "status" });
    const legend = speech.put("legend", {}, facet.ask, facet.required ? h("span", { class: "small muted" }, ` ${speech.t("required")}`) : null);
    const element = h("fieldset", { class: `facet ${facet.type}` }, legend,
      facet.help && speech.put("p", { class: "small muted" }, facet.help),
      h("div", { class: "options" }, made.options.map((one) => one.element)), said);

    function refresh() {
      const value = own(sheet.facets, facet.id);
      for (const one of made.options) one.input.checked = one.stands(value);
      const words = remark(facet, value, speech);
      if (said.textContent !== words) said.textContent = words;
    }

    return { element, refresh };
  }

  function yesNo(facet, speech, set) {
    const make = (value, word, quiet) => ({
      ...option({
        type: "radio",
        name: `f-${facet.id}`,
        id: `f-${facet.id}-${word}`,
        label: h("label", {}, speech.t(word)),
        quiet,
        on: () => set(value),
      }),
      stands: (held) => held === value,
    });
    const unknown = facet.required ? [] : [make(UNKNOWN, "unknown", true)];
    return { options: [make(true, "yes"), make(false, "no"), ...unknown] };
  }

  function several(facet, sheet, speech, set) {
    const many = facet.type === "many";
    const held = () => [own(sheet.facets, facet.id)].flat().filter((id) => id !== undefined && id !== UNKNOWN);
    const make = (id, label, more, quiet) => {
      const made = option({
        type: many ? "checkbox" : "radio",
        name: many ? undefined : `f-${facet.id}`,
        id: `f-${facet.id}-c-${id}`,
        label,
        more,
        quiet,
        on: (event) => set(many ? ticked(id, event.target.checked) : id),
      });
      return { ...made, stands: (value) => (Array.isArray(value) ? value.includes(id) : value === id) };
    };
    const options = facet.choices.map(({ id, label, help }) =>
      make(id, speech.put("label", {}, label), help && speech.put("p", {}, help), false));
    const unknown = facet.required ? [] : [make(UNKNOWN, h("label", {}, speech.t("unknown")), null, true)];

    /* What is held once `id` was touched: no more than allowed; "unknown" stands alone; none of them is no answer. */
    function ticked(id, checked) {
      if (id === UNKNOWN) return checked ? UNKNOWN : undefined;
      const now = checked ? [...held(), id] : held().filter((one) => one !== id);
      if (facet.most !== undefined && now.length > facet.most) return held();
      const inOrder = facet.choices.map((choice) => choice.id).filter((one) => now.includes(one));
      if (inOrder.length) return inOrder;
      return facet.least || own(sheet.page.base.facets, facet.id) === undefined ? undefined : [];
    }

    return { options: [...options, ...unknown] };
  }

  /* What is to say about the value: too few, the most there may be, how many are advised, what not knowing means. */
  function remark(facet, value, speech) {
    if (value === UNKNOWN) return facet.unknown_is ? speech.t("counts_as_yes") : "";
    if (facet.type !== "many" || value === undefined) return "";
    const n = Array.isArray(value) ? value.length : 0;
    if (n < (facet.least || 0)) return speech.t("at_least", { n: facet.least });
    if (facet.most !== undefined && n === facet.most && n < facet.choices.length) return speech.t("at_most", { n: facet.most });
    if (!facet.advise || (n >= facet.advise[0] && n <= facet.advise[1])) return "";
    return speech.t("advised", { least: facet.advise[0], most: facet.advise[1], n });
  }

  return { view };
})();
