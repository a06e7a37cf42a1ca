// The answer of the checker as parts of the page, and in one or two sentences.

import {capital, listed, make, where} from "./parts.js";
import {show} from "./preview.js";
import {explanation} from "./slips.js";

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
const RIGHT = ["proved", "definition", "refuted"];

const steps = (count) => (count === 1 ? "1 step" : `${count} steps`);

/** Returns the lines of an answer that are shown: of what is assumed, only what there is to say. */
export function shown(answer) {
  return answer.lines.filter(({place, message, question}) => place.field === "lines" || message || question);
}

/** Returns the place of a line in words; assumptions are counted as `numbers` has them. */
function at({place}, numbers) {
  return where({field: place.field, number: place.field === "lines" ? place.number : numbers(place)});
}

/** Returns one sentence or two on the whole `answer`. */
export function summary(answer, numbers) {
  const lines = shown(answer);
  const only = (status) => lines.filter((line) => line.status === status);
  const wrong = only("wrong"), unread = only("unread");
  const right = lines.filter(({status}) => RIGHT.includes(status)).length;
  const open = lines.filter(({status, question}) => status === "undecided" && !question).length;
  const said = [];
  if (wrong.length) {
    const before = lines.slice(0, lines.indexOf(wrong[0]));
    said.push(`${capital(at(wrong[0], numbers))} is wrong.`);
    if (before.length && before.every(({status}) => status === "proved" || status === "definition")) {
      said.push(before.length === 1 ? "The step before it is right." : `The ${before.length} steps before it are right.`);
    }
    if (wrong.length > 1) {
      said.push(`So ${wrong.length === 2 ? "is" : "are"} ${listed(wrong.slice(1).map((line) => at(line, numbers)))}.`);
    }
  }
  if (unread.length) {
    const places = [...new Set(unread.map((line) => at(line, numbers)))];
    said.push(`${capital(listed(places))} cannot be read, so not everything was checked.`);
  }
  const {length} = answer.questions;
  if (length) said.push(`${length === 1 ? "A question is" : `${length} questions are`} open.`);
  if (open) said.push(`Of ${steps(open)} the checker cannot tell.`);
  if (!said.length && right) said.push(`${right === 1 ? "The step is" : `All ${right} steps are`} right, for all values that are given.`);
  if (!said.length) return "There is no relation such as = in these lines, so nothing was decided.";
  if (answer.assumed.length) said.push(`${answer.assumed.length === 1 ? "1 thing was" : `${answer.assumed.length} things were`} assumed.`);
  return said.join(" ");
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
  if (line.question) parts.push(make("p", "", `It depends on what the lines do not say: ${line.question}`));
  else if (line.message) parts.push(make("p", "", `${capital(line.message)}.`));
  if (line.excerpt) {
    const excerpt = make("pre", "check-excerpt", `${line.excerpt}\n${line.carets}`);
    excerpt.tabIndex = 0;
    excerpt.setAttribute("aria-label", "The place in the line");
    parts.push(excerpt);
  }
  if (line.witness && line.values?.some((value) => value !== null)) parts.push(witness(line));
  if (line.help && !line.question) parts.push(make("p", "check-help", `${capital(line.help)}.`));
  const page = line.message && !line.question ? explanation(line) : null;
  if (page) {
    const link = make("a", "", page.title);
    link.href = new URL(page.place, ROOT).href;
    const read = make("p", "check-slip", page.name ? `This slip: ${page.name}. Read: ` : "Read: ");
    read.append(link);
    parts.push(read);
  }
  if (line.status === "proved" && line.by) parts.push(make("p", "check-quiet", `${capital(line.by)}.`));
  return parts;
}

/** Fills `list` with the lines of an answer. */
export function fill(list, answer, numbers, site) {
  const formulas = [];
  let before = null;
  list.replaceChildren(...shown(answer).map((line) => {
    const item = make("li", `check-line check-${line.status}`);
    const sign = make("span", "check-sign", SIGNS[line.status]);
    sign.setAttribute("aria-hidden", "true");
    const head = make("p", "check-verdict", `${capital(at(line, numbers))}: `);
    head.append(make("strong", "", WORDS[line.status]));
    item.append(sign, head);
    if (line.right !== undefined) {
      const formula = make("div", "check-formula");
      const relation = line.status === "refuted" ? `\\overset{?}{${line.relation}}` : line.relation;
      const continued = before?.right === line.left;
      formulas.push([formula, `${continued ? "{}" : line.left} ${relation} ${line.right}`]);
      item.append(formula);
      before = line;
    }
    const more = details(line);
    if (line.status === "proved" && more.length) {
      const folded = make("details", "check-how");
      folded.append(make("summary", "", "How"), ...more);
      item.append(folded);
    } else item.append(...more);
    return item;
  }));
  if (answer.passed.length) {
    const lines = listed(answer.passed.map(String));
    list.append(make("li", "check-line check-quiet", `${answer.passed.length === 1 ? "Line" : "Lines"} ${lines}: taken for words.`
      + " Put a formula between $ signs if it is one."));
  }
  show(formulas, site, answer.macros);
}
