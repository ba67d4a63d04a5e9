// What a reader can do with a report: one language at a time, search, filter, fold. Without it, everything is shown.
"use strict";

const sheets = [...document.querySelectorAll(".sheet")];
const plain = (text) => text.normalize("NFD").replace(/\p{Diacritic}/gu, "").toLowerCase();

// ── languages ───────────────────────────────────────────────────────────────────────────────────────────────────────

function choose(language) {
  for (const sheet of sheets) sheet.hidden = sheet.lang !== language;
  document.documentElement.lang = language;
  document.title = sheets.find((sheet) => !sheet.hidden).dataset.title;
  for (const link of document.querySelectorAll(".languages a"))
    link.setAttribute("aria-current", String(link.lang === language));
  document.querySelector(".skip").hash = `#${language}-report`;
}

const target = () => (location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null);

function wanted() {
  const asked = target()?.closest(".sheet")?.lang;
  const known = sheets.map((sheet) => sheet.lang);
  return asked ?? navigator.languages.map((name) => name.slice(0, 2)).find((name) => known.includes(name)) ?? known[0];
}

function arrive() {
  const found = target();
  if (!found) return;
  const sheet = found.closest(".sheet");
  if (sheet?.hidden) choose(sheet.lang);
  const folded = found.closest("details");
  if (folded) folded.open = true;
  found.scrollIntoView();
}

if (sheets.length > 1) choose(wanted());
addEventListener("hashchange", arrive);

// ── answers ─────────────────────────────────────────────────────────────────────────────────────────────────────────

for (const tools of document.querySelectorAll(".tools")) {
  const part = tools.closest(".answers");
  const [search, filter, shown] = ["input", "select", ".shown"].map((name) => tools.querySelector(name));
  const questions = [...part.querySelectorAll("[data-state]")].map((box) => [box, plain(box.textContent)]);
  const folds = [...part.querySelectorAll("details")];
  const lists = [...part.querySelectorAll(".answered, .answered table, .answered ul.columns")]
    .filter((list) => list.querySelector("[data-state]"));
  const plural = new Intl.PluralRules(tools.closest(".sheet").lang);

  const fits = (box) => !filter.value || (filter.value === "gate" ? "gate" in box.dataset : box.dataset.state === filter.value);

  function show() {
    const words = plain(search.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const [box, text] of questions) {
      box.hidden = !(fits(box) && words.every((word) => text.includes(word)));
      count += !box.hidden;
    }
    for (const list of lists) list.hidden = !list.querySelector("[data-state]:not([hidden])");
    for (const label of part.querySelectorAll(".answered p.label")) label.hidden = label.nextElementSibling.hidden;
    part.querySelector(".none").hidden = count > 0;
    const pattern = plural.select(count) === "one" ? shown.dataset.one : shown.dataset.other;
    shown.textContent = pattern.replace("{n}", count);
  }

  tools.hidden = false;
  tools.addEventListener("submit", (event) => event.preventDefault());
  for (const event of ["input", "change"]) tools.addEventListener(event, show);
  for (const button of tools.querySelectorAll("[data-fold]"))
    button.addEventListener("click", () => folds.forEach((fold) => (fold.open = button.dataset.fold === "open")));
  show();
}

for (const contents of document.querySelectorAll(".contents details")) {
  const beside = matchMedia("(min-width: 64rem)");
  contents.open = beside.matches;
  contents.addEventListener("click", event => {
    if (event.target.closest("a") && !beside.matches) contents.open = false;
  });
}

let folded = [];
addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("article details:not([open])")];
  for (const fold of folded) fold.open = true;
});
addEventListener("afterprint", () => folded.forEach((fold) => (fold.open = false)));
arrive();
