/* The key "/" puts the cursor into the search box. The box carries data-shortcut only while its owner has not switched
   single keys off (WCAG 2.2, 2.1.4); nothing on the page needs this script. */
document.addEventListener("keydown", (event) => {
  const box = document.querySelector("[data-shortcut]");
  const typing = event.target.closest("input, select, textarea, [contenteditable], dialog[open]");
  if (!box || typing || event.key !== box.dataset.shortcut || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!box.checkVisibility()) return;
  event.preventDefault();
  box.focus();
  box.select();
});
