/* What was answered to an older version of a question: shown where it is asked anew; note and evidence can be kept. */
const Earlier = (() => {
  "use strict";

  const { KINDS } = Sheet;
  const { own } = Rules;
  const { _, wordsOf, h, day, about } = Page;

  /* Gives {element, refresh}; the element is null where nothing was answered. */
  function shown({ question, sheet, add, entry }) {
    const found = own(sheet.page.earlier || {}, question.id) || [];
    if (!found.length) return { element: null, refresh: () => {} };
    const written = found.some(({ answer }) => answer.note || answer.evidence);
    const keep = h("button", { type: "button", class: "plain", on: { click: () => add(joined(entry(), found)) } },
      _("Keep the note and the evidence of then"), about(question));
    const element = h("div", { class: "hint earlier" },
      found.map((one) => lines(question, sheet, one).map((line) => h("p", {}, line))), written && keep);

    function refresh(now) {
      element.hidden = sheet.whole(question.id) !== undefined;
      keep.hidden = JSON.stringify(joined(now, found)) === JSON.stringify(joined(now, []));
    }

    return { element, refresh };
  }

  function lines(question, sheet, { version, id, answer }) {
    const places = { version, id, answer: inWords(question, sheet, answer) };
    const said = id === question.id
      ? _("Before, in version {version}: {answer}. Kept in the file.", places)
      : _("Before, in version {version} ({id}): {answer}. Kept in the file.", places);
    const pieces = (answer.evidence || []).map((piece) => _("Evidence then: {evidence}", { evidence: pieceInWords(piece) }));
    return [said, ...pieces, ...(answer.note ? [_("Note then: {note}", { note: answer.note })] : [])];
  }

  /* A choice that is not there any more, by its id: the words that it had are not kept. */
  function inWords(question, sheet, { unknown, not_applicable: aside, text, choice, choices }) {
    if (unknown) return _("Don’t know");
    if (aside) {
      const reason = own(sheet.page.model.reasons, aside.reason);
      return `${_("Not applicable")} (${reason ? wordsOf(reason.label) : aside.reason}${_(": {text}", { text: aside.because })})`;
    }
    const label = (id) => question.choices.find((one) => one.id === id)?.label;
    return text ?? (choices || [choice]).map((id) => (label(id) ? wordsOf(label(id)) : id)).join(", ");
  }

  const pieceInWords = ({ title, kind, where, date, holder }) =>
    [title, _(KINDS[kind || "document"]), where, date && day(date), holder].filter(Boolean).join(", ");

  /* What is written here, with that of then behind it. */
  function joined({ note = "", evidence = [] }, found) {
    const notes = [note], pieces = [...evidence];
    for (const { answer } of found) {
      if (answer.note && !notes.some((one) => one.includes(answer.note))) notes.push(answer.note);
      pieces.push(...(answer.evidence || []).filter((one) => pieces.every(({ title }) => title !== one.title)));
    }
    return { note: notes.filter(Boolean).join("\n\n"), evidence: pieces };
  }

  return { shown };
})();
