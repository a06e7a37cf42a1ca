// What is assumed, as a list: each entry is a line that can be changed in place. Those of the reader are never changed here.

import {button, make} from "./parts.js";
import {spoken} from "./pieces.js";
import {show} from "./preview.js";

let count = 0;

/** One entry. `kind` is own, assumed, or gone: a name of which nothing is to be assumed. */
class Row {
  constructor(text, kind, {name = "", about = "", why = "", others = []} = {}) {
    Object.assign(this, {kind, name, about, why, others});
    this.item = make("li", "check-entry");
    this.said = make("div", "check-said");
    this.field = make("textarea");
    Object.assign(this.field, {rows: 1, value: text, maxLength: 2000, spellcheck: false, autocapitalize: "off", autocomplete: "off"});
    this.note = make("p", "check-why");
    this.note.id = `check-why-${++count}`;
    this.field.setAttribute("aria-describedby", this.note.id);
  }

  get text() { return this.field.value; }
}

export class Entries {
  #rows = [];

  /** `changed` is called when an entry was, `run` when the reader wants the answer now. */
  constructor(list, {changed, run, site}) { Object.assign(this, {list, changed, run, site}); }

  /** The reader's own entries, a line each; empty ones are none. */
  get given() { return this.#of("own").map(({text}) => text.trim()).filter(Boolean); }

  /** The names of which nothing is to be assumed. */
  get without() { return this.#of("gone").map(({name}) => name); }

  #of(kind) { return this.#rows.filter((row) => row.kind === kind); }

  /** Begins anew with entries of the reader. */
  put(given, without) {
    this.#rows = [...given.map((text) => this.#own(text)), ...without.map((name) => this.#gone({name, about: name}))];
    this.#draw();
  }

  /** Adds entries of the reader; what is assumed in the same words becomes the reader's. */
  keep(texts) {
    for (const text of texts) {
      const same = this.#rows.find((row) => row.kind === "assumed" && row.text === text);
      if (same) same.kind = "own";
      else this.#rows.push(this.#own(text));
    }
    this.#draw();
  }

  /** Adds an entry to be written, and goes there. */
  add(text = "") {
    const row = this.#own(text);
    this.#rows.push(row);
    this.#draw();
    row.field.focus();
    row.field.setSelectionRange(text.length, text.length);
  }

  /** Shows what the checker assumed; entries that stay keep their place. */
  assume(found) {
    const left = [...found];
    this.found = found;
    this.#rows = this.#rows.filter((row) => {
      if (row.kind !== "assumed") return true;
      const index = left.findIndex((entry) => entry.line === row.text);
      if (index < 0) return false;
      Object.assign(row, {why: left[index].why, others: left[index].others});
      left.splice(index, 1);
      return true;
    });
    this.#rows.push(...left.map((entry) => this.#watched(new Row(entry.line, "assumed", entry))));
    this.#draw();
  }

  /** Returns the number that the list shows for an entry of an answer. */
  number({field, number}) {
    const row = field === "given"
      ? this.#of("own").filter(({text}) => text.trim())[number - 1]
      : this.#of("assumed").find(({text}) => text === this.found[number - 1].line);
    return this.#rows.filter(({kind}) => kind !== "gone").indexOf(row) + 1;
  }

  /** Marks the entries that cannot be read, by their places. */
  mark(places) {
    const numbers = new Set(places.map((place) => this.number(place)));
    this.#rows.filter(({kind}) => kind !== "gone").forEach(({field}, index) => {
      if (numbers.has(index + 1)) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    });
  }

  #own(text) { return this.#watched(new Row(text, "own")); }

  #gone(entry) { return new Row("", "gone", entry); }

  #watched(row) {
    row.field.addEventListener("input", () => {
      const [first, ...more] = row.field.value.split(/\n/);
      if (more.length) {
        row.field.value = first;
        const place = this.#rows.indexOf(row) + 1;
        this.#rows.splice(place, 0, ...more.filter((text) => text.trim()).map((text) => this.#own(text)));
      }
      if (row.kind === "assumed" || more.length) {
        row.kind = "own";
        this.#draw();
      }
      this.changed();
    });
    row.field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      this.run();
    });
    return row;
  }

  #remove(row) {
    const place = this.#rows.indexOf(row);
    const rest = row.kind === "own" ? [] : [this.#gone(row)];
    this.#rows.splice(place, 1, ...rest);
    this.#draw();
    const next = this.list.querySelectorAll("textarea, button")[0] ?? document.getElementById("check-add");
    (this.#rows[place]?.item.querySelector("textarea, button") ?? next).focus();
    this.changed();
  }

  #again(row) {
    this.#rows = this.#rows.filter((other) => other !== row);
    this.#draw();
    document.getElementById("check-add").focus();
    this.changed();
  }

  #instead(row, text) {
    row.field.value = text;
    row.kind = "own";
    this.#draw();
    row.field.focus();
    this.changed();
  }

  #draw() {
    const formulas = [];
    let number = 0;
    const items = this.#rows.map((row) => {
      row.item.className = `check-entry check-is-${row.kind}`;
      if (row.kind === "gone") {
        const words = make("p", "check-why", `Nothing is assumed about ${row.about}. `);
        words.append(button("Assume again", () => this.#again(row)));
        row.item.replaceChildren(words);
        return row.item;
      }
      number += 1;
      formulas.push(...look(row));
      this.#describe(row, number);
      if (!row.item.contains(row.field)) row.item.replaceChildren(row.said, row.field, row.note);
      return row.item;
    });
    // what has the focus is not moved, so that it keeps it
    this.list.querySelectorAll(":scope > li").forEach((item) => items.includes(item) || item.remove());
    items.forEach((item, index) => {
      if (this.list.children[index] !== item) this.list.insertBefore(item, this.list.children[index] ?? null);
    });
    show(formulas, this.site());
  }

  #describe(row, number) {
    const about = row.about || number;
    const key = JSON.stringify([row.kind, row.why, row.others, number]);
    if (row.key === key) return; // so that what has the focus keeps it
    row.key = key;
    row.field.setAttribute("aria-label", `Assumption ${number}${row.about ? `, about ${row.about}` : ""}`);
    const words = make("span", "", row.kind === "own" ? "Yours. " : `Assumed: ${row.why}. `);
    const parts = [words];
    if (row.kind === "assumed" && row.others.length) {
      const select = make("select");
      select.setAttribute("aria-label", `Assume instead, about ${about}`);
      select.append(new Option("or …", ""), ...row.others.map((text) => new Option(text.replace(/^\$|\$$/g, ""), text)));
      select.addEventListener("change", () => this.#instead(row, select.value));
      parts.push(select);
    }
    const remove = button("Remove", () => this.#remove(row));
    remove.setAttribute("aria-label", `Remove assumption ${number}${row.about ? `, about ${row.about}` : ""}`);
    row.note.replaceChildren(...parts, remove);
  }

  /** Shows the entries as they are typed now. */
  look() { show(this.#rows.filter(({kind}) => kind !== "gone").flatMap(look), this.site()); }
}

/** Puts words and places for formulas; returns these with what they are to show. */
function look(row) {
  if (row.shown === row.text) return [];
  row.shown = row.text;
  const formulas = [];
  row.said.replaceChildren(...spoken(row.text).map(([text, isFormula]) => {
    const part = make("span", "", text);
    if (isFormula && text.trim()) formulas.push([part, text, false]);
    return part;
  }));
  return formulas;
}

