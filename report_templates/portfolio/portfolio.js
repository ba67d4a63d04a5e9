// Narrows the lists of projects and orders the heat map. Without it everything is shown.
"use strict";
for (const report of document.querySelectorAll("article.report")) {
  const form = report.querySelector("form.filters");
  if (!form) continue;
  const rows = [...report.querySelectorAll(".heat-map tr[data-p]")];
  const lists = [...report.querySelectorAll("[data-p]")];
  const facts = new Map(rows.map((row) => [row.dataset.p, new Set(row.dataset.f.split(" "))]));
  const names = new Map(rows.map((row) => [row.dataset.p, bare(row.cells[0].textContent)]));
  const places = new Map(rows.map((row, place) => [row, place]));
  const status = form.querySelector(".shown");
  const narrow = () => {
    const name = bare(form.querySelector("[data-filter=name]").value.trim());
    const wanted = [...form.querySelectorAll("select[data-filter]")].filter((one) => one.value)
      .map((one) => `${one.dataset.filter}=${one.value}`);
    const kept = new Set([...facts].filter(([key, held]) =>
      names.get(key).includes(name) && wanted.every((fact) => held.has(fact))).map(([key]) => key));
    for (const one of lists) one.hidden = facts.has(one.dataset.p) && !kept.has(one.dataset.p);
    status.textContent = form.dataset.shown.replace("{n}", kept.size).replace("{of}", facts.size);
  };
  const order = (by) => {
    const value = (row) => by === "name" ? "" : by === "date" ? row.dataset.d :
      String(choicePlace(form, by, facts.get(row.dataset.p))).padStart(4, "0");
    for (const body of report.querySelectorAll(".heat-map tbody")) {
      const mine = [...body.querySelectorAll("tr[data-p]")];
      mine.sort((a, b) => value(a).localeCompare(value(b)) || places.get(a) - places.get(b));
      body.append(...mine);
    }
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => event.target.matches("[data-order]") ? order(event.target.value) : narrow());
  form.addEventListener("reset", () => setTimeout(() => { narrow(); order("name"); }));
  form.hidden = false;
  narrow();
}

function bare(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

// The place of a project's choice among those of a filter: the order of the questionnaire.
function choicePlace(form, facet, held) {
  const options = [...form.querySelectorAll(`select[data-filter="${facet}"] option`)];
  const place = options.findIndex((one) => one.value && held.has(`${facet}=${one.value}`));
  return place < 0 ? options.length : place;
}
