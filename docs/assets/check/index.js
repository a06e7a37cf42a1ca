// The page that checks a reader's own derivation: what is typed, kept, shared, and answered.

import {fill, summary, where} from "./answer.js";
import {Engine, SECONDS} from "./engine.js";
import {show} from "./preview.js";
import {derivation, fragment} from "./share.js";
import {compose, displays} from "./text.js";

const PAUSE = 500; // milliseconds without a key before the lines are looked at
const part = (name) => document.getElementById(`check-${name}`);
const tool = document.getElementById("check");
const [lines, given, status, progress] = ["lines", "given", "status", "progress"].map(part);
const buttons = Object.fromEntries(["run", "stop", "retry", "link", "markdown"].map((name) => [name, part(name)]));

const once = (make) => {
  let made = null;
  return () => (made ??= make().catch((error) => { made = null; throw error; }));
};
const load = (place) => async () => {
  const address = new URL(place, import.meta.url);
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return {address, content: await response.json()};
};
const list = once(load("../engine/engine.json"));
const examples = once(load("examples.json"));

let running = false, again = false, pause = 0, markdown = null;

const say = (text) => { if (status.textContent !== text) status.textContent = text; };
const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
const STEPS = {unpack: "Unpacking the checker.", import: "Starting the checker."};

const engine = new Engine(list, ({loaded, total, step}) => {
  progress.hidden = step !== undefined;
  if (step) return say(STEPS[step]);
  if (loaded === total) say("Starting Python.");
  Object.assign(progress, {max: total, value: loaded});
  part("bytes").textContent = `${megabytes(loaded)} of ${megabytes(total)} MB`;
});

function busy(now) {
  running = now;
  buttons.stop.hidden = !now;
  buttons.retry.hidden = true;
  if (!now) progress.hidden = true;
  if (!now) part("bytes").textContent = "";
}

async function run() {
  if (running) return void (again = true);
  busy(true);
  let page;
  try {
    do {
      again = false;
      page = compose(given.value, lines.value);
      say(engine.isReady ? "Checking." : "Loading the checker. It runs on this machine, and what you type stays here.");
      const answer = await engine.ask(page.text);
      if (!again) await answered(answer, page);
    } while (again);
    busy(false);
  } catch (error) {
    busy(false);
    failed(error, page);
  }
}

async function answered(answer, page) {
  const found = answer.lines
    .map((line) => ({...line, place: page.origins[line.line - 1] ?? {field: "derivation", number: 1}}))
    .filter((line) => line.place.field === "derivation" || line.message);
  markdown = answer.markdown;
  buttons.markdown.disabled = false;
  const {content} = await list();
  fill(part("answer"), found, content.macros);
  say(summary(found));
}

function failed(error, page) {
  const origin = page?.origins[error.line - 1];
  const at = origin ? ` The step in ${where(origin)} was being decided.` : "";
  part("answer").replaceChildren();
  if (error.kind === "stopped") say(`Stopped.${at}`);
  else if (error.kind === "endless") {
    say(`This ran longer than ${SECONDS} seconds and was ended.${at} A step in between may help.`);
  } else if (error.kind === "download") {
    buttons.retry.hidden = false;
    say("The checker could not be loaded. Is there a connection? What you typed is still here.");
  } else say(`The checker failed: ${error.message}`);
}

async function preview() {
  const {content} = await list().catch(() => ({content: {macros: {}}}));
  const box = part("preview");
  const rows = displays(lines.value).map((tex) => {
    const row = document.createElement("div");
    show(row, tex.trim(), content.macros);
    return row;
  });
  box.replaceChildren(...rows);
}

/** Keeps what is typed in the address, so that a reload and a link bring it back. */
async function keep() {
  history.replaceState(history.state, "", await fragment(given.value, lines.value));
}

function changed() {
  engine.load().catch(() => {}); // whoever waits for an answer learns of it
  markdown = null;
  buttons.markdown.disabled = true;
  clearTimeout(pause);
  pause = setTimeout(() => { preview(); keep(); run(); }, PAUSE);
}

function put(texts) {
  lines.value = texts.derivation;
  given.value = texts.given;
  markdown = null;
  buttons.markdown.disabled = true;
  preview();
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    say("Copied.");
  } catch {
    const box = part("copied");
    Object.assign(box, {hidden: false, value: text});
    box.focus();
    box.select();
    say("The browser does not allow copying. The text is selected, copy it from there.");
  }
}

async function restore() {
  try {
    const kept = await derivation(location.hash);
    if (kept) put(kept);
    return Boolean(kept);
  } catch {
    say("This link holds no derivation that can be read. An example is shown instead.");
    return false;
  }
}

async function start() {
  const select = part("example");
  const {content} = await examples();
  content.forEach(({title}, index) => select.append(new Option(title, index)));
  const example = (index) => {
    const {given: entries, lines: rows} = content[index];
    put({given: entries.join("\n"), derivation: rows.join("\n")});
  };
  if (!await restore()) example(0);
  else select.value = "";
  select.addEventListener("change", () => { example(Number(select.value)); changed(); });
  for (const field of [lines, given]) {
    field.addEventListener("input", changed);
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) run();
    });
  }
  buttons.run.addEventListener("click", run);
  buttons.retry.addEventListener("click", run);
  buttons.stop.addEventListener("click", () => engine.stop());
  buttons.link.addEventListener("click", async () => { await keep(); copy(location.href); });
  buttons.markdown.addEventListener("click", () => copy(markdown));
  addEventListener("hashchange", restore);
  tool.hidden = false;
}

start().catch(() => {
  tool.hidden = true;
  part("broken").hidden = false;
});
