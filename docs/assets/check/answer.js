// The answer of the checker as parts of the page. All that comes from outside is set as text.

import {show} from "./preview.js";
import {explanation} from "./slips.js";
import {side} from "./text.js";

const ROOT = new URL("../../", import.meta.url);
const SIGNS = {proved: "✓", definition: ":=", refuted: "≠", wrong: "✗", undecided: "?", unread: "!"};
const WORDS = {
  proved: "proved",
  definition: "by definition",
  refuted: "wrong, as marked",
  wrong: "wrong",
  undecided: "cannot tell",
  unread: "cannot read",
};

function make(tag, name, text = "") {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.textContent = text;
  return element;
}

const capital = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);
const steps = (count) => (count === 1 ? "1 step" : `${count} steps`);

/** Returns where a line of the answer was typed, in words. */
export function where({field, number}) {
  return field === "given" ? `line ${number} of what is given` : `line ${number}`;
}

/** Returns one sentence or two on the whole `answer`; its lines have places. */
export function summary(lines) {
  const count = (status) => lines.filter((line) => line.status === status).length;
  const wrong = lines.filter((line) => line.status === "wrong");
  const unread = lines.find((line) => line.status === "unread");
  const right = count("proved") + count("definition") + count("refuted");
  const said = [];
  if (wrong.length) {
    const before = lines.slice(0, lines.indexOf(wrong[0]));
    said.push(`${capital(where(wrong[0].place))} is wrong.`);
    if (before.length && before.every(({status}) => status === "proved" || status === "definition")) {
      said.push(before.length === 1 ? "The step before it is right." : `The ${before.length} steps before it are right.`);
    }
    if (wrong.length > 1) said.push(`So ${wrong.length === 2 ? "is" : "are"} ${wrong.slice(1).map(({place}) => where(place)).join(", ")}.`);
  }
  if (unread) said.push(`${capital(where(unread.place))} cannot be read, so not everything was checked.`);
  if (count("undecided")) said.push(`Of ${steps(count("undecided"))} the checker cannot tell.`);
  if (!said.length && right) said.push(`${right === 1 ? "The step is" : `All ${right} steps are`} right, for all values that are given.`);
  return said.join(" ") || "There is no relation such as = in these lines, so nothing was decided.";
}

function witness({witness: point, values}) {
  const columns = [...point, ["line above", values[0] ?? "–"], ["this line", values[1] ?? "–"]];
  const table = make("table", "check-numbers");
  const head = table.createTHead().insertRow(), body = table.createTBody().insertRow();
  for (const [name, value] of columns) {
    const cell = make("th", "", name);
    cell.scope = "col";
    head.append(cell);
    body.append(make("td", "", value));
  }
  const box = make("div", "check-scroll");
  box.append(table);
  return box;
}

function details(line) {
  const parts = [];
  if (line.message) parts.push(make("p", "", `${capital(line.message)}.`));
  if (line.status === "unread") {
    const excerpt = make("pre", "check-excerpt", `${line.excerpt}\n${line.carets}`);
    excerpt.tabIndex = 0;
    excerpt.setAttribute("aria-label", "The place in the line");
    parts.push(excerpt);
  }
  if (line.witness && line.values?.some((value) => value !== null)) parts.push(witness(line));
  if (line.help) parts.push(make("p", "check-help", `${capital(line.help)}.`));
  const page = line.message ? explanation(line) : null;
  if (page) {
    const link = make("a", "", page.title);
    link.href = new URL(page.place, ROOT).href;
    const read = make("p", "", "Read: ");
    read.append(link);
    parts.push(read);
  }
  if (line.status === "proved" && line.by) parts.push(make("p", "check-quiet", `${capital(line.by)}.`));
  return parts;
}

/** Fills `list` with the lines of an answer. */
export async function fill(list, lines, macros) {
  list.replaceChildren();
  let before = null;
  for (const line of lines) {
    const item = make("li", `check-line check-${line.status}`);
    const sign = make("span", "check-sign", SIGNS[line.status]);
    sign.setAttribute("aria-hidden", "true");
    const head = make("p", "check-verdict", `${capital(where(line.place))}: `);
    head.append(make("strong", "", WORDS[line.status]));
    item.append(sign, head);
    if (line.right !== undefined) {
      const formula = make("div", "check-formula");
      const continued = before?.right === line.left;
      const relation = line.status === "refuted" ? `\\overset{?}{${line.relation}}` : line.relation;
      show(formula, `${continued ? "{}" : side(line.left)} ${relation} ${side(line.right)}`, macros);
      item.append(formula);
      before = line;
    }
    const more = details(line);
    if (line.status === "proved" && more.length) {
      const folded = make("details", "check-how");
      folded.append(make("summary", "", "How"), ...more);
      item.append(folded);
    } else item.append(...more);
    list.append(item);
  }
}
