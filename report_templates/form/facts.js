/* The facts about the project, which decide what is asked. */
const Facts = (() => {
  "use strict";

  const { _, ngettext, put, h, option } = Page;
  const { own } = Rules;
  const UNKNOWN = "unknown";

  /* Gives {element, refresh, known, total}; `changed` is called after each change made here. */
  function view(sheet, changed) {
    const facets = sheet.page.model.facets;
    const parts = facets.map((facet) => facts(facet, sheet, changed));
    const blocks = grouped(facets).map((group) => {
      const elements = group.map((facet) => parts[facets.indexOf(facet)].element);
      if (group.length < 2) return elements;
      const lead = h("p", { class: "intro" }, _("Some facts, by yes or no. When nobody knows, say so."));
      return h("div", { class: "facts" }, lead, elements);
    });
    const lead = _("These facts decide which questions are asked. Correct them here if one is wrong.");
    const element = h("div", {}, h("p", { class: "muted" }, lead), blocks);
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

  function facts(facet, sheet, changed) {
    const many = facet.type === "many";
    const make = (value, id, label, more) => {
      const name = many ? undefined : `f-${facet.id}`;
      const on = (event) => {
        sheet.facet(facet.id, many ? ticked(value, event.target.checked) : value);
        changed();
      };
      const quiet = value === UNKNOWN;
      return { value, ...option({ type: many ? "checkbox" : "radio", name, id: `f-${facet.id}-${id}`, label, more, quiet, on }) };
    };
    const plain = (value, id, words) => make(value, id, h("label", {}, words));
    const choices = facet.type === "yes_no"
      ? [plain(true, "yes", _("Yes")), plain(false, "no", _("No"))]
      : facet.choices.map(({ id, label, help }) => make(id, `c-${id}`, put("label", {}, label), help && put("p", {}, help)));
    const options = [...choices, ...(facet.required ? [] : [plain(UNKNOWN, "unknown", _("Don’t know"))])];
    const said = h("p", { class: "small", role: "status" });
    const required = facet.required && h("span", { class: "small muted" }, " ", _("(required)"));
    const element = h("fieldset", { class: `facet ${facet.type}` }, put("legend", {}, facet.ask, required),
      facet.help && put("p", { class: "small muted" }, facet.help),
      h("div", { class: "options" }, options.map((one) => one.element)), said);

    /* What is held once `id` was touched: no more than allowed; "unknown" stands alone; none of them is no answer. */
    function ticked(id, checked) {
      if (id === UNKNOWN) return checked ? UNKNOWN : undefined;
      const held = [own(sheet.facets, facet.id)].flat().filter((one) => one !== undefined && one !== UNKNOWN);
      const now = checked ? [...held, id] : held.filter((one) => one !== id);
      if (facet.most !== undefined && now.length > facet.most) return held;
      const inOrder = facet.choices.map((choice) => choice.id).filter((one) => now.includes(one));
      if (inOrder.length) return inOrder;
      return facet.least || own(sheet.page.base.facets, facet.id) === undefined ? undefined : [];
    }

    function refresh() {
      const value = own(sheet.facets, facet.id);
      for (const one of options) one.input.checked = Array.isArray(value) ? value.includes(one.value) : value === one.value;
      const words = remark(facet, value);
      if (said.textContent !== words) said.textContent = words;
    }

    return { element, refresh };
  }

  /* What is to say about the value: too few, the most there may be, how many are advised, what not knowing means. */
  function remark(facet, value) {
    if (value === UNKNOWN) return facet.unknown_is ? _("Counts as a yes until it is known.") : "";
    if (facet.type !== "many" || value === undefined) return "";
    const n = Array.isArray(value) ? value.length : 0;
    if (n < (facet.least || 0)) return ngettext("Choose at least {n}.", "Choose at least {n}.", facet.least);
    if (n === facet.most && n < facet.choices.length) return ngettext("At most {n} can be chosen.", "At most {n} can be chosen.", n);
    if (!facet.advise || (n >= facet.advise[0] && n <= facet.advise[1])) return "";
    return _("From {least} to {most} are advised; {n} chosen.", { least: facet.advise[0], most: facet.advise[1], n });
  }

  return { view };
})();
