/* Which questions are in force: the rules of scoring/conditions.py and scoring/states.py, on the same conditions.
   Pure functions; a test holds them to the engine's. A value of `null` is "unknown", `undefined` is "not given". */
const Rules = (() => {
  "use strict";

  const own = (object, key) => (Object.prototype.hasOwnProperty.call(object, key) ? object[key] : undefined);
  const known = (value) => value !== undefined && value !== null;

  /* What the rules look up, made once for a questionnaire. */
  function indexed(model) {
    const byId = (list) => new Map(list.map((one) => [one.id, one]));
    return {
      model,
      facets: byId(model.facets),
      sections: byId(model.sections),
      questions: byId(model.questions),
      timeline: model.timeline ? model.facets.find((facet) => facet.id === model.timeline) : undefined,
    };
  }

  /* The state of every question: a Map from id to {state, mustOnly}. Conditions never run in circles. */
  function standings(index, { facets, answers, quick }) {
    const found = new Map();
    const reading = {
      index,
      facets,
      answer: (id) => (index.questions.has(id) && of(id).state === "answered" ? own(answers, id) : undefined),
      waitsFor: (id) => (index.questions.has(id) ? of(id).waitsFor : []),
    };
    const aims = aimedAt(index, facets);

    function of(id) {
      if (!found.has(id)) found.set(id, standing(index.questions.get(id)));
      return found.get(id);
    }

    function standing(question) {
      const put = (state, more) => ({ state, mustOnly: false, waitsFor: [], ...more });
      const asked = truth(question.when, reading);
      if (asked === false) return put("not_asked");
      if (question.due && !reached(index, question.due, facets)) return put("not_yet_due");
      if (quick && !question.quick) return put("outside_scope");
      const aimed = aims.get(question.section);
      const waitsFor = asked === null ? unsettledBy(question.when, reading) : [];
      if (!aimed && !question.must) return put("outside_aim", { waitsFor });
      const state = answered(own(answers, question.id));
      const open = waitsFor.length > 0 && (state === "unanswered" || state === "unknown");
      return put(open ? "unsettled" : state, { mustOnly: !aimed, waitsFor });
    }

    return new Map(index.model.questions.map((question) => [question.id, of(question.id)]));
  }

  /* Of every section: whether the project aims at it and at all sections around it; `aim` lists their conditions. */
  function aimedAt(index, facets) {
    const reading = { index, facets, answer: () => undefined, waitsFor: () => [] };
    return new Map(
      index.model.sections.map((section) => [section.id, (section.aim || []).every((aim) => truth(aim, reading) === true)]),
    );
  }

  /* To be asked of the team. */
  const wanted = ({ state }) => ["answered", "unanswered", "unknown", "not_applicable", "unsettled"].includes(state);

  function answered(answer) {
    if (!known(answer)) return "unanswered";
    if (answer.not_applicable) return "not_applicable";
    return answer.unknown ? "unknown" : "answered";
  }

  function reached(index, moment, facets) {
    if (!index.timeline) return true;
    const rank = (id) => index.timeline.choices.findIndex((choice) => choice.id === id);
    const here = rank(own(facets, index.timeline.id));
    return here < 0 || here >= rank(moment);
  }

  /* Whether a condition holds: true, false, or null where a fact that would settle it is not known. */
  function truth(test, reading) {
    if (!test) return true;
    if (test.all) return every(test.all.map((term) => truth(term, reading)));
    if (test.any) return turned(every(test.any.map((term) => turned(truth(term, reading)))));
    if (test.not) return turned(truth(test.not, reading));
    const facet = reading.index.facets.get(test.key);
    return facet ? facetTruth(facet, test, reading) : questionTruth(test, reading);
  }

  const turned = (value) => (value === null ? null : !value);
  const every = (values) => (values.includes(false) ? false : values.includes(null) ? null : true);

  /* Ids of the facets that leave a comparison of the condition unknown, each once. */
  function unsettledBy(test, reading) {
    const terms = test.all || test.any || (test.not ? [test.not] : []);
    if (terms.length) return [...new Set(terms.flatMap((term) => unsettledBy(term, reading)))];
    if (!test.key || truth(test, reading) !== null) return [];
    return reading.index.facets.has(test.key) ? [test.key] : reading.waitsFor(test.key);
  }

  function facetTruth(facet, test, reading) {
    let value = own(reading.facets, facet.id);
    if (test.test === "answered") return known(value) === test.values[0];
    if (!known(value)) value = facet.unknown_is;
    if (!known(value)) return null;
    const rank = (id) => facet.choices.findIndex((choice) => choice.id === id);
    return compared(test, Array.isArray(value) ? value : [value], rank);
  }

  /* Where a fact decides whether the question is in force at all, only if both ways agree. */
  function questionTruth(test, reading) {
    const answer = reading.answer(test.key);
    const found = answerTruth(answer, test, reading);
    if (!known(answer) || !reading.waitsFor(test.key).length) return found;
    return found === answerTruth(undefined, test, reading) ? found : null;
  }

  function answerTruth(answer, test, reading) {
    if (test.test === "answered") return known(answer) === test.values[0];
    if (!known(answer)) return false;
    const question = reading.index.questions.get(test.key);
    const rank = (id) => question.choices.find((choice) => choice.id === id).rank;
    return compared(test, answer.choices || (answer.choice ? [answer.choice] : []), rank);
  }

  /* Facets and questions of a yes or a no take both true and "yes". */
  const word = (value) => (value === true ? "yes" : value === false ? "no" : value);

  function compared(test, given, rank) {
    const held = given.map(word);
    const values = test.values.map(word);
    switch (test.test) {
      case "is":
        return held.some((value) => values.includes(value));
      case "not":
        return held.length > 0 && !held.some((value) => values.includes(value));
      case "at_least":
        return held.some((value) => rank(value) >= rank(values[0]));
      case "at_most":
        return held.some((value) => rank(value) <= rank(values[0]));
      default:
        throw new Error(`no such comparison: ${test.test}`);
    }
  }

  return { indexed, standings, truth, wanted, own };
})();
