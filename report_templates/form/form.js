/* The page: puts the parts together, keeps the draft, takes and gives files. */
(() => {
  "use strict";

  const { Speech, h, unseen } = Page;
  const { own } = Rules;
  const LARGEST = 5_000_000;
  const LONG_ENOUGH = 12_000; // milliseconds to read a message

  const values = JSON.parse(document.getElementById("values").textContent);
  const today = localDay(new Date());
  const sheet = new Sheet.Answers(values);
  const draft = new Draft(values);
  let speech = new Speech(values, values.language);
  let parts = null;
  let downloaded = ""; // what the last file given or taken said

  /* For the tests, which hold the rules to the engine's. */
  window.engage = { Rules, Yaml, Sheet, sheet };

  /* ── the whole page, in the language at hand ── */

  function build() {
    const model = values.model;
    document.documentElement.lang = speech.language;
    document.title = speech.t("title", { name: subject() });
    const questions = model.questions
      .filter((question) => question.asked)
      .map((question) => Questions.view(question, sheet, speech, today, changed));
    const sections = model.sections
      .map((section) => sectionView(section, questions.filter((one) => one.section === section.id)))
      .filter((section) => section.questions.length);
    const facts = Facts.view(sheet, speech, changed);
    parts = { questions, sections, facts, facets: facetsPart(facts), bar: bar(), end: ending(), message: message() };
    const contents = h("nav", { class: "contents", "aria-label": speech.t("sections") },
      h("ul", {}, entryOf("facts", speech.t("facets"), parts.facets.count), sections.map((section) => section.entry), entryOf("end", speech.t("end"))));
    const main = h("main", { id: "questions", tabindex: "-1" }, you(), parts.facets.element, parts.empty = h("p", { class: "box", role: "status" }),
      sections.map((section) => section.element), parts.end.element);
    document.getElementById("page").replaceChildren(
      h("a", { class: "skip", href: "#questions" }, speech.t("skip")), header(), parts.bar.element,
      h("div", { class: "columns" }, contents, main), footer(), parts.message.element);
    refresh();
  }

  function subject() {
    return values.project ? values.project.name : sheet.project || speech.words(values.model.title);
  }

  function header() {
    const languages = Object.entries(values.words).map(([language, said]) =>
      h("button", { type: "button", lang: language, "aria-pressed": String(language === speech.language), on: { click: () => speak(language) } }, said.this_language));
    const about = [
      values.quick && speech.t("quick"),
      values.only.length && speech.t("only", { names: values.only.map((text) => speech.words(text)).join(", ") }),
      values.respondent && speech.t("respondent", { name: values.respondent }),
    ].filter(Boolean);
    return h("header", { class: "top" },
      h("div", { class: "line" },
        speech.put("p", { class: "kicker" }, values.model.title),
        h("div", { role: "group", class: "languages", "aria-label": speech.t("language") }, languages)),
      h("h1", { dir: "auto" }, subject()),
      h("p", { class: "lead" }, speech.t("lead")),
      about.map((one) => h("p", { class: "about" }, one)),
      h("ul", { class: "how" }, ["how_choose", "how_stay", "how_send"].map((name) => h("li", {}, speech.t(name)))));
  }

  function speak(language) {
    const top = window.scrollY;
    speech = new Speech(values, language);
    keep();
    build();
    document.querySelector(`.languages [lang="${language}"]`).focus({ preventScroll: true });
    window.scrollTo(0, top);
  }

  function you() {
    const named = (name, id, label, help, autocomplete) => {
      const control = h("input", { type: "text", autocomplete, on: { input: () => rename(control.value) } });
      const rename = (value) => {
        sheet[name] = value;
        retitle();
        keep();
        refresh();
      };
      control.value = sheet[name];
      return Page.field({ control, id, label: speech.t(label), help: help && speech.t(help) }).element;
    };
    return h("section", { class: "you", "aria-labelledby": "you-title" },
      h("h2", { id: "you-title" }, speech.t("you")),
      named("by", "your-name", "your_name", "your_name_help", "name"),
      values.project ? null : named("project", "project-name", "project_name", null, "off"));
  }

  function retitle() {
    document.querySelector("h1").textContent = subject();
    document.title = speech.t("title", { name: subject() });
  }

  function facetsPart(facts) {
    const count = h("span", { class: "count" });
    const known = h("span", { class: "small muted" });
    const open = !values.project || facts.lacking().length > 0;
    const details = h("details", { class: "facets", open }, h("summary", {}, speech.t("facets_open")), facts.element);
    const element = h("section", { id: "facts", "aria-labelledby": "facts-title" },
      h("h2", { id: "facts-title", tabindex: "-1" }, speech.t("facets"), " ", known), open ? facts.element : details);
    const refreshed = () => {
      facts.refresh();
      known.textContent = speech.t("facets_known", { n: facts.known(), total: facts.total });
      count.textContent = `${facts.known()}/${facts.total}`;
    };
    return { element: facts.total ? element : null, count, refresh: refreshed };
  }

  function sectionView(section, questions) {
    const count = h("span", { class: "count" });
    const done = h("p", { class: "small muted" });
    const above = [section.role, ...(section.above || [])].filter(Boolean).map((text) => speech.words(text)).join(" · ");
    const ref = section.ref ? h("span", { class: "ref" }, section.ref, " ") : null;
    const element = h("section", { id: `s-${section.id}`, "aria-labelledby": `s-${section.id}-title` },
      above && h("p", { class: "kicker" }, above),
      h("h2", { id: `s-${section.id}-title`, tabindex: "-1" }, ref, speech.put("span", {}, section.title)),
      section.intent && speech.put("p", { class: "intro" }, section.intent), done, questions.map((one) => one.element));
    const entry = entryOf(`s-${section.id}`, speech.words(section.title), count, speech.tongue(section.title));
    return { id: section.id, questions, element, entry, count, done };
  }

  function entryOf(id, words, count, tongue) {
    const lang = tongue && tongue !== speech.language ? tongue : null;
    return h("li", {}, h("a", { href: `#${id}`, lang }, words), " ", count);
  }

  /* ── the bar: how far one is, what comes next, find, download ── */

  function bar() {
    const meter = h("progress", { max: 1, value: 0, "aria-label": speech.t("progress") });
    const count = h("span", { class: "counted" });
    const input = h("input", { type: "search", id: "find", autocomplete: "off", on: {
      input: () => search(input.value),
      keydown: (event) => { if (event.key === "Enter") found()[0]?.heading.focus(); },
    } });
    const result = h("span", { class: "small", role: "status" });
    const element = h("div", { class: "bar", role: "region", "aria-label": speech.t("progress") },
      h("p", { class: "progress" }, meter, " ", count),
      h("button", { type: "button", class: "next", on: { click: next } }, speech.t("next")),
      h("p", { class: "find", role: "search" }, h("label", { for: "find" }, speech.t("find")), " ", input, " ", result),
      h("button", { type: "button", class: "main", on: { click: download } }, speech.t("download")));
    return { element, meter, count, input, result };
  }

  function next() {
    search("");
    const open = asked().filter((one) => sheet.whole(one.id) === undefined);
    if (!open.length) {
      say(speech.t("all_answered"));
      return;
    }
    const here = document.activeElement && document.activeElement.closest(".question");
    const after = here && open.find((one) => here.compareDocumentPosition(one.element) & Node.DOCUMENT_POSITION_FOLLOWING);
    show((after || open[0]).heading);
  }

  function show(heading) {
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: "start" });
  }

  /* The questions asked, in order. */
  const asked = () => parts.questions.filter((one) => !one.hiddenByRules);
  const found = () => asked().filter((one) => !one.element.hidden);

  function search(words) {
    if (parts.bar.input.value !== words) parts.bar.input.value = words;
    const wanted = plain(words).split(/\s+/).filter(Boolean);
    for (const one of parts.questions) {
      const fits = !wanted.length || wanted.every((word) => plain(one.text()).includes(word));
      one.element.hidden = one.hiddenByRules || !fits;
    }
    for (const section of parts.sections) section.element.hidden = section.questions.every((one) => one.element.hidden);
    document.querySelector("main").classList.toggle("searching", wanted.length > 0);
    parts.bar.result.textContent = wanted.length ? speech.t("found", { n: found().length }) : "";
  }

  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/’/g, "'").toLowerCase();

  /* ── after each change ── */

  function changed() {
    const before = new Set(asked().map((one) => one.id));
    keep();
    refresh();
    const now = asked().map((one) => one.id);
    const more = now.filter((id) => !before.has(id)).length;
    const less = before.size + more - now.length;
    const words = [more && speech.t("more_asked", { n: more }), less && speech.t("less_asked", { n: less })].filter(Boolean);
    if (words.length) say(words.join(", "));
  }

  function refresh() {
    const standings = sheet.standings();
    for (const one of parts.questions) {
      const standing = standings.get(one.id);
      one.hiddenByRules = !Rules.wanted(standing);
      one.refresh(standing);
    }
    parts.facets.refresh();
    search(parts.bar.input.value);
    count(standings);
    parts.end.refresh(standings);
  }

  function count(standings) {
    const done = (one) => standings.get(one.id).state !== "unanswered";
    const shown = asked();
    const answered = shown.filter(done).length;
    parts.bar.meter.value = shown.length ? answered / shown.length : 0;
    parts.bar.count.textContent = speech.t("answered_of", { n: answered, total: shown.length });
    const lacking = parts.facts.lacking().length > 0;
    parts.empty.hidden = shown.length > 0 && !lacking;
    parts.empty.textContent = speech.t(lacking ? "facts_first" : "nothing_asked");
    for (const section of parts.sections) {
      const here = section.questions.filter((one) => !one.hiddenByRules);
      const n = here.filter(done).length;
      section.entry.hidden = !here.length;
      section.count.textContent = `${n}/${here.length}`;
      section.done.textContent = speech.t("answered_of", { n, total: here.length });
      section.entry.classList.toggle("done", here.length > 0 && n === here.length);
    }
  }

  /* ── the end ── */

  function ending() {
    const counts = h("p", {});
    const lists = ["end_waiting", "end_idle", "end_must"].map((name) => {
      const lead = h("p", {});
      const list = h("ul", {});
      return { name, lead, list, element: h("div", { class: "box", hidden: true }, lead, list) };
    });
    const saved = h("p", { class: "small muted" });
    const pending = h("p", { class: "small" });
    const file = h("input", { type: "file", id: "file", accept: ".yaml,.yml", class: "unseen", on: { change: () => open(file) } });
    const element = h("section", { id: "end", "aria-labelledby": "end-title" },
      h("h2", { id: "end-title", tabindex: "-1" }, speech.t("end")), counts, lists.map((one) => one.element),
      h("p", { class: "actions" },
        h("button", { type: "button", class: "main", on: { click: download } }, speech.t("download")),
        file, h("label", { for: "file", class: "button" }, speech.t("load")),
        draft.works && h("button", { type: "button", class: "plain", on: { click: erase } }, speech.t("erase"))),
      saved, pending, h("p", { class: "small muted" }, speech.t("end_score")),
      h("p", { class: "small muted" }, `${speech.t("end_collect")} `, h("code", {}, command())), glossary());

    function refreshed(standings) {
      const is = (state) => asked().filter((one) => standings.get(one.id).state === state).length;
      counts.textContent = speech.t("end_counts", { answered: is("answered"), unknown: is("unknown"), aside: is("not_applicable"), left: is("unanswered") });
      const held = { end_waiting: waiting(standings), end_idle: idle(standings), end_must: musts(standings) };
      for (const { name, lead, list, element: box } of lists) fill(box, lead, list, name, held[name]);
      saved.textContent = speech.t(draft.works ? "saved_here" : "not_saved_here");
      saved.classList.toggle("warn", !draft.works);
      const n = sheet.changed().length + sheet.changedFacets().length;
      pending.textContent = n && content() !== downloaded ? speech.t("not_downloaded", { n }) : "";
    }

    return { element, refresh: refreshed };
  }

  function fill(box, lead, list, name, items) {
    box.hidden = !items.length;
    lead.textContent = speech.t(name, { n: items.length });
    list.replaceChildren(...items.map(({ question, linked }) => {
      const words = speech.put("span", {}, question.title);
      const whom = question.whom ? [speech.colon, speech.put("span", {}, question.whom)] : null;
      return h("li", {}, linked ? h("a", { href: `#q-${question.id}` }, words) : words, whom);
    }));
  }

  const asking = () => values.model.questions.filter((question) => question.asked);

  const waiting = (standings) => asking()
    .filter(({ id }) => Rules.wanted(standings.get(id)) && Object.keys(sheet.waiting(id)).length)
    .map((question) => ({ question, linked: true }));

  const idle = (standings) => asking()
    .filter(({ id }) => !Rules.wanted(standings.get(id)) && sheet.whole(id) !== undefined)
    .map((question) => ({ question, linked: false }));

  const musts = (standings) => values.model.questions
    .filter((question) => values.quick && question.must && !question.asked && standings.get(question.id).state === "outside_scope")
    .map((question) => ({ question, linked: false }));

  function command() {
    const project = values.project && values.project.file ? values.project.file : "project.yaml";
    return `engage collect ${quoted(project)} ${quoted(fileName())}`;
  }

  const quoted = (name) => (/^[\w./-]+$/.test(name) ? name : `"${name}"`);

  function glossary() {
    const terms = values.model.glossary;
    if (!terms.length) return null;
    return h("details", { class: "help" }, h("summary", {}, speech.t("glossary")),
      h("dl", {}, terms.map(({ term, note }) => [speech.put("dt", {}, term), speech.put("dd", {}, note)])));
  }

  function footer() {
    const { source, version } = values.model;
    return h("footer", {},
      source && speech.put("p", {}, source.statement),
      h("p", {}, speech.t("made", { version, date: speech.day(values.made), engine: values.engine })),
      h("p", {}, speech.t("notice")), h("p", {}, h("a", { href: "#page" }, speech.t("back_to_top"))));
  }

  /* ── messages and questions to the person ── */

  /* Stands at the foot of the window until it is closed; what needs no care leaves by itself. */
  function message() {
    const text = h("div", { class: "message", role: "status" });
    const close = h("button", { type: "button", hidden: true, on: { click: () => hush() } }, speech.t("close"));
    return { element: h("div", { class: "toast" }, text, close), text, close, timer: 0 };
  }

  function say(words, kind = "") {
    const { element, text, close } = parts.message;
    element.className = `toast said ${kind}`;
    text.replaceChildren(...[words].flat().map((line) => h("p", {}, line)));
    close.hidden = false;
    clearTimeout(parts.message.timer);
    if (kind !== "warn") parts.message.timer = setTimeout(hush, LONG_ENOUGH);
  }

  function hush() {
    const { element, text, close } = parts.message;
    element.className = "toast";
    text.replaceChildren();
    close.hidden = true;
  }

  /* Resolves to the name of the choice taken, "cancel" where the person leaves. */
  function ask(words, choices) {
    return new Promise((resolve) => {
      const buttons = [...choices, "cancel"].map((name) => h("button", { type: "submit", value: name, class: name === "cancel" ? "plain" : "main" }, speech.t(name)));
      const dialog = h("dialog", { "aria-labelledby": "dialog-words" },
        h("form", { method: "dialog" }, h("div", { id: "dialog-words" }, [words].flat().map((line) => h("p", {}, line))), h("p", { class: "actions" }, buttons)));
      dialog.addEventListener("close", () => {
        dialog.remove();
        resolve(dialog.returnValue || "cancel");
      });
      document.body.append(dialog);
      dialog.showModal();
    });
  }

  /* ── the draft, kept in the browser where it lets a page that came from a folder keep anything ── */

  function keep() {
    draft.write({ language: speech.language, file: sheet.file(today) });
  }

  async function erase() {
    if ((await ask(speech.t("erase_ask"), ["erase_do"])) !== "erase_do") return;
    draft.erase();
    sheet.reset();
    downloaded = content();
    build();
    say(speech.t("erased"));
    document.getElementById("end-title").focus();
  }

  /* ── files ── */

  function content() {
    const { date, ...rest } = sheet.file(today);
    return JSON.stringify(rest);
  }

  function fileName() {
    const subjectName = values.project ? values.project.id || values.project.name : sheet.project || values.model.id;
    return `${[subjectName, sheet.by].map(slug).filter(Boolean).join(".")}.answers.yaml`;
  }

  const slug = (words) => plain(words || "").replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 60);

  function download() {
    const text = `# ${speech.t("title", { name: Sheet.line(subject()) })}\n${Yaml.write(sheet.file(today))}`;
    const address = URL.createObjectURL(new Blob([text], { type: "application/yaml" }));
    h("a", { href: address, download: fileName() }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    downloaded = content();
    parts.end.refresh(sheet.standings());
    say(speech.t("downloaded", { name: fileName() }), "good");
  }

  async function open(input) {
    const [file] = input.files;
    input.value = "";
    if (!file) return;
    if (file.size > LARGEST) {
      say(speech.t("too_large"), "warn");
      return;
    }
    const read = parsed(await file.text());
    if (read) await take(read, file.name);
  }

  function parsed(text) {
    try {
      const read = Yaml.read(text);
      const refusal = sheet.refusal(read);
      if (!refusal) return read;
      say(speech.t(refusal), "warn");
    } catch (error) {
      if (!(error instanceof Yaml.Refused)) throw error;
      say(speech.t("unreadable", { line: error.line }), "warn");
    }
    return null;
  }

  async function take(file, name) {
    if (!(await sameProject(file))) return;
    const conflicts = sheet.conflicts(file);
    const titles = conflicts.map((id) => speech.words(sheet.index.questions.get(id).title)).join(" · ");
    const choice = conflicts.length ? await ask([speech.t("conflicts", { n: conflicts.length }), titles], ["keep_mine", "take_theirs"]) : "take_theirs";
    if (choice === "cancel") return;
    const nothingNew = content() === downloaded;
    const report = sheet.take(file, { mine: choice === "keep_mine" });
    if (nothingNew) downloaded = content();
    keep();
    build();
    const theirs = file.questionnaire && file.questionnaire.version;
    const other = theirs && theirs !== values.model.version;
    say([
      speech.t("loaded", { n: report.taken, name }),
      other && speech.t("older", { theirs, ours: values.model.version }),
      report.kept.length && `${speech.t("kept", { n: report.kept.length })} (${report.kept.join(", ")})`,
    ].filter(Boolean), other || report.kept.length ? "warn" : "good");
  }

  async function sameProject({ project: about }) {
    const ours = values.project;
    if (!ours || !about || typeof about !== "object") return true;
    const same = about.id && ours.id ? about.id === ours.id : about.name === ours.name;
    if (same) return true;
    const words = speech.t("other_project", { theirs: String(about.name || about.id), ours: ours.name });
    return (await ask(words, ["load_anyway"])) === "load_anyway";
  }

  function localDay(date) {
    const two = (number) => String(number).padStart(2, "0");
    return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  }

  /* ── to begin ── */

  downloaded = content();
  const resumed = draft.read();
  if (resumed) sheet.take(resumed.file);
  if (resumed && own(values.words, resumed.language)) speech = new Speech(values, resumed.language);
  build();
  if (resumed) say(speech.t("resumed", { date: speech.day(resumed.file.date) }));

  window.addEventListener("beforeunload", (event) => {
    if (!draft.works && content() !== downloaded) event.preventDefault();
  });
  window.addEventListener("storage", (event) => {
    if (event.key === draft.key && event.newValue !== null) say(speech.t("elsewhere"), "warn");
  });
  window.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hush();
  });
  window.addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("details.note, details.evidence, details.facets")) {
      const filled = [...details.querySelectorAll("textarea, input[type=text]")].some((input) => input.value);
      if (filled || details.matches(".facets")) details.open = true;
    }
  });
})();
