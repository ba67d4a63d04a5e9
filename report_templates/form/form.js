/* The page: puts the parts together, keeps the draft, takes and gives files. */
(() => {
  "use strict";

  const { _, ngettext, wordsOf, put, tongue, day, h } = Page;
  const { own } = Rules;
  const LARGEST = 5_000_000;
  const LONG_ENOUGH = 12_000; // milliseconds to read a message

  const values = JSON.parse(document.getElementById("values").textContent);
  const today = localDay(new Date());
  const sheet = new Sheet.Answers(values);
  const draft = new Draft(values);
  let language = values.language;
  let parts = null;
  let downloaded = ""; // what the last file given or taken said

  /* For the tests, which hold the rules to the engine's. */
  window.engage = { Rules, Sheet, sheet };

  /* ── the whole page, in one language ── */

  function build() {
    const model = values.model;
    Page.speak(language, values.languages[language].messages);
    document.documentElement.lang = language;
    document.title = pageTitle();
    const questions = model.questions
      .filter((question) => question.asked)
      .map((question) => Questions.view(question, sheet, today, changed))
      .map((one) => (values.preview ? Preview.beside(one, values.preview, sheet) : one));
    const sections = model.sections
      .map((section) => sectionView(section, questions.filter((one) => one.section === section.id)))
      .filter((section) => section.questions.length);
    const facts = Facts.view(sheet, changed);
    const time = h("li", {});
    parts = { questions, sections, facts, time, facets: facetsPart(facts), bar: bar(), end: ending(), message: message() };
    const contents = h("nav", { class: "contents", "aria-label": _("Sections") },
      h("ul", {}, entryOf("facts", _("The project"), parts.facets.count), sections.map((section) => section.entry),
        entryOf("end", _("To finish"))));
    parts.empty = h("p", { class: "box", role: "status" });
    const main = h("main", { id: "questions", tabindex: "-1" }, you(), parts.facets.element, parts.empty,
      sections.map((section) => section.element), parts.end.element);
    document.getElementById("page").replaceChildren(
      h("a", { class: "skip", href: "#questions" }, _("Skip to the questions")), header(), parts.bar.element,
      h("div", { class: "columns" }, contents, main), footer(), parts.message.element);
    refresh();
  }

  function pageTitle() {
    return values.preview ? Preview.title(subject()) : _("{name}: self-assessment", { name: subject() });
  }

  function subject() {
    return values.project ? values.project.name : sheet.project || wordsOf(values.model.title);
  }

  function header() {
    const languages = Object.entries(values.languages).map(([lang, { name }]) =>
      h("button", { type: "button", lang, "aria-pressed": String(lang === language), on: { click: () => speak(lang) } }, name));
    const about = [
      values.preview && Preview.about(),
      values.quick && _("This page asks the quick questions only."),
      values.only.length && _("This page asks only: {names}.", { names: values.only.map((text) => wordsOf(text)).join(", ") }),
      values.respondent && _("This page is for {name} and shows nobody else’s answers.", { name: values.respondent }),
    ].filter(Boolean);
    return h("header", { class: "top" },
      h("div", { class: "line" },
        put("p", { class: "kicker" }, values.model.title),
        h("div", { role: "group", class: "languages", "aria-label": _("Language") }, languages)),
      h("h1", { dir: "auto" }, subject()),
      h("p", { class: "lead" }, _("We decide together what comes next; no one is being graded.")),
      about.map((one) => h("p", { class: "about" }, one)),
      h("ul", { class: "how" },
        h("li", {}, _("For each question, choose the sentence that is true today. “Don’t know” is a good answer.")),
        h("li", {}, _("Nothing leaves this page: no account, no network. Your answers stay on this computer.")),
        parts.time,
        h("li", {}, _("When you stop, download the file of answers and send it to the person who keeps the project."))));
  }

  function speak(wanted) {
    const top = window.scrollY;
    language = wanted;
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
      return Page.field({ control, id, label, help }).element;
    };
    return h("section", { class: "you", "aria-labelledby": "you-title" },
      h("h2", { id: "you-title" }, _("You")),
      named("by", "your-name", _("Your name or role (optional)"), _("It is written beside your answers."), "name"),
      values.project ? null : named("project", "project-name", _("Name of the project"), null, "off"));
  }

  function retitle() {
    document.querySelector("h1").textContent = subject();
    document.title = pageTitle();
  }

  function facetsPart(facts) {
    const count = h("span", { class: "count" });
    const known = h("span", { class: "small muted" });
    const open = !values.project || facts.lacking().length > 0;
    const details = h("details", { class: "facets", open }, h("summary", {}, _("See or correct the facts")), facts.element);
    const element = h("section", { id: "facts", "aria-labelledby": "facts-title" },
      h("h2", { id: "facts-title", tabindex: "-1" }, _("The project"), " ", known), open ? facts.element : details);
    const refreshed = () => {
      facts.refresh();
      known.textContent = _("{n} of {total} facts known", { n: facts.known(), total: facts.total });
      count.textContent = `${facts.known()}/${facts.total}`;
    };
    return { element: facts.total ? element : null, count, refresh: refreshed };
  }

  function sectionView(section, questions) {
    const count = h("span", { class: "count" });
    const done = h("p", { class: "small muted" });
    const above = [section.role, ...(section.above || [])].filter(Boolean).map((text) => wordsOf(text)).join(" · ");
    const ref = section.ref ? h("span", { class: "ref" }, section.ref, " ") : null;
    const element = h("section", { id: `s-${section.id}`, "aria-labelledby": `s-${section.id}-title` },
      above && h("p", { class: "kicker" }, above),
      h("h2", { id: `s-${section.id}-title`, tabindex: "-1" }, ref, put("span", {}, section.title)),
      section.intent && put("p", { class: "intro" }, section.intent), done, questions.map((one) => one.element));
    const entry = entryOf(`s-${section.id}`, wordsOf(section.title), count, tongue(section.title));
    return { id: section.id, questions, element, entry, count, done };
  }

  function entryOf(id, words, count, spoken = language) {
    const lang = spoken === language ? null : spoken;
    return h("li", {}, h("a", { href: `#${id}`, lang }, words), " ", count);
  }

  /* ── the bar: how far one is, what comes next, find, download ── */

  function bar() {
    const meter = h("progress", { max: 1, value: 0, "aria-label": _("Progress") });
    const count = h("span", { class: "counted" });
    const input = h("input", { type: "search", id: "find", autocomplete: "off", on: {
      input: () => search(input.value),
      keydown: (event) => { if (event.key === "Enter") found()[0]?.heading.focus(); },
    } });
    const result = h("span", { class: "small", role: "status" });
    const element = h("div", { class: "bar", role: "region", "aria-label": _("Progress") },
      h("p", { class: "progress" }, meter, " ", count),
      h("button", { type: "button", class: "next", on: { click: next } }, _("Next unanswered question")),
      h("p", { class: "find", role: "search" }, h("label", { for: "find" }, _("Find")), " ", input, " ", result),
      h("button", { type: "button", class: "main", on: { click: download } }, _("Download the answers")));
    return { element, meter, count, input, result };
  }

  function next() {
    search("");
    const open = asked().filter((one) => sheet.whole(one.id) === undefined);
    if (!open.length) {
      say(_("Every question asked has an answer."));
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
      one.element.hidden = (one.hiddenByRules && !values.preview) || !fits;
    }
    for (const section of parts.sections) section.element.hidden = section.questions.every((one) => one.element.hidden);
    document.querySelector("main").classList.toggle("searching", wanted.length > 0);
    parts.bar.result.textContent = wanted.length ? ngettext("{n} question found", "{n} questions found", found().length) : "";
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
    const words = [
      more && ngettext("{n} question added", "{n} questions added", more),
      less && ngettext("{n} question taken away", "{n} questions taken away", less),
    ].filter(Boolean);
    if (words.length) say(words.join(", "));
  }

  /* Minutes for what is asked and has no answer: in steps of five where they are many. */
  function minutes() {
    const open = asked().filter((one) => sheet.whole(one.id) === undefined);
    const words = open.reduce((sum, one) => sum + one.read().split(/\s+/).length, 0);
    const time = words / values.pace.words + open.length * values.pace.settle / 60;
    return open.length ? Math.max(1, time < 15 ? Math.round(time) : 5 * Math.round(time / 5)) : 0;
  }

  function refresh() {
    const standings = sheet.standings();
    const reading = values.preview && Preview.readingOf(sheet.index, sheet.situation(), standings);
    for (const one of parts.questions) {
      const standing = standings.get(one.id);
      one.hiddenByRules = !Rules.wanted(standing);
      one.refresh(standing, reading);
    }
    parts.facets.refresh();
    const left = minutes();
    parts.time.hidden = !left;
    parts.time.textContent = ngettext("About {n} minute for what has no answer yet.", "About {n} minutes for what has no answer yet.", left);
    search(parts.bar.input.value);
    count(standings);
    parts.end.refresh(standings);
  }

  function count(standings) {
    const done = (one) => !["unanswered", "unsettled"].includes(standings.get(one.id).state);
    const shown = asked();
    const answered = shown.filter(done).length;
    parts.bar.meter.value = shown.length ? answered / shown.length : 0;
    parts.bar.count.textContent = _("{n} of {total} answered", { n: answered, total: shown.length });
    const lacking = parts.facts.lacking().length > 0;
    parts.empty.hidden = shown.length > 0 && !lacking;
    parts.empty.textContent = lacking
      ? _("Answer the required facts first: they decide which questions are asked.")
      : _("The facts about the project decide which questions are asked. None is for now.");
    for (const section of parts.sections) {
      const here = section.questions.filter((one) => !one.hiddenByRules);
      const n = here.filter(done).length;
      section.entry.hidden = !here.length && !values.preview;
      section.count.textContent = `${n}/${here.length}`;
      section.done.textContent = _("{n} of {total} answered", { n, total: here.length });
      section.entry.classList.toggle("done", here.length > 0 && n === here.length);
    }
  }

  /* ── the end ── */

  function ending() {
    const counts = h("p", {});
    const lists = h("div", {});
    const saved = h("p", { class: "small muted" });
    const pending = h("p", { class: "small" });
    const file = h("input", { type: "file", id: "file", accept: ".yaml,.yml", class: "unseen", on: { change: () => open(file) } });
    const element = h("section", { id: "end", "aria-labelledby": "end-title" },
      h("h2", { id: "end-title", tabindex: "-1" }, _("To finish")), counts, lists,
      h("p", { class: "actions" },
        h("button", { type: "button", class: "main", on: { click: download } }, _("Download the answers")),
        file, h("label", { for: "file", class: "button" }, _("Load a file of answers")),
        draft.works && h("button", { type: "button", class: "plain", on: { click: erase } }, _("Erase the draft from this browser"))),
      saved, pending,
      h("p", { class: "small muted" }, _("This page shows no result: engage gives it, and explains it, once the answers are collected.")),
      h("p", { class: "small muted" }, _("Whoever keeps the project runs:"), " ", h("code", {}, command())), glossary());

    function refreshed(standings) {
      const is = (state) => asked().filter((one) => standings.get(one.id).state === state).length;
      const states = { answered: is("answered"), unknown: is("unknown"), aside: is("not_applicable"), left: is("unanswered") + is("unsettled") };
      counts.textContent = _("{answered} answered, {unknown} don’t know, {aside} not applicable, {left} left.", states);
      const boxes = [waiting(standings), idle(standings), musts(standings)];
      lists.replaceChildren(...boxes.filter(({ questions }) => questions.length).map(boxed));
      saved.textContent = draft.works
        ? _("Draft kept in this browser.")
        : _("This browser keeps nothing of this page: download your answers before you close it.");
      saved.classList.toggle("warn", !draft.works);
      const n = sheet.changed().length + sheet.changedFacets().length;
      const left = ngettext("{n} change not downloaded yet.", "{n} changes not downloaded yet.", n);
      pending.textContent = n && content() !== downloaded ? left : "";
    }

    return { element, refresh: refreshed };
  }

  function boxed({ lead, questions, linked }) {
    const items = questions.map(({ id, title, whom }) => {
      const words = put("span", {}, title);
      const asks = whom && [_(": {text}", { text: "" }), put("span", {}, whom)];
      return h("li", {}, linked ? h("a", { href: `#q-${id}` }, words) : words, asks);
    });
    return h("div", { class: "box" }, h("p", {}, lead), h("ul", {}, items));
  }

  const among = (test) => values.model.questions.filter(test);

  function waiting(standings) {
    const wait = ({ asked: here, id }) => here && Rules.wanted(standings.get(id)) && Object.keys(sheet.waiting(id)).length;
    const questions = among(wait);
    const lead = ngettext(
      "{n} question has a note or evidence without an answer:",
      "{n} questions have a note or evidence without an answer:",
      questions.length,
    );
    return { lead, questions, linked: true };
  }

  function idle(standings) {
    const rest = ({ asked: here, id }) => here && !Rules.wanted(standings.get(id)) && sheet.whole(id) !== undefined;
    const questions = among(rest);
    const lead = ngettext(
      "{n} answer is kept although its question is not asked for now:",
      "{n} answers are kept although their questions are not asked for now:",
      questions.length,
    );
    return { lead, questions };
  }

  function musts(standings) {
    const beside = ({ must, asked: here, id }) => must && !here && standings.get(id).state === "outside_scope";
    return { lead: _("Blocking requirements that this page does not ask about, to be checked:"), questions: values.quick ? among(beside) : [] };
  }

  function command() {
    const project = values.project && values.project.file ? values.project.file : "project.yaml";
    return `engage collect ${quoted(project)} ${quoted(fileName())}`;
  }

  const quoted = (name) => (/^[\w./-]+$/.test(name) ? name : `"${name}"`);

  function glossary() {
    const terms = values.model.glossary;
    if (!terms.length) return null;
    return h("details", { class: "help" }, h("summary", {}, _("Words explained")),
      h("dl", {}, terms.map(({ term, note }) => [put("dt", {}, term), put("dd", {}, note)])));
  }

  function footer() {
    const { source, version } = values.model;
    return h("footer", {},
      values.after && put("p", {}, values.after),
      source && put("p", {}, source.statement),
      h("p", {}, _("Questionnaire {version}. Page made on {date} by {engine}.", { version, date: day(values.made), engine: values.engine })),
      h("p", {}, _("Self-declared by the team; neither an audit nor legal advice.")),
      h("p", {}, h("a", { href: "#page" }, _("Back to the top"))));
  }

  /* ── messages and questions to the person ── */

  /* Stands at the foot of the window until it is closed; what needs no care leaves by itself. */
  function message() {
    const text = h("div", { class: "message", role: "status" });
    const close = h("button", { type: "button", hidden: true, on: { click: () => hush() } }, _("Close"));
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

  /* Resolves to the value of the choice taken, "cancel" where the person leaves. */
  function ask(words, choices) {
    return new Promise((resolve) => {
      const button = (value, label, kind) => h("button", { type: "submit", value, class: kind }, label);
      const buttons = Object.entries(choices).map(([value, label]) => button(value, label, "main"));
      const lines = h("div", { id: "dialog-words" }, [words].flat().map((line) => h("p", {}, line)));
      const dialog = h("dialog", { "aria-labelledby": "dialog-words" },
        h("form", { method: "dialog" }, lines, h("p", { class: "actions" }, buttons, button("cancel", _("Cancel"), "plain"))));
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
    draft.write({ language, file: sheet.file(today) });
  }

  async function erase() {
    const words = _("Erase everything that was answered on this page? Download first what you want to keep.");
    if ((await ask(words, { erase: _("Erase") })) !== "erase") return;
    draft.erase();
    sheet.reset();
    downloaded = content();
    build();
    say(_("The draft is erased."));
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
    const address = URL.createObjectURL(new Blob([Sheet.written(sheet.file(today))], { type: "application/yaml" }));
    h("a", { href: address, download: fileName() }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    downloaded = content();
    parts.end.refresh(sheet.standings());
    say(_("{name} is in your downloads. Send it to the person who keeps the project.", { name: fileName() }), "good");
  }

  async function open(input) {
    const [file] = input.files;
    input.value = "";
    if (!file) return;
    if (file.size > LARGEST) {
      say(_("This file is too large: nothing was changed."), "warn");
      return;
    }
    const read = sheet.read(await file.text());
    if (read.refusal) say(read.refusal, "warn");
    else await take(read.file, file.name);
  }

  async function take(file, name) {
    if (!(await sameProject(file))) return;
    const conflicts = sheet.conflicts(file);
    const titles = conflicts.map((id) => wordsOf(sheet.index.questions.get(id).title)).join(" · ");
    const differing = ngettext(
      "{n} answer of the file differs from the one given here.",
      "{n} answers of the file differ from those given here.",
      conflicts.length,
    );
    const either = { mine: _("Keep those given here"), theirs: _("Take those of the file") };
    const choice = conflicts.length ? await ask([differing, titles], either) : "theirs";
    if (choice === "cancel") return;
    const nothingNew = content() === downloaded;
    const report = sheet.take(file, { mine: choice === "mine" });
    if (nothingNew) downloaded = content();
    keep();
    build();
    const theirs = file.questionnaire?.version;
    const other = theirs && theirs !== values.model.version;
    const [ours, kept] = [values.model.version, report.kept];
    const lines = [
      ngettext("{n} answer taken up from {name}.", "{n} answers taken up from {name}.", report.taken, { name }),
      other && _("The file answers version {theirs} of the questionnaire; this page is version {ours}.", { theirs, ours }),
      kept.length && [
        ngettext(
          "{n} answer does not fit this page; it stays in your file as it was.",
          "{n} answers do not fit this page; they stay in your file as they were.",
          kept.length,
        ),
        ` (${kept.join(", ")})`,
      ],
    ].filter(Boolean);
    say(lines, other || kept.length ? "warn" : "good");
  }

  async function sameProject({ project: about }) {
    const ours = values.project;
    if (!ours || !about || (about.id && ours.id ? about.id === ours.id : about.name === ours.name)) return true;
    const names = { theirs: about.name || about.id, ours: ours.name };
    const words = _("This file is about “{theirs}”; this page is about “{ours}”.", names);
    return (await ask(words, { load: _("Load it all the same") })) === "load";
  }

  function localDay(date) {
    const two = (number) => String(number).padStart(2, "0");
    return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  }

  /* ── to begin ── */

  downloaded = content();
  const resumed = draft.read();
  if (resumed) sheet.take(resumed.file);
  if (resumed && own(values.languages, resumed.language)) language = resumed.language;
  build();
  if (resumed) say(_("Your draft of {date} was taken up again.", { date: day(resumed.file.date) }));

  window.addEventListener("beforeunload", (event) => {
    if (!draft.works && content() !== downloaded) event.preventDefault();
  });
  window.addEventListener("storage", (event) => {
    if (event.key === draft.key && event.newValue !== null) say(_("This page is open in another tab too, and answers changed there. Keep only one of the two."), "warn");
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
