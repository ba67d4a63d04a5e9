/* The page's own words, and how anything becomes part of the page: texts are set as text, never read as markup. */
const Page = (() => {
  "use strict";

  const { own } = Rules;
  const MANY = { fr: (n) => n >= 2, en: (n) => n !== 1 };
  const LINE = 70; // characters that fit on a line of a text area, about
  const SPACED = { fr: "\u00a0: ", en: ": " };

  /* In one language: `t` says a sentence of the page, `words` a text of the questionnaire. */
  class Speech {
    constructor(values, language) {
      this.all = values.words[language];
      this.language = language;
    }

    t(name, places = {}) {
      const said = this.all[name];
      const form = Array.isArray(said) ? said[MANY[this.language](places.n) ? 1 : 0] : said;
      return form.replace(/\{(\w+)\}/g, (whole, key) => String(own(places, key) ?? whole));
    }

    /* The words alone, for names and lists. */
    words(text) {
      return text[this.tongue(text)];
    }

    /* An element with the words, marked with their language where it is not the page's. */
    put(tag, attributes, text, ...more) {
      const tongue = this.tongue(text);
      return h(tag, { ...attributes, ...(tongue === this.language ? {} : { lang: tongue }) }, text[tongue], ...more);
    }

    tongue(text) {
      return own(text, this.language) === undefined ? Object.keys(text)[0] : this.language;
    }

    get colon() {
      return SPACED[this.language];
    }

    /* "a, b or c" */
    either(names) {
      return names.length < 2 ? names[0] : this.t("or", { first: names.slice(0, -1).join(", "), last: names[names.length - 1] });
    }

    day(iso) {
      const [year, month, day] = iso.split("-").map(Number);
      const long = { year: "numeric", month: "long", day: "numeric", timeZone: "UTC" };
      return new Intl.DateTimeFormat(`${this.language}-CA`, long).format(Date.UTC(year, month - 1, day));
    }
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
  const unseen = (text) => h("span", { class: "unseen" }, text);

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

  return { Speech, h, unseen, option, field, fitted };
})();
