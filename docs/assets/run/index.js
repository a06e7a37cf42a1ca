// An editor in the place of a program on a page, which runs it in a worker and shows what it prints.

import {Engine, SECONDS} from "../check/engine.js";

const LONGEST = 100_000; // so many characters of output are shown
const STEPS = {unpack: "Unpacking Python.", import: "Starting Python."};
const SCRIPT = new URL("worker.js", import.meta.url);

const load = async () => {
  const address = new URL("../engine/engine.json", import.meta.url);
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return {address, content: await response.json()};
};

/** Returns a new element; a text among `parts` stays text. */
function make(tag, properties = {}, ...parts) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...parts);
  return element;
}

const button = (textContent) => make("button", {type: "button", className: "md-button", textContent});
const megabytes = (bytes) => (bytes / 1e6).toFixed(1);

let current = null; // the editor whose program runs
const engine = new Engine(load, (news) => current?.hear(news), SCRIPT);

class Editor {
  constructor(bar, opener, text) {
    Object.assign(this, {bar, opener, text});
    this.code = bar.previousElementSibling;
    this.input = make("textarea", {
      value: text, spellcheck: false, autocapitalize: "off", autocomplete: "off",
      rows: text.split("\n").length, wrap: "off", ariaLabel: "The program",
    });
    this.run = button("Run");
    this.stop = button("Stop");
    this.reset = button("As it was");
    this.close = button("Close");
    this.status = make("span", {role: "status"});
    this.bytes = make("span");
    this.progress = make("progress", {ariaLabel: "Loading Python", hidden: true});
    this.output = make("pre", {className: "program-output", tabIndex: 0, ariaLabel: "What your run printed", hidden: true});
    this.box = make("div", {className: "program-editor"},
      make("p", {className: "program-note"}, "This part of the program, with what it needs. It runs on this machine. Ctrl and Enter run it."),
      this.input,
      make("p", {className: "program-bar"}, this.run, this.stop, this.reset, this.close),
      make("p", {className: "program-state"}, this.status, " ", this.bytes),
      this.progress, this.output);
    this.run.addEventListener("click", () => this.start());
    this.stop.addEventListener("click", () => engine.stop());
    this.reset.addEventListener("click", () => { this.input.value = this.text; this.input.focus(); });
    this.close.addEventListener("click", () => this.leave());
    this.input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.start();
    });
    this.busy(false);
  }

  show() {
    this.code.hidden = this.bar.hidden = true;
    this.bar.after(this.box);
    this.input.focus({preventScroll: true});
  }

  leave() {
    if (current === this) engine.stop();
    this.box.remove();
    this.code.hidden = this.bar.hidden = false;
    this.opener.focus();
  }

  say(text) { if (this.status.textContent !== text) this.status.textContent = text; }

  busy(now) {
    this.stop.hidden = !now;
    this.run.hidden = now;
    this.bytes.textContent = "";
    this.progress.hidden = true;
  }

  hear({loaded, total, step, printed}) {
    if (printed !== undefined) return this.print(printed);
    this.progress.hidden = step !== undefined;
    if (step) return this.say(STEPS[step]);
    if (loaded === total) this.say("Starting Python.");
    Object.assign(this.progress, {max: total, value: loaded});
    this.bytes.textContent = `${megabytes(loaded)} of ${megabytes(total)} MB`;
  }

  print(text) {
    const room = LONGEST - this.output.textContent.length;
    this.output.hidden = false;
    this.output.append(text.slice(0, room));
    if (text.length > room) {
      this.tooLong = true;
      engine.stop();
    }
  }

  async start() {
    if (current === this) return;
    if (current) engine.stop(); // one at a time
    current = this;
    this.busy(true);
    this.tooLong = false;
    this.output.replaceChildren();
    this.output.hidden = true;
    this.say(engine.isReady ? "Running." : "Loading Python.");
    try {
      await engine.load();
      this.progress.hidden = true;
      this.bytes.textContent = "";
      this.say("Running.");
      const {error} = await engine.ask(this.input.value);
      if (error) this.output.append(make("span", {className: "program-error"}, error));
      this.output.hidden = !this.output.textContent;
      this.say(error ? "It ended with an error." : this.output.hidden ? "It printed nothing." : "Done.");
    } catch (reason) {
      this.say(this.why(reason));
    }
    if (current === this) current = null;
    this.busy(false);
  }

  why({kind, message}) {
    if (this.tooLong) return `It printed more than ${LONGEST.toLocaleString("en")} characters and was ended.`;
    if (kind === "stopped") return "Stopped.";
    if (kind === "endless") return `It ran longer than ${SECONDS} seconds and was ended.`;
    if (kind === "download") return "Python could not be loaded. Is there a connection? Run tries again.";
    return `Python failed: ${message}`;
  }
}

/** Shows the editor of the program below which `bar` stands, and runs it as it is. */
export async function open(bar, opener) {
  const response = await fetch(bar.dataset.program);
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  const editor = new Editor(bar, opener, await response.text());
  editor.show();
  await editor.start();
}
