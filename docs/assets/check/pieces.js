// What is shown of lines while they are typed: formula by formula, as MathJax takes them.
//
// This is only a look at the lines. What they say is read by the checker alone.

const MARKED = /(?<!\\)\$\$([^]+?)\$\$|(?<!\\)\\\[([^]+?)\\\]|(?<!\\)\\\(([^]+?)\\\)|(?<![\\$])\$([^$\n]+)\$/g;
const WORDS = /^[^\\=<>^_{}+\d]* [^\\=<>^_{}+\d]* [^\\=<>^_{}+\d]*$|(?<![\\a-z])[a-z]{3,}[ ,.:]+(?:[a-z]+[ ,.:]+){2}/i;
const DEFINITION = /^\s*\\(?:(?:re|provide)?(?:new)?command|def|let|DeclareMathOperator)(?![a-zA-Z])/;

const count = (text, pattern) => (text.match(pattern) ?? []).length;
const closed = (text) => count(text, /(?<!\\)\{/g) <= count(text, /(?<!\\)\}/g);

/** Returns the formulas in `text`, one after the other: TeX to be shown as displays. */
export function pieces(text) {
  const marked = [...text.matchAll(MARKED)];
  if (marked.length) return marked.map((match) => match.slice(1).find((part) => part !== undefined).trim());
  return text.split(/\n[ \t]*\n/).flatMap(paragraph).filter((tex) => tex.trim());
}

function paragraph(text) {
  if (/\\begin\s*\{/.test(text)) return [text];
  if (/\\\\/.test(text)) return [`\\begin{align*}${text}\\end{align*}`];
  const rows = [];
  for (const line of text.split("\n")) {
    if (rows.length && !closed(rows.at(-1))) rows.push(`${rows.pop()}\n${line}`);
    else if (!WORDS.test(line)) rows.push(line);
  }
  return rows.map((row) => (DEFINITION.test(row) ? row : row.replace(/(?<!\\)&/g, "")));
}

/** Parts Markdown into words and formulas: [[text, whether it is a formula], …]. */
export function spoken(markdown) {
  const parts = [];
  let end = 0;
  for (const match of markdown.matchAll(MARKED)) {
    if (match.index > end) parts.push([markdown.slice(end, match.index), false]);
    parts.push([match.slice(1).find((part) => part !== undefined), true]);
    end = match.index + match[0].length;
  }
  if (!parts.length) return [[markdown, true]];
  if (end < markdown.length) parts.push([markdown.slice(end), false]);
  return parts;
}
