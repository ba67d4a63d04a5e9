/* The page's own words, and how anything becomes part of the page: texts are set as text, never read as markup. */
const Page = (() => {
  "use strict";

  const { own } = Rules;
  const LINE = 70; // characters that fit on a line of a text area, about
  let language = "";
  let catalogue = {};

  /* From here on the page speaks `wanted`, with what `messages` says for the English ones. */
  function speak(wanted, messages) {
    language = wanted;
    catalogue = messages;
  }

  /* gettext: `_` says an English message with its `{places}` filled, `N_` names one that is said later. */
  const _ = (message, places) => filled(own(catalogue, message) ?? message, places);
  const N_ = (message) => message;

  /* One of two messages, by the number that stands in its place `{n}`. */
  function ngettext(one, many, n, places) {
    const form = new Intl.PluralRules(language).select(n) === "one" ? 0 : 1;
    return filled((own(catalogue, one) ?? [one, many])[form], { n, ...places });
  }

  const filled = (text, places = {}) => text.replace(/\{(\w+)\}/g, (whole, key) => String(own(places, key) ?? whole));

  /* The words alone of a text of the questionnaire, for names and lists. */
  const wordsOf = (text) => text[tongue(text)];

  /* An element with the words, marked with their language where it is not the page's. */
  function put(tag, attributes, text, ...more) {
    const lang = tongue(text);
    return h(tag, { ...attributes, ...(lang === language ? {} : { lang }) }, text[lang], ...more);
  }

  const tongue = (text) => (own(text, language) === undefined ? Object.keys(text)[0] : language);

  function day(iso) {
    const long = { year: "numeric", month: "long", day: "numeric", timeZone: "UTC" };
    return new Intl.DateTimeFormat(`${language}-CA`, long).format(new Date(iso));
  }

  /* An element. Children are elements and texts; null, false and undefined are left out. `on` holds listeners. */
  function h(tag, { on = {}, ...attributes } = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value === true) element.setAttribute(name, "");
      else if (value !== undefined && value !== null && value !== false) element.setAttribute(name, String(value));
    }
    for (const [event, listener] of Object.entries(on)) element.addEventListener(event, listener);
    element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
    return element;
  }

  /* Something hidden from the eye and said by a screen reader. */
  const unseen = (...text) => h("span", { class: "unseen" }, text);

  /* To a screen reader: which question a button or a summary is about. */
  const about = (question) => unseen(_(": {text}", { text: wordsOf(question.title) }));

  /* A radio button or checkbox with its label; `more` stands below the label and describes it. */
  function option({ type, name, id, checked, label, more, quiet = false, on }) {
    const input = h("input", { type, name, id, on: { change: on }, "aria-describedby": more ? `${id}-more` : null });
    input.checked = Boolean(checked);
    if (more) more.id = `${id}-more`;
    const element = h("div", { class: quiet ? "option quiet" : "option" }, input, h("div", {}, label, more));
    label.setAttribute("for", id);
    return { element, input };
  }

  /* A labelled field: its own element, the control and a place for what is wrong with it. */
  function field({ control, id, label, help }) {
    control.id = id;
    const wrong = h("p", { class: "wrong", id: `${id}-wrong`, hidden: true });
    const notes = [help && h("p", { class: "small muted", id: `${id}-help` }, help)];
    const described = [help && `${id}-help`, `${id}-wrong`].filter(Boolean).join(" ");
    control.setAttribute("aria-describedby", described);
    const element = h("div", { class: "field" }, h("label", { for: id }, label), notes, control, wrong);
    const complain = (message) => {
      wrong.textContent = message || "";
      wrong.hidden = !message;
      if (message) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    };
    return { element, control, complain };
  }

  /* Makes a text area as high as what is in it, on paper too. */
  function fitted(area) {
    const rows = area.value.split("\n").reduce((sum, line) => sum + 1 + Math.floor(line.length / LINE), 0);
    area.rows = Math.max(3, rows);
  }

  return { speak, _, N_, ngettext, wordsOf, put, tongue, day, h, unseen, about, option, field, fitted };
})();
