// Narrows a page about many projects to some of them: lists, heat map and counts follow. Of a page with many projects it
// also draws the rows, as they are looked at. Without it everything that stands in the page is shown.
"use strict";
const CHUNK = 200; // rows drawn at a time

class Rows {
  // The rows of one table body, in the page or still to be drawn; `items` are {project, make}.
  constructor(body, items, drawn) {
    Object.assign(this, { body, items, drawn, shown: items, at: 0 });
    this.watch = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && this.more());
  }

  show(items) {
    this.shown = items;
    this.at = 0;
    this.watch.disconnect();
    this.body.replaceChildren(...this.head());
    this.more(this.drawn ? CHUNK : Infinity);
  }

  head() {
    return [...this.body.querySelectorAll("tr.group")];
  }

  more(rows = CHUNK) {
    const next = this.shown.slice(this.at, this.at + rows);
    this.at += next.length;
    this.body.append(...next.map((item) => item.row ??= item.make()));
    this.watch.disconnect();
    if (this.at < this.shown.length) this.watch.observe(this.body.lastElementChild);
  }
}

for (const report of document.querySelectorAll("article.report")) {
  const form = report.querySelector("form.filters");
  if (form) start(report, form, JSON.parse(report.querySelector("script.data").textContent));
}

function start(report, form, data) {
  const place = new Map(data.keys.map((key, at) => [key, at]));
  const names = data.names.map(bare);
  const holders = holdersOf(data);
  const heat = [...report.querySelectorAll(".heat-map tbody")].map((body, at) => heatRows(body, data, place, at));
  const lists = [...report.querySelectorAll(".many tbody")].map((body) => listRows(body, data, place)).filter(Boolean);
  const others = [...report.querySelectorAll("ul.words > li[data-p]")];
  const counted = [...report.querySelectorAll("[data-sum], [data-projects]")];
  const wholes = [...report.querySelectorAll("[data-whole]")];
  const number = new Intl.NumberFormat(`${report.lang}-CA`), plural = new Intl.PluralRules(report.lang);
  const status = report.querySelector(".narrow .shown");

  const kept = () => {
    const name = bare(form.querySelector("[data-filter=name]").value.trim());
    const wanted = [...form.querySelectorAll("select[data-filter]")].filter((one) => one.value)
      .map((one) => `${one.dataset.filter}=${one.value}`);
    return data.keys.map((_, at) => names[at].includes(name) && wanted.every((fact) => holders(fact).has(at)));
  };
  const count = (element, keep) => {
    const { sum, projects } = element.dataset;
    const [first, ...others] = (sum ?? projects).split(" ").map(holders).sort((a, b) => a.size - b.size);
    let n = 0;
    for (const [at, times] of first) if (keep[at] && others.every((one) => one.has(at))) n += sum ? times : 1;
    return n;
  };
  let counting = false; // what stands in the page is of all projects
  const narrow = () => {
    const keep = kept(), shown = keep.filter(Boolean).length, all = shown === keep.length;
    const sorted = order(form.querySelector("[data-order]").value);
    for (const rows of heat) rows.show(rows.items.filter((item) => keep[item.project]).sort(sorted));
    for (const rows of lists) {
      rows.show(rows.items.filter((item) => keep[item.project]));
      const total = rows.body.closest("details")?.querySelector(".many-rows");
      if (total) total.textContent = number.format(rows.shown.length);
    }
    for (const one of others) one.hidden = !keep[place.get(one.dataset.p)];
    if (counting || !all) for (const one of counted) say(one, count(one, keep));
    counting = !all;
    for (const one of report.querySelectorAll("[data-all]")) one.hidden = !all;
    for (const one of wholes) notice(one, form.dataset.wholeSays, !all);
    status.textContent = form.dataset.shown.replace("{n}", number.format(shown))
      .replace("{of}", number.format(keep.length));
  };
  const say = (element, n) => {
    if (!element.dataset.one) {
      (element.querySelector("bdi") ?? element).textContent = number.format(n);
      return;
    }
    const words = plural.select(n) === "one" ? element.dataset.one : element.dataset.many;
    element.textContent = words.replace("{n}", number.format(n));
    if (words.startsWith(",")) element.hidden = n === 0;
  };
  const order = (by) => {
    const choices = [...form.querySelectorAll(`select[data-filter="${by}"] option`)].slice(1)
      .map((one) => holders(`${by}=${one.value}`));
    const choice = (at) => (choices.findIndex((one) => one.has(at)) + 1) || choices.length + 1; // as in the questionnaire
    const value = { name: () => 0, date: (at) => data.dates[at] }[by] ?? choice;
    const places = new Map(heat.flatMap((rows) => rows.items).map(({ project }) => [project, value(project)]));
    return ({ project: a }, { project: b }) =>
      places.get(a) < places.get(b) ? -1 : places.get(a) > places.get(b) ? 1 : a - b;
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", narrow);
  form.addEventListener("reset", () => setTimeout(narrow));
  form.querySelector(".whole")?.addEventListener("click", () => {
    for (const one of report.querySelectorAll("details.list")) one.open = true;
    for (const rows of [...heat, ...lists]) rows.more(Infinity);
  });
  report.querySelector("details.narrow").hidden = false;
  narrow();
}

// The rows of the heat map in `body`: those in the page, else drawn from the data.
function heatRows(body, data, place, at) {
  if (!data.bodies) return inPage(body, place);
  const make = (project) => {
    const row = heading(data.names[project], data.keys[project]);
    const [who, older] = data.who[project].map((text) => data.texts[text]);
    for (const words of [older, who].filter(Boolean)) row.firstChild.append(" ", made("span", words, "muted"));
    row.append(...data.heat[project].map((cell) => made("td", data.cells[cell][0], `c ${data.cells[cell][1]}`)));
    return row;
  };
  return new Rows(body, data.bodies[at].map((project) => ({ project, make: () => make(project) })), true);
}

// The rows of a list of projects in `body`; nothing where it is no such list.
function listRows(body, data, place) {
  const table = body.closest("table"), rows = data.lists?.[table.dataset.list];
  if (!rows) return body.querySelector("tr[data-p]") ? inPage(body, place) : null;
  const figures = [...table.tHead.rows[0].cells].map((head) => head.className);
  const make = ([project, ...cells]) => {
    const row = heading(data.names[project], data.keys[project]);
    row.append(...cells.map((text, at) => made("td", data.texts[text], figures[at + 1])));
    return row;
  };
  return new Rows(body, rows.map((cells) => ({ project: cells[0], make: () => make(cells) })), true);
}

function inPage(body, place) {
  const rows = [...body.querySelectorAll("tr[data-p]")];
  return new Rows(body, rows.map((row) => ({ project: place.get(row.dataset.p), row })), false);
}

function heading(name, key) {
  const row = document.createElement("tr"), head = document.createElement("th");
  head.scope = "row";
  head.append(made("bdi", name));
  row.dataset.p = key;
  row.append(head);
  return row;
}

function made(tag, text, className = "") {
  const element = document.createElement(tag);
  element.textContent = text;
  element.className = className;
  return element;
}

// Says below the heading of what is not narrowed that it is about all projects.
function notice(element, words, wanted) {
  const place = element.closest(".scroll") ?? element.querySelector("h2");
  const there = element.tagName === "TABLE" ? place.previousElementSibling : place.nextElementSibling;
  if (there?.classList.contains("whole-notice")) there.hidden = !wanted;
  else if (wanted) place[element.tagName === "TABLE" ? "before" : "after"](made("p", words, "whole-notice muted"));
}

// From a token to the projects that have it, each with how often.
function holdersOf(data) {
  const found = new Map(data.tokens.map((token) => [token, new Map()])), none = new Map();
  data.has.forEach((tokens, at) => {
    for (const token of tokens) {
      const those = found.get(data.tokens[token]);
      those.set(at, (those.get(at) ?? 0) + 1);
    }
  });
  return (token) => found.get(token) ?? none;
}

function bare(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
