// Filters the tables of the proofs page, and opens those that hold what is looked for. Without this
// script they are plain tables.
(() => {
  const form = document.querySelector(".proofs-filter[hidden]");
  if (!form) return;
  const [page, verdict] = form.querySelectorAll("select");
  const text = form.querySelector("input");
  const tables = [...document.querySelectorAll(".proofs > details")].map((table, number) => ({
    table, number, count: table.querySelector(".proofs-count"),
    rows: [...table.querySelectorAll("tbody > tr")].map((row) => ({
      row, verdict: row.cells[2].textContent, text: row.textContent.toLowerCase(),
    })),
  }));
  const total = tables.reduce((sum, {rows}) => sum + rows.length, 0);

  const filter = () => {
    const wanted = text.value.trim().toLowerCase();
    const filtered = Boolean(wanted) || verdict.selectedIndex > 0 || page.selectedIndex > 0;
    let seen = 0;
    for (const {table, number, count, rows} of tables) {
      let here = 0;
      for (const {row, verdict: word, text: words} of rows) {
        const shown = (page.selectedIndex === 0 || page.selectedIndex === number + 1)
          && (verdict.selectedIndex === 0 || word === verdict.value) && words.includes(wanted);
        row.hidden = !shown;
        here += shown;
      }
      table.hidden = !here;
      table.open = filtered && here > 0;
      count.textContent = here;
      seen += here;
    }
    form.querySelector("output").value = filtered ? `${seen} of ${total} steps` : `${total} steps`;
  };

  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  filter();
})();
