// From what is typed to a page that the checker reads, and back to the lines that were typed.
//
// Lines may come bare, in an environment, or as Markdown with formulas between dollar signs.

const MARKDOWN = /\$|(?<!\\)\\[[(]/;
const RELATION = /:=|[=<>]|\\(?:leq?|geq?|neq?|approx|equiv|to|in|propto|overset|stackrel)(?![a-zA-Z])/;
const CONTINUED = new RegExp(`^(\\s*)(?=${RELATION.source})`);
const ENVIRONMENT = /\\begin\s*\{/;

/** Returns `line` without what stands in braces, brackets or parentheses. */
function outside(line) {
  let depth = 0, kept = "";
  for (const part of line.matchAll(/\\[a-zA-Z]+|\\.|[^]/g)) {
    if ("{[(".includes(part[0])) depth += 1;
    if (depth <= 0) kept += part[0];
    if ("}])".includes(part[0])) depth = Math.max(0, depth - 1);
  }
  return kept;
}

/** Parts lines at blank ones, unless these stand inside an environment. */
function paragraphs(lines) {
  const parts = [];
  let open = 0, part = [];
  lines.forEach((text, index) => {
    if (text.trim() || (open > 0 && part.length)) part.push({text, number: index + 1});
    else if (part.length) part = (parts.push(part), []);
    open += (text.match(/\\begin\s*\{/g) ?? []).length - (text.match(/\\end\s*\{/g) ?? []).length;
  });
  return part.length ? [...parts, part] : parts;
}

/** Makes of the lines of a paragraph the rows of a display: a line with a relation of its own is a new row. */
function display(lines) {
  const whole = lines.map(({text}) => text).join("\n");
  if (ENVIRONMENT.test(whole)) return lines;
  const typed = /\\\\/.test(whole);
  const rows = lines.map((line, index) => {
    if (typed) return line;
    const next = lines[index + 1];
    const end = next && RELATION.test(outside(next.text)) ? " \\\\" : "";
    return {...line, text: line.text.trimEnd().replace(CONTINUED, "$1& ") + end};
  });
  const aligned = typed || rows.length > 1 || /(?<!\\)&/.test(whole);
  return aligned ? [{text: "\\begin{align}"}, ...rows, {text: "\\end{align}"}] : rows;
}

/** Returns an entry of the given block: a bare formula is put between dollar signs. */
function entry(text) {
  const bare = text.trim().replace(/^[-*]\s+/, "");
  return MARKDOWN.test(bare) ? bare : `$${bare}$`;
}

/**
 * Returns the page, and for each of its lines where it was typed: {field, number}, or null.
 * A line keeps its order and its text; only delimiters are put around it.
 */
export function compose(given, derivation) {
  const page = [];
  const add = (text, field = null, number = 0) => page.push({text, origin: field && {field, number}});
  const entries = given.split("\n").map((text, index) => ({text, number: index + 1}));
  const used = entries.filter(({text}) => text.trim());
  if (used.length) {
    add("!!! given");
    for (const {text, number} of used) add(`    - ${entry(text)}`, "given", number);
    add("");
  }
  const lines = derivation.split("\n");
  if (MARKDOWN.test(derivation)) {
    lines.forEach((text, index) => add(text, "derivation", index + 1));
  } else {
    for (const part of paragraphs(lines)) {
      add("$$");
      for (const {text, number} of display(part)) add(text, number ? "derivation" : null, number);
      add("$$");
      add("");
    }
  }
  return {text: page.map(({text}) => text).join("\n").trimEnd() + "\n", origins: page.map(({origin}) => origin)};
}

/** Returns the displays of `derivation` as TeX, for the preview. */
export function displays(derivation) {
  const {text} = compose("", derivation);
  const found = text.matchAll(/\$\$([^]*?)\$\$|(?<!\\)\\\[([^]*?)\\\]|(?<!\\)\$([^$\n]+)\$/g);
  return [...found].map((match) => match[1] ?? match[2] ?? match[3]).filter((tex) => tex.trim());
}

/** Returns TeX for one side of a step: what parts and numbers rows is taken out. */
export function side(tex) {
  const plain = tex.replace(/\\(?:tag\*?|label)\s*\{[^{}]*\}|\\(?:notag|nonumber)(?![a-zA-Z])/g, "");
  return ENVIRONMENT.test(plain) ? plain : plain.replace(/\\\\\s*(?:\[[^\]]*\])?|(?<!\\)&/g, " ");
}
