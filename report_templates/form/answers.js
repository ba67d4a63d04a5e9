/* What has been answered, against what stood when the page was made; and the file that carries the difference.
   An entry is an answer as the file says it, or part of one: a note still without a choice, a reason without its
   sentence. Parts travel in `x-waiting`, so that nothing typed is lost; they are no answers yet. */
const Sheet = (() => {
  "use strict";

  const { own } = Rules;
  const FORMAT = 1;
  const ISO = /^[1-9]\d{3}-\d{2}-\d{2}$/;
  const MAIN = ["choice", "choices", "text", "unknown", "not_applicable"];
  const CONTROLS = /[\0-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\p{Cs}]/gu; // half a pair is a \p{Cs} of its own

  class Answers {
    constructor(page) {
      this.page = page;
      this.index = Rules.indexed(page.model);
      this.reset();
    }

    /* As the page was made. */
    reset() {
      this.facets = copy(this.page.base.facets);
      this.entries = copy(this.page.base.answers);
      this.seals = { facets: {}, answers: {} };
      this.kept = { facets: {}, answers: {} }; // of this version of the questionnaire, but not on this page
      this.unplaced = {}; // by version: what no longer fits
      this.by = this.page.respondent || "";
      this.project = this.page.project ? this.page.project.name : "";
    }

    entry(id) {
      return own(this.entries, id) || {};
    }

    /* Replaces what was chosen; note, evidence and criteria stay. `main` is null to take the answer back. */
    answer(id, main) {
      const rest = Object.fromEntries(Object.entries(this.entry(id)).filter(([key]) => !MAIN.includes(key)));
      this.put(id, { ...main, ...rest });
    }

    /* Note, evidence or criteria beside the answer. */
    add(id, more) {
      this.put(id, { ...this.entry(id), ...more });
    }

    put(id, entry) {
      const { by, ...rest } = entry; // whoever said it before: this is somebody else's word now
      this.entries[id] = rest;
    }

    facet(id, value) {
      if (value === undefined) delete this.facets[id];
      else this.facets[id] = value;
    }

    /* What the rules read: facets with null for "unknown", and whole answers. */
    situation() {
      const facets = {};
      for (const id of Object.keys(this.facets)) facets[id] = this.facets[id] === "unknown" ? null : this.facets[id];
      const answers = {};
      for (const question of this.page.model.questions) {
        const whole = this.whole(question.id);
        if (whole) answers[question.id] = whole;
      }
      return { facets, answers, quick: this.page.quick };
    }

    standings() {
      return Rules.standings(this.index, this.situation());
    }

    /* The answer as it goes into the file, undefined where there is none yet. */
    whole(id) {
      const entry = this.entry(id);
      const main = wholeMain(entry);
      if (!main) return undefined;
      const evidence = (entry.evidence || []).map(tidyPiece).filter((piece) => piece.title);
      return tidy({ ...others(entry), ...main, criteria: entry.criteria, evidence, note: text(entry.note), by: entry.by });
    }

    /* What was typed and belongs to no answer yet. */
    waiting(id) {
      const entry = this.entry(id);
      const loose = (entry.evidence || []).map(tidyPiece).filter((piece) => !piece.title && Object.keys(piece).length);
      if (wholeMain(entry)) return tidy({ evidence: loose });
      const aside = entry.not_applicable;
      const said = aside && (aside.reason || text(aside.because)) ? { not_applicable: tidy({ ...aside }) } : {};
      const evidence = (entry.evidence || []).map(tidyPiece).filter((piece) => Object.keys(piece).length);
      return tidy({ ...said, criteria: entry.criteria, evidence, note: text(entry.note) });
    }

    /* Ids of questions whose answer is not the one that stood when the page was made. One that is being set aside,
       still without its reason, is not taken back. */
    changed() {
      return this.page.model.questions.map((question) => question.id).filter((id) => {
        const before = own(this.page.base.answers, id);
        const now = this.whole(id);
        return now ? !same(now, before) : before !== undefined && !this.entry(id).not_applicable;
      });
    }

    changedFacets() {
      return this.page.model.facets.filter((facet) => {
        const now = own(this.facets, facet.id);
        return !same(now, own(this.page.base.facets, facet.id)) && this.facetStands(facet);
      });
    }

    facetStands(facet) {
      const value = own(this.facets, facet.id);
      if (!Array.isArray(value)) return value !== undefined;
      return value.length >= (facet.least || 0) && (facet.most === undefined || value.length <= facet.most);
    }

    /* The file of answers: what differs from what stood, and the seals of what it replaces. */
    file(today) {
      const { model, project, base } = this.page;
      const answers = { ...this.kept.answers };
      const facets = { ...this.kept.facets };
      const waiting = {};
      const seals = { facets: this.sealed("facets"), answers: this.sealed("answers") };
      for (const id of this.changed()) {
        const whole = this.whole(id);
        answers[id] = whole ? { ...whole, ...(whole.by || !this.by.trim() ? {} : { by: line(this.by) }) } : null;
        if (own(base.seals.answers, id)) seals.answers[id] = own(this.seals.answers, id) || base.seals.answers[id];
      }
      for (const { id } of this.changedFacets()) {
        facets[id] = this.facets[id];
        if (own(base.seals.facets, id)) seals.facets[id] = own(this.seals.facets, id) || base.seals.facets[id];
      }
      for (const { id } of model.questions) {
        const more = this.waiting(id);
        if (Object.keys(more).length) waiting[id] = more;
      }
      const name = line(this.project);
      return tidy({
        engage: FORMAT,
        questionnaire: { id: model.id, version: model.version, digest: model.digest },
        project: project ? tidy({ id: project.id, name: project.name }) : name ? { name } : undefined,
        respondent: line(this.by),
        date: today,
        facets,
        answers: Object.keys(answers).length ? answers : EMPTY,
        seals: tidy({ facets: seals.facets, answers: seals.answers }),
        "x-waiting": waiting,
        "x-unplaced": this.unplaced,
      });
    }

    /* The seals that came with what is kept. */
    sealed(part) {
      const ids = Object.keys(this.kept[part]).filter((id) => own(this.seals[part], id));
      return Object.fromEntries(ids.map((id) => [id, this.seals[part][id]]));
    }

    /* Whether `file` can be taken up here: "" or why not. */
    refusal(file) {
      if (!isMapping(file) || file.engage === undefined) return "not_engage";
      if (file.engage !== FORMAT) return "other_format";
      if (file.charter !== undefined) return "is_project";
      if (!isMapping(file.answers) && file.answers !== null) return "no_answers";
      const about = isMapping(file.questionnaire) ? file.questionnaire.id : undefined;
      return about !== undefined && about !== this.page.model.id ? "other_questionnaire" : "";
    }

    /* Takes up a file, over what is here. `mine` keeps what differs here. Gives what was found in it. */
    take(file, { mine = false } = {}) {
      const report = { taken: 0, kept: [], facets: 0 };
      const seals = isMapping(file.seals) ? file.seals : {};
      report.version = isMapping(file.questionnaire) ? file.questionnaire.version : undefined;
      for (const [id, value] of entriesOf(file.facets)) this.takeFacet(id, value, mine, seals.facets, report);
      for (const [id, value] of entriesOf(file.answers)) this.takeAnswer(id, value, mine, seals.answers, report);
      for (const [id, value] of entriesOf(file["x-waiting"])) this.takeWaiting(id, value);
      for (const [version, held] of entriesOf(file["x-unplaced"])) if (isMapping(held)) this.keepUnplaced(version, held);
      if (typeof file.respondent === "string" && !this.by) this.by = line(file.respondent);
      const name = isMapping(file.project) ? file.project.name : undefined;
      if (!this.page.project && typeof name === "string" && !this.project) this.project = line(name);
      return report;
    }

    /* What has no place on this page goes along as it came. */
    keep(part, id, value, seals, report) {
      report.kept.push(id);
      if (report.version === undefined || report.version === this.page.model.version) {
        this.kept[part][id] = value;
        this.takeSeal(part, id, seals);
      } else {
        this.keepUnplaced(report.version, { [part]: { [id]: value } });
      }
    }

    keepUnplaced(version, held) {
      const before = own(this.unplaced, version) || {};
      const joined = ["facets", "answers"].map((part) => [part, { ...before[part], ...Object.fromEntries(entriesOf(held[part])) }]);
      this.unplaced[version] = tidy({ ...before, ...Object.fromEntries(joined) });
    }

    takeSeal(part, id, seals) {
      if (isMapping(seals) && typeof own(seals, id) === "string") this.seals[part][id] = seals[id];
    }

    takeFacet(id, value, mine, seals, report) {
      if (value === null) return;
      const facet = this.index.facets.get(id);
      if (!facet || !facetFits(facet, value)) {
        this.keep("facets", id, value, seals, report);
        return;
      }
      const here = own(this.facets, id);
      const edited = here !== undefined && !same(here, own(this.page.base.facets, id));
      if (mine && edited) return;
      this.facets[id] = facet.type === "many" && value !== "unknown" && !Array.isArray(value) ? [value] : value;
      this.takeSeal("facets", id, seals);
      report.facets += 1;
    }

    takeAnswer(id, value, mine, seals, report) {
      const question = this.index.questions.get(id);
      const read = value === null ? null : normal(value);
      if (!question || !question.asked || (read !== null && !fits(question, read))) {
        this.keep("answers", id, value, seals, report);
        return;
      }
      if (mine && this.differs(id, read)) return;
      if (read === null) delete this.entries[id];
      else this.entries[id] = read;
      this.takeSeal("answers", id, seals);
      report.taken += 1;
    }

    takeWaiting(id, value) {
      const question = this.index.questions.get(id);
      if (!question || !question.asked || !isMapping(value) || !sideFits(question, value)) return;
      const entry = this.entry(id);
      const evidence = [...(entry.evidence || []), ...(value.evidence || [])];
      this.entries[id] = tidy({ ...value, ...entry, evidence });
    }

    /* Whether something else was answered here, since the page was made, than what a file says. */
    differs(id, read) {
      const here = this.whole(id);
      return here !== undefined && !same(here, own(this.page.base.answers, id)) && !same(here, read || undefined);
    }

    /* Of a file: the ids of answers that differ from what was answered here. */
    conflicts(file) {
      return entriesOf(file.answers)
        .filter(([id, value]) => this.index.questions.has(id) && this.differs(id, value === null ? null : normal(value)))
        .map(([id]) => id);
    }
  }

  /* ── values ── */

  const EMPTY = Object.freeze({});
  const isMapping = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  const entriesOf = (value) => (isMapping(value) ? Object.entries(value) : []);
  const copy = (value) => JSON.parse(JSON.stringify(value));

  /* What may stand in a file: no control characters, no half of a pair. */
  const clean = (typed) => String(typed || "").replace(/\r\n?/g, "\n").replace(/\u0085/g, "\n").replace(CONTROLS, "");
  const text = (typed) => clean(typed).replace(/[ \t]+$/gm, "").trim();
  const line = (typed) => text(typed).replace(/\s*\n\s*/g, " ");

  function wholeMain(entry) {
    const aside = entry.not_applicable;
    if (aside) return aside.reason && line(aside.because) ? { not_applicable: { ...aside, because: line(aside.because) } } : null;
    if (entry.unknown) return { unknown: true };
    if (entry.choices) return { choices: entry.choices };
    if (entry.choice !== undefined) return { choice: entry.choice };
    return text(entry.text) ? { text: text(entry.text) } : null;
  }

  const others = (entry) => Object.fromEntries(Object.entries(entry).filter(([key]) => key.startsWith("x-")));

  function tidyPiece(piece) {
    const found = tidy({ ...piece, title: line(piece.title), where: line(piece.where), holder: line(piece.holder) });
    if (!ISO.test(found.date || "")) delete found.date;
    if (Object.keys(found).length === 1 && found.kind) return {};
    return found;
  }

  /* Without what says nothing; `choices: []` says "none of them". */
  function tidy(mapping) {
    const says = ([key, value]) =>
      !(value === undefined || value === "" || (Array.isArray(value) && !value.length && key !== "choices")) &&
      !(isMapping(value) && !Object.keys(value).length && value !== EMPTY);
    return Object.fromEntries(Object.entries(mapping).filter(says));
  }

  /* Equal but for the order of what was ticked and for who said it. */
  function same(one, other) {
    return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
  }

  function sorted(value, key = "") {
    if (Array.isArray(value)) {
      const items = value.map((item) => sorted(item));
      return key === "evidence" ? items : items.sort();
    }
    if (!isMapping(value)) return value;
    const keys = Object.keys(value).filter((name) => name !== "by").sort();
    return keys.map((name) => [name, sorted(value[name], name)]);
  }

  /* ── whether a value read from a file fits ── */

  /* An answer with true and false as the choices yes and no, and without keys that say nothing. */
  function normal(value) {
    if (!isMapping(value)) return value;
    const found = Object.fromEntries(Object.entries(value).filter(([, one]) => one !== null));
    if (typeof found.choice === "boolean") found.choice = found.choice ? "yes" : "no";
    if (Array.isArray(found.evidence)) {
      found.evidence = found.evidence.map((piece) =>
        isMapping(piece) ? { kind: "document", ...tidy(Object.fromEntries(Object.entries(piece).filter(([, one]) => one !== null))) } : piece,
      );
    }
    return found;
  }

  function fits(question, answer) {
    if (!isMapping(answer) || !sideFits(question, answer)) return false;
    const given = MAIN.filter((key) => answer[key] !== undefined);
    if (given.length !== 1) return false;
    const known = (id) => question.choices && question.choices.some((choice) => choice.id === id);
    switch (given[0]) {
      case "choice":
        return question.type === "one" && known(answer.choice);
      case "choices":
        return question.type === "many" && isListOf(answer.choices, known) && mayGoTogether(question, answer.choices);
      case "text":
        return question.type === "text" && typeof answer.text === "string" && text(answer.text) !== "";
      case "unknown":
        return answer.unknown === true;
      default:
        return asideFits(question, answer.not_applicable) && text(answer.not_applicable.because) !== "";
    }
  }

  function mayGoTogether(question, chosen) {
    return chosen.length < 2 || !question.choices.some((choice) => choice.exclusive && chosen.includes(choice.id));
  }

  const asideFits = (question, aside) =>
    isMapping(aside) &&
    typeof (aside.because ?? "") === "string" &&
    (aside.reason === undefined || (question.reasons || []).includes(aside.reason));

  function sideFits(question, answer) {
    const criterion = (id) => (question.criteria || []).some((one) => one.id === id);
    const isText = (value) => value === undefined || typeof value === "string";
    return (
      isText(answer.note) &&
      isText(answer.by) &&
      (answer.not_applicable === undefined || asideFits(question, answer.not_applicable)) &&
      (answer.criteria === undefined || isListOf(answer.criteria, criterion)) &&
      (answer.evidence === undefined || isListOf(answer.evidence, pieceFits))
    );
  }

  const KINDS = ["statement", "document", "test", "measure", "review"];
  const pieceFits = (piece) =>
    isMapping(piece) &&
    ["title", "where", "date", "holder"].every((key) => ["string", "undefined"].includes(typeof piece[key])) &&
    (piece.kind === undefined || KINDS.includes(piece.kind));

  const isListOf = (value, test) => Array.isArray(value) && value.every((one) => test(one));

  function facetFits(facet, value) {
    if (value === "unknown") return !facet.required;
    if (facet.type === "yes_no") return typeof value === "boolean";
    const known = (id) => facet.choices.some((choice) => choice.id === id);
    return facet.type === "one" ? known(value) : known(value) || isListOf(value, known);
  }

  return { Answers, KINDS, same, text, line };
})();
