/* The counter: what an officer would lose without it is nothing, only keystrokes. A picked answer is shown in the text
   box before it is sent, unless something else was typed there. */
(() => {
  "use strict";
  document.addEventListener("change", (event) => {
    const picked = event.target.closest("select[name$='-reply']");
    const box = picked && picked.form.querySelector("textarea[name$='-words']");
    if (!box || (box.value.trim() && box.value !== box.dataset.filled)) return;
    box.value = picked.selectedOptions[0].dataset.text || "";
    box.dataset.filled = box.value;
  });
})();
