// What the checker asks: each question with the answers that can be chosen. An answer is entries of the reader.

import {button, capital, listed, make} from "./parts.js";
import {show} from "./preview.js";

/** Fills `box` with questions; `choose` is given the entries of an answer, `write` how one begins. */
export function ask(box, questions, {choose, write, site, definitions}) {
  const formulas = [];
  box.replaceChildren(...questions.map((question, index) => {
    const part = make("div", "check-question");
    const words = make("p", "", "");
    words.id = `check-question-${index}`;
    const lines = question.numbers.filter(Boolean);
    const place = lines.length ? ` for ${lines.length === 1 ? "line" : "lines"} ${listed(lines.map(String))}` : "";
    words.append(make("strong", "", `Question${place}: `), capital(question.text));
    const bar = make("div", "check-bar");
    for (const {words: answer, lines: entries} of question.answers) {
      const choice = button(capital(answer), () => choose(entries));
      if (entries.length <= 2) {
        for (const entry of entries) {
          const formula = make("span", "check-said");
          formulas.push([formula, entry.replace(/^\$|\$$/g, ""), false]);
          choice.append(" ", formula);
        }
      }
      bar.append(choice);
    }
    bar.append(button(question.answers.length ? "Something else" : "Write the answer", () => write(question.start)));
    part.setAttribute("role", "group");
    part.setAttribute("aria-labelledby", words.id);
    part.append(words, bar);
    return part;
  }));
  box.hidden = !questions.length;
  show(formulas, site, definitions);
}
