/* One question: its choices, what goes with an answer, and what helps to find it. */
const Questions = (() => {
  "use strict";

  const { KINDS } = Sheet;
  const { _, N_, ngettext, wordsOf, put, h, unseen, about, option, field, fitted } = Page;
  const NAME = 500, PROSE = 20000; // characters, as the schema of answers has it
  const OWN = { yes: N_("Yes"), no: N_("No") }; // where the questionnaire gives none

  /* `changed` is called after each change made here. Gives {id, element, heading, refresh, text}. */
  function view(question, sheet, today, changed) {
    const key = `q-${question.id}`;
    const set = (main) => {
      sheet.answer(question.id, main);
      changed(question.id);
    };
    const add = (more) => {
      sheet.add(question.id, more);
      changed(question.id);
    };
    const context = { question, key, sheet, today, set, add, entry: () => sheet.entry(question.id) };
    const before = Earlier.shown(context);
    const parts = [choices(context), criteria(context), evidence(context), note(context)];
    const heading = h("h3", { id: `${key}-title`, tabindex: "-1" }, title(context));
    const only = h("p", { class: "small muted", hidden: true },
      _("Asked of every project that the facts concern, whatever it aims at."));
    const open = h("p", { class: "small muted", hidden: true });
    const waiting = h("p", { class: "warn", hidden: true },
      _("What you wrote here goes with an answer: choose one, if only “don’t know”."));
    const element = h("article", { class: "question", id: key, "aria-labelledby": `${key}-title` },
      heading, only, open, before.element, parts[0].element, help(context), parts.slice(1).map((part) => part.element), waiting);

    function refresh(standing) {
      const { state, mustOnly, waitsFor } = standing;
      const facts = waitsFor.map((id) => wordsOf(sheet.index.facets.get(id).ask)).join("; ");
      open.hidden = !facts;
      open.textContent = facts && _("Asked because this is not known yet: {facts}", { facts });
      element.dataset.state = state;
      only.hidden = !mustOnly;
      waiting.hidden = !Object.keys(sheet.waiting(question.id)).length || sheet.whole(question.id) !== undefined;
      for (const part of [before, ...parts]) part.refresh(context.entry());
    }

    const { id, section } = question;
    return { id, section, element, heading, refresh, text: () => searched(context), read: () => read(question) };
  }

  function title({ question }) {
    return [
      question.ref && h("span", { class: "ref" }, question.ref, " "),
      put("span", {}, question.title),
      question.gate && h("span", { class: "chip must" }, _("Blocking requirement")),
      question.who && h("span", { class: "unit" }, _("Who can answer: {name}", { name: question.who.map(wordsOf).join(", ") })),
    ];
  }

  /* ── the answer itself ── */

  function choices(context) {
    const { question, key, set, entry } = context;
    const many = question.type === "many";
    const type = many ? "checkbox" : "radio";
    const name = many ? undefined : key;
    const make = (id, label, more, quiet, on) => option({ type, name, id: `${key}-${id}`, label, more, quiet, on });
    const offered = (question.choices || []).map(({ id, label, help: explained, needs }) => {
      const words = label ? put("label", {}, label) : h("label", {}, _(OWN[id]));
      const more = explained && put("p", {}, explained);
      const rule = needs && _("This answer is read with evidence: {rule}.", { rule: ruleInWords(needs) });
      return {
        id,
        stands: (now) => now.choice === id || now.choices?.includes(id),
        hint: needs && h("p", { class: "hint", hidden: true }, rule),
        ...make(`c-${id}`, words, more, false, () => set(many ? { choices: ticked(id) } : { choice: id })),
      };
    });

    /* Beside the choices; `main` gives the answer that it means. */
    const other = (id, label, more, stands, main) => ({
      stands,
      ...make(id, h("label", {}, label), more && h("p", {}, more), true, (event) => set(event.target.checked ? main() : null)),
    });
    const none = many && !question.choices.some((choice) => choice.exclusive) &&
      other("none", _("None of these"), null, (now) => now.choices?.length === 0, () => ({ choices: [] }));
    const unknown = other("unknown", _("Don’t know"), _("A good answer: a step will be suggested to find out."),
      (now) => now.unknown, () => ({ unknown: true }));
    const aside = question.reasons && other("aside", _("Not applicable"), null,
      (now) => now.not_applicable, () => ({ not_applicable: entry().not_applicable || {} }));
    const all = [...offered, none, unknown, aside].filter(Boolean);
    const why = aside && reasonFields(context);
    const written = question.type === "text" ? writtenAnswer(context) : null;
    const clear = h("button", { type: "button", class: "plain clear", hidden: true, on: { click: () => takeBack() } },
      _("Take the answer back"), about(question));

    /* What is ticked once `id` was touched: an exclusive choice stands alone. */
    function ticked(id) {
      const alone = (one) => question.choices.some((choice) => choice.id === one && choice.exclusive);
      const now = offered.filter(({ input }) => input.checked).map((one) => one.id);
      return now.includes(id) ? now.filter((one) => one === id || (!alone(id) && !alone(one))) : now;
    }

    function takeBack() {
      set(null);
      (offered[0]?.input || written?.control || unknown.input).focus();
    }

    const element = h("fieldset", {},
      put("legend", {}, question.ask),
      many && h("p", { class: "small muted" }, _("Tick all that hold.")),
      written && written.element,
      all.flatMap((one) => [one.element, one.hint]), why && why.element, clear);

    function refresh(now) {
      for (const one of all) {
        one.input.checked = Boolean(one.stands(now));
        if (one.hint) one.hint.hidden = !one.input.checked;
      }
      if (why) why.refresh(now);
      if (written) written.refresh(now);
      clear.hidden = !all.some(({ input }) => input.checked);
    }

    return { element, refresh };
  }

  function ruleInWords({ kinds, valid }) {
    const names = kinds.map((kind) => _(KINDS[kind]).toLowerCase());
    const last = names.pop();
    const either = names.length ? _("{first} or {last}", { first: names.join(", "), last }) : last;
    if (!valid) return either;
    const { years, months, days } = valid;
    const time = [
      years && ngettext("{n} year", "{n} years", years),
      months && ngettext("{n} month", "{n} months", months),
      days && ngettext("{n} day", "{n} days", days),
    ].filter(Boolean);
    return _("{kinds}, dated within the last {time}", { kinds: either, time: time.join(" ") });
  }

  function reasonFields({ question, key, sheet, set, entry }) {
    const reasons = question.reasons.map((id) => [id, sheet.page.model.reasons[id]]);
    const select = h("select", { on: { change: () => store() } },
      h("option", { value: "" }, _("Choose a reason")),
      reasons.map(([id, { label }]) => put("option", { value: id }, label)));
    const reason = field({ control: select, id: `${key}-reason`, label: _("For what kind of reason?") });
    const explained = h("p", { class: "small muted", hidden: true });
    const input = h("input", { type: "text", on: { input: () => store() } });
    const because = field({ control: input, id: `${key}-because`, label: _("Why, in one sentence") });
    const missing = h("p", { class: "hint", hidden: true },
      _("A reason and a sentence are needed; until then the question counts as unanswered."));
    const element = h("div", { class: "aside", hidden: true }, reason.element, explained, because.element, missing);

    function store() {
      set({ not_applicable: { ...entry().not_applicable, reason: select.value || undefined, because: input.value } });
    }

    function refresh(now) {
      const aside = now.not_applicable;
      element.hidden = !aside;
      if (!aside) return;
      select.value = aside.reason || "";
      if (input.value !== (aside.because || "")) input.value = aside.because || "";
      const chosen = reasons.find(([id]) => id === aside.reason);
      explained.hidden = !(chosen && chosen[1].help);
      if (!explained.hidden) explained.replaceChildren(put("span", {}, chosen[1].help));
      missing.hidden = Boolean(sheet.whole(question.id));
    }

    return { element, refresh };
  }

  function writtenAnswer({ key, set }) {
    const control = h("textarea", { rows: 3, on: { input: () => set(Sheet.blank(control.value) ? null : { text: control.value }) } });
    const made = field({ control, id: `${key}-text`, label: _("Your answer") });
    const refresh = (now) => {
      if (control.value !== (now.text || "") && (now.text || !Sheet.blank(control.value))) control.value = now.text || "";
      fitted(control);
      made.complain(tooLong(now.text, PROSE));
    };
    return { element: made.element, control, refresh };
  }

  /* ── beside the answer ── */

  function criteria({ question, key, add, entry }) {
    const boxes = (question.criteria || []).map(({ id, label }) => {
      const made = option({ type: "checkbox", id: `${key}-m-${id}`, label: put("label", {}, label), on: () => store() });
      return { id, ...made };
    });
    const legend = h("legend", {}, _("Which of these hold? Unless all do, the lowest choice is read."));
    const element = boxes.length ? h("fieldset", { class: "criteria" }, legend, boxes.map((box) => box.element)) : null;
    const store = () => add({ criteria: boxes.filter(({ input }) => input.checked).map(({ id }) => id) });
    const refresh = (now) => {
      for (const box of boxes) box.input.checked = (now.criteria || []).includes(box.id);
      if (element) element.hidden = Boolean(now.unknown || now.not_applicable);
    };
    return { element, refresh };
  }

  function note({ question, key, add, entry }) {
    const control = h("textarea", { rows: 3, id: `${key}-note`, on: { input: () => add({ note: control.value }) } });
    const summary = h("summary", {});
    const label = h("label", { for: control.id, class: "unseen" }, _("Note"), about(question));
    const long = h("p", { class: "wrong", hidden: true });
    const element = h("details", { class: "note" }, summary, label, control, long);
    const refresh = (now) => {
      if (control.value !== (now.note || "")) control.value = now.note || "";
      fitted(control);
      long.textContent = tooLong(now.note, PROSE);
      long.hidden = !long.textContent;
      named(summary, Sheet.blank(now.note) ? _("Note") : _("Note (written)"), question);
    };
    element.open = Boolean(entry().note);
    return { element, refresh };
  }

  function evidence(context) {
    const { question, add, entry } = context;
    const summary = h("summary", {});
    const list = h("div", {});
    const more = h("button", { type: "button", on: { click: () => append() } }, _("Add evidence"));
    const lead = h("p", { class: "small muted" }, _("What would you show an outsider? Title, place, date."));
    const element = h("details", { class: "evidence" }, summary, lead, list, more);
    const needy = (now) => (question.choices || []).some((choice) =>
      choice.needs && (choice.id === now.choice || (now.choices || []).includes(choice.id)));
    let shown = [];
    let asked = needy(entry());

    function append() {
      add({ evidence: [...(entry().evidence || []), { kind: "document" }] });
      element.open = true;
      list.lastElementChild.querySelector("input").focus();
    }

    function remove(position) {
      add({ evidence: (entry().evidence || []).filter((piece, at) => at !== position) });
      (list.lastElementChild ? list.lastElementChild.querySelector("input") : more).focus();
    }

    function store(position, part) {
      add({ evidence: (entry().evidence || []).map((piece, at) => (at === position ? { ...piece, ...part } : piece)) });
    }

    function refresh(now) {
      const pieces = now.evidence || [];
      if (pieces.length !== shown.length) {
        shown = pieces.map((piece, position) => pieceFields(context, piece, position, store, remove));
        list.replaceChildren(...shown.map((one) => one.element));
      }
      shown.forEach((one, position) => one.refresh(pieces[position]));
      named(summary, pieces.length ? _("Evidence ({n})", { n: pieces.length }) : _("Evidence"), question);
      if (needy(now) && !asked && !pieces.length) element.open = true;
      asked = needy(now);
    }

    element.open = Boolean((entry().evidence || []).length);
    return { element, refresh };
  }

  function pieceFields({ question, key, today }, piece, position, store, remove) {
    const id = (part) => `${key}-e${position}-${part}`;
    const number = position + 1;
    const typed = (part, label, type = "text") => {
      const control = h("input", { type, on: { input: () => store(position, { [part]: control.value }) } });
      control.value = piece[part] || "";
      return field({ control, id: id(part), label });
    };
    const title = typed("title", _("Title"));
    const where = typed("where", _("Where it is (a path or an address)"));
    const date = typed("date", _("Date"), "date");
    const holder = typed("holder", _("Who keeps it"));
    date.control.setAttribute("max", today);
    const select = h("select", { on: { change: () => store(position, { kind: select.value }) } },
      Object.entries(KINDS).map(([kind, name]) => h("option", { value: kind }, _(name))));
    select.value = piece.kind || "document";
    const kind = field({ control: select, id: id("kind"), label: _("Kind") });
    const away = h("button", { type: "button", class: "plain", on: { click: () => remove(position) } },
      _("Remove evidence {n}", { n: number }), about(question));
    const element = h("fieldset", { class: "piece" }, h("legend", {}, _("Evidence {n}", { n: number })),
      title.element, h("div", { class: "pair" }, kind.element, date.element), where.element, holder.element, away);

    function refresh(now) {
      const others = [now.where, now.date, now.holder].some((part) => !Sheet.blank(part));
      const untitled = others && Sheet.blank(now.title);
      title.complain(untitled ? _("Give it a title: without one it is not recorded.") : tooLong(now.title, NAME));
      holder.complain(tooLong(now.holder, NAME));
      date.complain(now.date && now.date > today ? _("This date is still to come.") : "");
      for (const [made, part] of [[title, now.title], [where, now.where], [holder, now.holder]]) {
        if (made.control.value !== (part || "")) made.control.value = part || "";
      }
    }

    return { element, refresh };
  }

  /* What is wrong with words that no report could show; empty where nothing is. */
  function tooLong(words, most) {
    const count = [...(words || "")].length;
    return count > most ? _("There are {count} characters; at most {most} are allowed.", { count, most }) : "";
  }

  /* A summary's words, and to a screen reader the question that they are about. */
  function named(summary, words, question) {
    summary.replaceChildren(words, about(question));
  }

  /* ── help ── */

  function help({ question, sheet }) {
    const part = (name, ...content) => [h("dt", {}, name), content.map((one) => h("dd", {}, one))];
    const gate = question.gate;
    const resources = (question.resources || []).map((id) => sheet.page.model.resources[id]).filter(Boolean);
    const parts = [
      question.why && part(_("Why"), put("span", {}, question.why)),
      question.examples && part(_("Possible evidence"), put("span", {}, question.examples)),
      gate && part(_("Blocking requirement"), mustInWords(gate)),
      resources.length && [h("dt", {}, _("Resources")), resources.map((one) => h("dd", {}, resource(one)))],
    ].filter(Boolean);
    if (!parts.length) return null;
    const summary = h("summary", {});
    named(summary, _("Why, and what evidence looks like"), question);
    return h("details", { class: "help" }, summary, h("dl", {}, parts));
  }

  function mustInWords({ basis, rule, note: remark, whom }) {
    return [
      basis && h("span", { class: "chip" }, wordsOf(basis)),
      " ",
      put("span", {}, rule),
      remark && [" ", put("span", { class: "muted" }, remark)],
      whom && [" ", put("span", {}, whom)],
    ].flat();
  }

  function resource({ title: name, publisher, url }) {
    const by = publisher ? `, ${publisher}` : "";
    if (!url) return [put("span", {}, name), by];
    const link = { href: url, target: "_blank", rel: "noopener noreferrer" };
    return [put("a", link, name, unseen(" ", _("(new tab)"))), by];
  }

  /* Everything that a search looks through. */
  function searched({ question, entry }) {
    return [question.ref, question.id, entry().note, read(question)].join(" ");
  }

  /* Everything there is to read. */
  function read({ title: name, ask, why, examples, choices: offered = [] }) {
    const said = [name, ask, why, examples, ...offered.flatMap((choice) => [choice.label, choice.help])];
    return said.filter(Boolean).map((text) => wordsOf(text)).join(" ");
  }

  return { view };
})();
