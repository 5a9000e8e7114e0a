// Filters and sorts the table of claims. Without it the table is whole, in the order of the record.
"use strict";
{
  const table = document.getElementById("claims-table");
  const body = table.tBodies[0];
  const words = document.getElementById("filter-words");
  const standing = document.getElementById("filter-standing");
  const status = document.getElementById("filter-count");
  const more = document.getElementById("more");
  const nav = document.getElementById("pages");
  const total = Number(table.dataset.total);
  const pages = Number(table.dataset.pages);
  const names = new Map(Array.from(standing.options, (option) => [option.value, option.text]));
  const perScreen = Number(table.dataset.size);
  let most = perScreen;

  const key = (cell) => cell.dataset.key ?? cell.textContent.trim();
  const pattern = body.rows[0];
  const rows = Array.from(body.rows, (row, place) => ({
    row: () => row,
    keys: Array.from(row.cells, key),
    place,
    text: `${row.textContent} ${row.dataset.search ?? ""}`.toLowerCase(),
    standing: row.dataset.standing,
  }));

  // A row that is made only when it is shown.
  const made = ([name, statement, id, claimants, its, order, voices, found, , written]) => {
    const row = pattern.cloneNode(true);
    const [link, small] = row.cells[0].children;
    row.dataset.standing = its;
    link.href = `claims/${name}.html`;
    link.textContent = statement;
    small.textContent = id;
    const who = row.cells[1].firstElementChild;
    who.textContent = claimants;
    for (const each of [link, who]) each.lang = written;
    const mark = row.cells[2].firstElementChild;
    mark.className = `standing ${its}`;
    mark.textContent = names.get(its);
    row.cells[2].dataset.key = order;
    row.cells[3].textContent = voices;
    row.cells[3].classList.toggle("zero", ["0", "–"].includes(voices));
    row.cells[4].textContent = found || "–";
    row.cells[4].classList.toggle("zero", !found);
    return row;
  };
  // What the files of the other pages call, each with its number and its rows.
  window.sayso = (number, lines) => {
    for (const [at, line] of lines.entries()) {
      const [, statement, id, claimants, its, order, voices, found, words] = line;
      let row;
      rows.push({
        row: () => (row ??= made(line)),
        keys: [`${statement} ${id}`, claimants, `${order}`, voices, found ? `${found}` : "–"],
        place: (number - 1) * perScreen + at,
        text: `${statement} ${id} ${claimants} ${names.get(its)} ${words}`.toLowerCase(),
        standing: its,
      });
    }
  };
  const loaded = (number) =>
    new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = `parts/${number}.js`;
      script.onload = done;
      script.onerror = failed;
      document.head.append(script);
    });
  // The other pages are loaded once something is asked of all claims.
  let loading;
  const all = (then) => {
    if (rows.length === total) return then();
    status.textContent = "Loading the other claims…";
    loading ??= Promise.all(Array.from({ length: pages - 1 }, (_, at) => loaded(at + 2)));
    loading.then(
      () => {
        rows.sort((one, two) => one.place - two.place);
        nav.hidden = true;
        then();
      },
      () => (status.textContent = "The other claims could not be loaded; their pages are below."),
    );
  };

  // Rows that stand there already in this order are only hidden or not, which is far sooner done.
  const show = (wanted) => {
    const all = new Set(wanted);
    const there = Array.from(body.rows).filter((row) => all.has(row));
    if (there.length !== wanted.length || there.some((row, at) => row !== wanted[at]))
      body.replaceChildren(...wanted);
    for (const row of body.rows) row.hidden = !all.has(row);
  };
  const filter = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const shown = rows.filter(({ text, standing: its }) => {
      const fits = standing.value ? its === standing.value : true;
      return fits ? wanted.every((word) => text.includes(word)) : false;
    });
    const rest = shown.length - most;
    show(shown.slice(0, most).map(({ row }) => row()));
    more.hidden = !(Math.max(rest, total - rows.length) > 0);
    const first = Math.min(most, rows.length);
    const every = shown.length === rows.length;
    if (every) status.textContent = `${first === total ? "All" : `The first ${first} of`} ${total} claims shown`;
    else status.textContent = `${shown.length} of ${total} claims ${rest > 0 ? `fit, the first ${most} ` : ""}shown`;
    if (!shown.length)
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
    most = perScreen;
    all(filter);
  };
  const recall = () => {
    const wanted = new URLSearchParams(location.hash.slice(1));
    if (!["words", "standing"].some((name) => wanted.has(name))) return;
    words.value = wanted.get("words") ?? "";
    standing.value = wanted.get("standing") ?? "";
    document.getElementById("claims-list").scrollIntoView();
  };

  const collator = new Intl.Collator(undefined, { numeric: true });
  const sort = (head) => {
    const up = head.getAttribute("aria-sort") !== "ascending";
    for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    const at = head.cellIndex;
    const order = (one, two) => (up ? 1 : -1) * collator.compare(one.keys[at], two.keys[at]);
    rows.sort((one, two) => order(one, two) || one.place - two.place);
    filter();
  };

  for (const head of table.tHead.rows[0].cells) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => all(() => sort(head)));
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
  more.addEventListener("click", () => {
    most += perScreen;
    all(filter);
  });
  addEventListener("hashchange", () => {
    recall();
    all(filter);
  });
  filter();
  recall();
  if (words.value || standing.value) all(filter);

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
