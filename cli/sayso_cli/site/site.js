// Filters and sorts the table of claims. Without it the table is whole, in the order of the record.
"use strict";
{
  const table = document.getElementById("claims-table");
  const body = table.tBodies[0];
  const words = document.getElementById("filter-words");
  const standing = document.getElementById("filter-standing");
  const status = document.getElementById("filter-count");
  const rows = Array.from(body.rows, (row, place) => ({
    row,
    place,
    text: `${row.textContent} ${row.dataset.search ?? ""}`.toLowerCase(),
    standing: row.dataset.standing,
  }));

  const filter = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { row, text, standing: its } of rows) {
      const fits = standing.value ? its === standing.value : true;
      row.hidden = !(fits ? wanted.every((word) => text.includes(word)) : false);
      shown += row.hidden ? 0 : 1;
    }
    status.textContent =
      shown === rows.length ? `All ${shown} claims shown` : `${shown} of ${rows.length} claims shown`;
    if (!shown)
      status.textContent +=
        ". No claim has this standing and all these words, in its text or the names of those it is about.";
  };

  // The filter stands in the address, so that reloading, going back and a link that is sent keep it.
  const remember = () => {
    const wanted = new URLSearchParams();
    if (words.value) wanted.set("words", words.value);
    if (standing.value) wanted.set("standing", standing.value);
    const hash = wanted.size ? `#${wanted}` : "#claims-list";
    history.replaceState(null, "", hash);
    filter();
  };
  const recall = () => {
    const wanted = new URLSearchParams(location.hash.slice(1));
    if (!["words", "standing"].some((name) => wanted.has(name))) return;
    words.value = wanted.get("words") ?? "";
    standing.value = wanted.get("standing") ?? "";
    document.getElementById("claims-list").scrollIntoView();
  };

  const key = (row, column) => row.cells[column].dataset.key ?? row.cells[column].textContent.trim();
  const collator = new Intl.Collator(undefined, { numeric: true });
  const sort = (head) => {
    const up = head.getAttribute("aria-sort") !== "ascending";
    for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    const keyed = rows.map((each) => [key(each.row, head.cellIndex), each]);
    keyed.sort(([a, one], [b, two]) => (up ? 1 : -1) * collator.compare(a, b) || one.place - two.place);
    body.append(...keyed.map(([, each]) => each.row));
  };

  for (const head of table.tHead.rows[0].cells) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(head));
    head.append(button);
  }
  for (const link of document.querySelectorAll("a[data-standing]")) {
    link.addEventListener("click", () => {
      standing.value = link.dataset.standing;
      setTimeout(remember);
    });
  }
  words.addEventListener("input", remember);
  standing.addEventListener("input", remember);
  document.getElementById("filter").addEventListener("reset", () => setTimeout(remember));
  document.getElementById("filter").hidden = false;
  addEventListener("hashchange", () => {
    recall();
    filter();
  });
  recall();
  filter();

  const withdraw = document.getElementById("withdraw");
  if (withdraw) {
    const voice = document.getElementById("withdraw-voice");
    voice.addEventListener("input", () => {
      for (const row of document.getElementById("voices-table").tBodies[0].rows) {
        row.hidden = voice.value ? row.id !== voice.value : false;
        row.querySelector("details").open = row.id === voice.value;
      }
    });
    withdraw.hidden = false;
  }
}
