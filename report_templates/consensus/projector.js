/* One slide at a time; of a question, first the question, then what the voices say, then the next. */
(() => {
  "use strict";

  const boards = [...document.querySelectorAll(".board")];
  const slides = (board) => [...board.querySelectorAll(".slide")];
  const state = { language: 0, at: 0, shown: false };
  const last = slides(boards[0]).length - 1;
  const covers = (slide) => slide.querySelector(".said") !== null;

  /* `focus`: the slide is read out from its start. */
  function show(focus) {
    boards.forEach((board, language) => {
      board.hidden = language !== state.language;
      slides(board).forEach((slide, at) => {
        slide.hidden = at !== state.at;
        slide.classList.toggle("shown", state.shown);
        slide.querySelectorAll(".said").forEach((part) => { part.hidden = !state.shown; });
      });
      const slide = slides(board)[state.at];
      const waits = covers(slide) && !state.shown;
      board.querySelector(".at").textContent = slide.dataset.at;
      board.querySelector("[data-when=covered]").hidden = !waits;
      board.querySelector("[data-when=shown]").hidden = waits;
      board.querySelector("[data-go=next]").disabled = !waits && state.at === last;
      board.querySelector("[data-go=back]").disabled = state.at === 0 && !state.shown;
    });
    document.documentElement.lang = boards[state.language].lang;
    window.scrollTo(0, 0);
    if (focus) slides(boards[state.language])[state.at].focus({ preventScroll: true });
  }

  function go(at, shown) {
    state.at = Math.min(Math.max(at, 0), last);
    state.shown = shown && covers(slides(boards[0])[state.at]);
    show(true);
  }

  const ways = {
    next() {
      const slide = slides(boards[state.language])[state.at];
      if (covers(slide) && !state.shown) go(state.at, true);
      else if (state.at < last) go(state.at + 1, false);
    },
    back() {
      if (state.shown) go(state.at, false);
      else if (state.at > 0) go(state.at - 1, true);
    },
    whole: () => go(0, false),
    end: () => go(last, true),
    language() {
      state.language = (state.language + 1) % boards.length;
      show(true);
    },
  };

  const keys = {
    ArrowRight: "next", ArrowDown: "next", PageDown: "next", " ": "next", Enter: "next",
    ArrowLeft: "back", ArrowUp: "back", PageUp: "back", Backspace: "back",
    Home: "whole", Escape: "whole", End: "end", l: "language", L: "language",
  };

  document.addEventListener("keydown", (event) => {
    const way = keys[event.key];
    const pressed = event.target.closest?.("button") && (event.key === " " || event.key === "Enter");
    if (!way || pressed || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    ways[way]();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-go]");
    if (button) ways[button.dataset.go]();
  });
  document.body.classList.add("led");
  show(false);
})();
