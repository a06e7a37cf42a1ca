// Small parts of the page. All that comes from outside is set as text.

export function make(tag, name = "", text = "") {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.textContent = text;
  return element;
}

export function button(text, act, name = "check-small") {
  const element = make("button", name, text);
  element.type = "button";
  element.addEventListener("click", act);
  return element;
}

export const capital = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);

/** Returns what was typed where, in words. */
export function where({field, number}) {
  return field === "lines" ? `line ${number}` : `assumption ${number}`;
}

/** Returns several things in one sentence. */
export const listed = (words) => [words.slice(0, -1).join(", "), words.at(-1)].filter(Boolean).join(" and ");
