/* The counter: without it nothing is lost, only keystrokes.

   Keys walk the list, open, take and search; they act only while the page says data-keys, which it does not once its owner
   has switched single keys off (WCAG 2.2, 2.1.4). A picked answer is shown in the text box before it is sent. Numbers that
   could not be renewed say how old they are. */
(() => {
  "use strict";
  const rows = () => [...document.querySelectorAll(".queue-list a")];
  const walk = (by) => {
    const all = rows();
    const here = all.indexOf(document.activeElement);
    const from = here < 0 ? all.findIndex((row) => row.hasAttribute("aria-current")) : here;
    const next = all[here < 0 && from < 0 ? 0 : Math.min(Math.max(from + by, 0), all.length - 1)];
    if (next) next.focus();
    return Boolean(next);
  };
  const press = (selector) => {
    const button = document.querySelector(selector);
    if (button) button.click();
    return Boolean(button);
  };
  const search = () => {
    const box = document.getElementById("f-nomor");
    box.focus();
    box.select();
    return true;
  };
  const help = () => {
    const list = document.getElementById("tombol");
    list.open = !list.open;
    list.querySelector("summary").focus();
    return true;
  };
  const acts = { j: () => walk(1), k: () => walk(-1), a: () => press("form[data-take] button"), "/": search, "?": help };
  const inList = { ArrowDown: () => walk(1), ArrowUp: () => walk(-1) };

  // Before the shell's own listener: on this page "/" means the search of the queue.
  document.addEventListener("keydown", (event) => {
    if (!document.querySelector("[data-keys]") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, select, textarea, [contenteditable], dialog[open]")) return;
    const act = acts[event.key] || (event.target.closest(".queue-list") && inList[event.key]);
    if (!act || !act()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);

  document.addEventListener("change", (event) => {
    const picked = event.target.closest("select[name$='-reply']");
    const box = picked && picked.form.querySelector("textarea[name$='-words']");
    if (!box || (box.value.trim() && box.value !== box.dataset.filled)) return;
    box.value = picked.selectedOptions[0].dataset.text || "";
    box.dataset.filled = box.value;
  });

  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });

  let last = new Date();
  const lost = (gone) => {
    const words = document.getElementById("terputus");
    if (!words) return;
    const two = (number) => String(number).padStart(2, "0");
    if (gone) words.textContent = words.dataset.words.replace("{jam}", `${two(last.getHours())}.${two(last.getMinutes())}`);
    words.hidden = !gone;
  };
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.elt.id !== "hitungan") return;
    const whole = event.detail.successful || event.detail.xhr.status === 304;
    if (whole) last = new Date();
    lost(!whole);
  });
})();
