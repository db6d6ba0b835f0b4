// The drafts of /baca, quicker to go through: the passage of the field in hand is shown, and what is left to decide is
// counted. Without this the page is complete.
"use strict";
const shown = new Set();
const passageOf = (field) => {
  const hint = field.getAttribute("aria-describedby");
  const link = hint && document.getElementById(hint)?.querySelector('a[href^="#p"]');
  return link && document.getElementById(link.hash.slice(1));
};
const show = (field) => {
  for (const mark of shown) mark.classList.remove("now");
  shown.clear();
  const mark = passageOf(field);
  if (!mark) return;
  mark.classList.add("now");
  shown.add(mark);
  const folded = mark.closest("details");
  if (folded) folded.open = true;
  const pane = mark.closest(".text");
  if (pane && pane.scrollHeight > pane.clientHeight + 1) {
    const top = mark.getBoundingClientRect().top - pane.getBoundingClientRect().top;
    pane.scrollTop += top - pane.clientHeight / 3;
  }
};
document.addEventListener("focusin", (event) => {
  if (event.target.closest(".draft-field")) show(event.target);
});
// A number in the text leads to its field even where the draft is folded.
document.addEventListener("click", (event) => {
  const link = event.target.closest('.text sup a[href^="#f-"], .notice a[href^="#f-"]');
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  const draft = field.closest("details");
  if (draft) draft.open = true;
  field.focus();
});
