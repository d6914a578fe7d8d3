"use strict";
// Sorts a table by the column whose heading is pressed: numbers by value, text by its language.
function key(cell) {
  return cell.dataset.key === undefined ? null : Number(cell.dataset.key);
}
function sort(button) {
  const heading = button.parentElement;
  const table = heading.closest("table");
  const body = table.tBodies[0];
  const place = heading.cellIndex;
  const down = heading.getAttribute("aria-sort") === "ascending";
  const numeric = heading.classList.contains("number");
  const words = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const rows = Array.from(body.rows);
  rows.sort(function (one, other) {
    const a = one.cells[place], b = other.cells[place];
    if (!numeric) {
      return words.compare(a.textContent, b.textContent) * (down ? -1 : 1);
    }
    const x = key(a), y = key(b);
    if (x === null || y === null) {
      return (x === null) - (y === null); // empty cells stay below
    }
    return (x - y) * (down ? -1 : 1);
  });
  for (const row of rows) {
    body.appendChild(row);
  }
  for (const other of heading.parentElement.cells) {
    other.setAttribute("aria-sort", "none");
  }
  heading.setAttribute("aria-sort", down ? "descending" : "ascending");
}
for (const button of document.querySelectorAll("th button")) {
  button.addEventListener("click", function () { sort(button); });
}
window.addEventListener("beforeprint", function () {
  for (const folded of document.querySelectorAll("details")) {
    folded.open = true;
  }
});
