// A copied passage holds its formulas as LaTeX.
document.addEventListener("copy", (event) => {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed) return;
  const passage = selection.getRangeAt(0).cloneContents();
  const formulas = passage.querySelectorAll("mjx-container[data-tex]");
  if (!formulas.length) return;
  for (const formula of formulas) {
    const delimiter = formula.hasAttribute("display") ? "$$" : "$";
    formula.replaceWith(delimiter + formula.dataset.tex + delimiter);
  }
  event.clipboardData.setData("text/plain", passage.textContent);
  event.preventDefault();
});
