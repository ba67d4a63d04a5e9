/* What has been answered, against what stood when the page was made; and the file that carries the difference.
   An entry is an answer as the file says it, or part of one: a note still without a choice, a reason without its
   sentence. Parts travel in `x-waiting`, so that nothing typed is lost; they are no answers yet. */
const Sheet = (() => {
  "use strict";

  const { own } = Rules;
  const { _, N_ } = Page;
  const FORMAT = 1;
  const ISO = /^[1-9]\d{3}-\d{2}-\d{2}$/;
  const MAIN = ["choice", "choices", "text", "unknown", "not_applicable"];
  const KINDS = {
    statement: N_("Statement"),
    document: N_("Document"),
    test: N_("Test"),
    measure: N_("Measure"),
    review: N_("Outside review"),
  };
  const CONTROLS = /[\0-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\p{Cs}]/gu; // half a pair is a \p{Cs} of its own
  const SEEN = /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\u2800\ufff9-\ufffb]/u;
  const UNSEEN = /[\x7f-\x9f\u2028\u2029\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

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
      this.seals = { facets: bare(), answers: bare() };
      this.kept = { facets: bare(), answers: bare(), waiting: bare() }; // of this version, but not on this page
      this.unplaced = bare(); // by version: what no longer fits
      this.by = this.page.respondent || "";
      this.project = this.page.project ? this.page.project.name : "";
    }

    entry(id) {
      return own(this.entries, id) || {};
    }

    /* Replaces what was chosen; note, evidence and criteria stay. `main` is null to take the answer back. */
    answer(id, main) {
      this.put(id, { ...main, ...picked(this.entry(id), (key) => !MAIN.includes(key)) });
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
      const known = Object.entries(this.facets).map(([id, value]) => [id, value === "unknown" ? null : value]);
      const whole = this.page.model.questions.map(({ id }) => [id, this.whole(id)]).filter(([, answer]) => answer);
      return { facets: Object.fromEntries(known), answers: Object.fromEntries(whole), quick: this.page.quick };
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
      const others = picked(entry, (key) => key.startsWith("x-"));
      return tidy({ ...others, ...main, criteria: entry.criteria, evidence, note: text(entry.note), by: entry.by });
    }

    /* What was typed and belongs to no answer yet. */
    waiting(id) {
      const entry = this.entry(id);
      const evidence = (entry.evidence || []).map(tidyPiece).filter((piece) => Object.keys(piece).length);
      if (wholeMain(entry)) return tidy({ evidence: evidence.filter((piece) => !piece.title) });
      const aside = entry.not_applicable;
      const said = aside && (aside.reason || text(aside.because)) ? { not_applicable: tidy({ ...aside }) } : {};
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
      const differs = ({ id }) => !same(own(this.facets, id), own(this.page.base.facets, id));
      return this.page.model.facets.filter((facet) => differs(facet) && this.facetStands(facet)).map(({ id }) => id);
    }

    facetStands(facet) {
      const value = own(this.facets, facet.id);
      if (!Array.isArray(value)) return value !== undefined;
      return value.length >= (facet.least || 0) && (facet.most === undefined || value.length <= facet.most);
    }

    /* The file of answers: what differs from what stood, and the seals of what it replaces. */
    file(today) {
      const { model, project } = this.page;
      const [changed, changedFacets, name] = [this.changed(), this.changedFacets(), line(this.project)];
      const by = (ids, value) => Object.fromEntries(ids.map((id) => [id, value(id)]));
      const waiting = by(model.questions.map(({ id }) => id), (id) => this.waiting(id));
      return {
        ...tidy({
          engage: FORMAT,
          questionnaire: { id: model.id, version: model.version, digest: model.digest },
          project: project ? tidy({ id: project.id, name: project.name }) : tidy({ name }),
          respondent: line(this.by),
          speaks_for: this.page.speaks_for,
          date: today,
          facets: { ...this.kept.facets, ...by(changedFacets, (id) => this.facets[id]) },
        }),
        answers: { ...this.kept.answers, ...by(changed, (id) => this.signed(id)) },
        ...tidy({
          seals: tidy({ facets: this.replaced("facets", changedFacets), answers: this.replaced("answers", changed) }),
          "x-waiting": { ...this.kept.waiting, ...tidy(waiting) },
          "x-unplaced": this.unplaced,
        }),
      };
    }

    /* The answer in the name of whoever answers here, null where it was taken back. */
    signed(id) {
      const whole = this.whole(id);
      return whole ? tidy({ ...whole, by: whole.by || line(this.by) }) : null;
    }

    /* The seals of what the `ids` replace, and those that came with what is kept. */
    replaced(part, ids) {
      const before = picked(this.page.base.seals[part], (id) => ids.includes(id));
      return { ...before, ...picked(this.seals[part], (id) => id in before || id in this.kept[part]) };
    }

    /* The file of answers that `written` is: {file}; or why it cannot be taken up here: {refusal}. */
    read(written) {
      try {
        const file = parsed(written);
        return { file, refusal: this.refusal(file) };
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
        return { refusal: notJson(written) };
      }
    }

    /* Why `file` cannot be taken up here, "" where it can: what is not known would be lost when it is written again. */
    refusal(file) {
      if (!isMapping(file) || file.engage === undefined) return notAnswers();
      if (file.engage !== FORMAT) return _("This file was made for another version of engage: nothing was changed.");
      if (file.charter !== undefined) return isProject();
      if (!isMapping(file.answers)) return _("There are no answers in this file: nothing was changed.");
      const about = file.questionnaire?.id;
      if (about !== undefined && about !== this.page.model.id) {
        return _("This file answers another questionnaire: nothing was changed.");
      }
      const strange = Object.keys(file).find((key) => !own(SHAPE, key)?.(file[key]));
      if (strange === undefined) return "";
      return _("“{key}” of this file is not what this page expects: nothing was changed. “engage collect” will say more.", {
        key: strange,
      });
    }

    /* Takes up a file, over what is here. `mine` keeps what differs here. Gives what was found in it. */
    take(file, { mine = false } = {}) {
      const report = { taken: 0, kept: [], version: file.questionnaire?.version, seals: file.seals || {}, mine };
      for (const [id, value] of Object.entries(file.facets || {})) this.takeFacet(id, value, report);
      for (const [id, value] of Object.entries(file.answers)) this.takeAnswer(id, value, report);
      for (const [id, value] of Object.entries(file["x-waiting"] || {})) this.takeWaiting(id, value, report);
      for (const [version, held] of Object.entries(file["x-unplaced"] || {})) this.keepUnplaced(version, held);
      if (file.respondent && !this.by) this.by = line(file.respondent);
      if (file.project?.name && !this.project) this.project = line(file.project.name);
      return report;
    }

    /* What has no place on this page goes along as it came. */
    keep(part, id, value, report) {
      report.kept.push(id);
      if (part === "waiting" || report.version === undefined || report.version === this.page.model.version) {
        this.kept[part][id] = value;
        this.takeSeal(part, id, report);
      } else {
        this.keepUnplaced(report.version, { [part]: { [id]: value } });
      }
    }

    keepUnplaced(version, held) {
      const before = this.unplaced[version] || {};
      const joined = (part) => ({ ...before[part], ...held[part] });
      this.unplaced[version] = tidy({ facets: joined("facets"), answers: joined("answers") });
    }

    takeSeal(part, id, { seals }) {
      const seal = own(own(seals, part) || {}, id);
      if (seal) this.seals[part][id] = seal;
    }

    takeFacet(id, value, report) {
      const facet = this.index.facets.get(id);
      if (!facet || !facetFits(facet, value)) {
        this.keep("facets", id, value, report);
        return;
      }
      const here = own(this.facets, id);
      if (report.mine && here !== undefined && !same(here, own(this.page.base.facets, id))) return;
      this.facets[id] = facet.type === "many" && value !== "unknown" && !Array.isArray(value) ? [value] : value;
      this.takeSeal("facets", id, report);
    }

    takeAnswer(id, value, report) {
      const question = this.index.questions.get(id);
      const read = value === null ? null : normal(value);
      if (!question?.asked || (read !== null && !fits(question, read))) {
        this.keep("answers", id, value, report);
        return;
      }
      if (report.mine && this.differs(id, read)) return;
      if (read === null) delete this.entries[id];
      else this.entries[id] = read;
      this.takeSeal("answers", id, report);
      report.taken += 1;
    }

    takeWaiting(id, value, report) {
      const question = this.index.questions.get(id);
      if (!question?.asked || !waits(question, value)) {
        this.keep("waiting", id, value, report);
        return;
      }
      const entry = this.entry(id);
      const rest = wholeMain(entry) ? picked(value, (key) => key !== "not_applicable") : value;
      const evidence = [...(entry.evidence || []), ...(value.evidence || [])];
      const note = [...new Set([entry.note, value.note].filter(Boolean))].join("\n\n");
      this.entries[id] = tidy({ ...rest, ...entry, evidence, note });
    }

    /* Whether something else was answered here, since the page was made, than what a file says. */
    differs(id, read) {
      const here = this.whole(id);
      return here !== undefined && !same(here, own(this.page.base.answers, id)) && !same(here, read || undefined);
    }

    /* Of a file: the ids of answers that differ from what was answered here. */
    conflicts(file) {
      const answers = Object.entries(file.answers).filter(([id]) => this.index.questions.has(id));
      return answers.filter(([id, value]) => this.differs(id, value === null ? null : normal(value))).map(([id]) => id);
    }
  }

  /* ── texts ── */

  /* A file as it is downloaded: JSON, which is YAML too, with nothing in it that some reader does not show or takes
     for a line's end. */
  function written(file) {
    const escaped = (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
    return `${JSON.stringify(file, null, 2).replace(UNSEEN, escaped)}\n`;
  }

  /* Throws SyntaxError, for a key that stands twice too: one of the two would be lost. */
  function parsed(json) {
    let held = -1; // the whole is the value of a key, too
    const value = JSON.parse(json, function (key, one) {
      if (!Array.isArray(this)) held += 1;
      return one;
    });
    const keys = [...json.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?/g)].filter((found) => found[1]);
    if (keys.length !== held) throw new SyntaxError("a key stands twice");
    return value;
  }

  const notAnswers = () => _("This is not a file of answers: nothing was changed.");
  const isProject = () => _("This is a project file, not a file of answers: nothing was changed.");

  /* Earlier pages wrote YAML, as engage itself does. */
  function notJson(written) {
    if (/^charter:/m.test(written)) return isProject();
    if (!/^(\s*\{|(engage|answers):)/m.test(written)) return notAnswers();
    return _("This file is not in JSON, which this page reads: nothing was changed. “engage collect” brings it into the project, or says what is wrong with it; “engage form” then makes a page with the answers.");
  }

  /* What may stand in a file: no control characters, no half of a pair. */
  const clean = (typed) => String(typed || "").replace(/\r\n?/g, "\n").replace(/\u0085/g, "\n").replace(CONTROLS, "");
  const blank = (typed) => !SEEN.test(typed || "");
  const text = (typed) => (blank(typed) ? "" : clean(typed).replace(/[ \t]+$/gm, "").trim());
  const line = (typed) => text(typed).replace(/\s*\n\s*/g, " ");

  /* ── values ── */

  const bare = () => Object.create(null); // every key is a key like another
  const isMapping = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  const copy = (value) => JSON.parse(JSON.stringify(value));
  const picked = (mapping, test) => Object.fromEntries(Object.entries(mapping).filter(([key]) => test(key)));

  function wholeMain(entry) {
    const aside = entry.not_applicable;
    const because = line(aside?.because);
    if (aside) return aside.reason && because ? { not_applicable: { ...aside, because } } : null;
    if (entry.unknown) return { unknown: true };
    if (entry.choices) return { choices: entry.choices };
    if (entry.choice !== undefined) return { choice: entry.choice };
    return text(entry.text) ? { text: text(entry.text) } : null;
  }

  function tidyPiece(piece) {
    const found = tidy({ ...piece, title: line(piece.title), where: line(piece.where), holder: line(piece.holder) });
    if (!ISO.test(found.date || "")) delete found.date;
    return Object.keys(found).length === 1 && found.kind ? {} : found;
  }

  /* Without what says nothing; `choices: []` says "none of them". */
  function tidy(mapping) {
    const holdsNothing = (value) => typeof value === "object" && value !== null && !Object.keys(value).length;
    const says = ([key, value]) => value !== undefined && value !== "" && (key === "choices" || !holdsNothing(value));
    return Object.fromEntries(Object.entries(mapping).filter(says));
  }

  /* Equal but for the order of what was ticked and for who said it. */
  const same = (one, other) => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));

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
    const found = given(value);
    if (typeof found.choice === "boolean") found.choice = found.choice ? "yes" : "no";
    if (!Array.isArray(found.evidence)) return found;
    const piece = (one) => (isMapping(one) ? { kind: "document", ...tidy(given(one)) } : one);
    return { ...found, evidence: found.evidence.map(piece) };
  }

  const given = (mapping) => Object.fromEntries(Object.entries(mapping).filter(([, one]) => one !== null));

  const isText = (value) => typeof value === "string";
  const listOf = (test) => (value) => Array.isArray(value) && value.every(test);
  const allOf = (test) => (value) => isMapping(value) && Object.values(value).every(test);
  const among = (list) => (id) => (list || []).some((one) => (one.id ?? one) === id);
  /* A mapping with no other keys than these, each of which may be left out; `open`: and any that begin with "x-". */
  const shaped = (shape) => (value) => isMapping(value) && Object.keys(value).every((key) => own(shape, key)?.(value[key]));
  const open = (shape) => (value) => isMapping(value) && shaped(shape)(picked(value, (key) => !key.startsWith("x-")));

  const PARTS = { facets: isMapping, answers: isMapping };
  const SHAPE = {
    engage: (value) => value === FORMAT,
    questionnaire: shaped({ id: isText, version: isText, digest: isText }),
    project: shaped({ id: isText, name: isText }),
    respondent: isText,
    speaks_for: listOf(isText),
    date: isText,
    ...PARTS,
    seals: shaped({ facets: allOf(isText), answers: allOf(isText) }),
    "x-waiting": isMapping,
    "x-unplaced": allOf(shaped(PARTS)),
  };
  const piece = { title: isText, where: isText, holder: isText, date: (day) => ISO.test(day), kind: among(Object.keys(KINDS)) };
  const pieces = listOf(open(piece));
  const beside = ({ criteria }) => ({ criteria: listOf(among(criteria)), evidence: pieces, note: isText, by: isText });
  const aside = ({ reasons }) => open({ because: isText, reason: among(reasons) });

  function fits(question, answer) {
    const chosen = among(question.choices);
    const alone = (id) => question.choices.some((choice) => choice.exclusive && choice.id === id);
    const several = (ids) => listOf(chosen)(ids) && (ids.length < 2 || !ids.some(alone));
    const written = (words) => isText(words) && text(words) !== "";
    const one = { choice: chosen };
    const shape = {
      ...{ one, many: { choices: several }, text: { text: written } }[question.type],
      unknown: (value) => value === true,
      not_applicable: (value) => aside(question)(value) && written(value.because),
      ...beside(question),
    };
    return open(shape)(answer) && Object.keys(answer).filter((key) => MAIN.includes(key)).length === 1;
  }

  const waits = (question, value) => shaped({ ...beside(question), not_applicable: aside(question) })(value);

  function facetFits(facet, value) {
    if (value === "unknown") return !facet.required;
    if (facet.type === "yes_no") return typeof value === "boolean";
    const known = among(facet.choices);
    return facet.type === "one" ? known(value) : known(value) || listOf(known)(value);
  }

  return { Answers, KINDS, written, parsed, same, line, blank };
})();
