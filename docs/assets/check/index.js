// The page that checks a reader's own derivation: what is typed, kept, shared, and answered.

import {fill, shown, summary} from "./answer.js";
import {Engine, SECONDS} from "./engine.js";
import {Entries} from "./entries.js";
import {make, where} from "./parts.js";
import {pieces} from "./pieces.js";
import {show} from "./preview.js";
import {ask} from "./questions.js";
import {derivation, fragment} from "./share.js";

const PAUSE = 500; // milliseconds without a key before the lines are looked at
const part = (name) => document.getElementById(`check-${name}`);
const tool = document.getElementById("check");
const [lines, status, progress, bytes] = ["lines", "status", "progress", "bytes"].map(part);
const buttons = Object.fromEntries(["run", "stop", "retry", "link", "markdown", "add"].map((name) => [name, part(name)]));

const once = (get) => {
  let made = null;
  return () => (made ??= get().catch((error) => { made = null; throw error; }));
};
const load = (place) => async () => {
  const address = new URL(place, import.meta.url);
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return {address, content: await response.json()};
};
const list = once(load("../engine/engine.json"));
const examples = once(load("examples.json"));

let running = false, again = false, pause = 0, answer = null;
let site = {macros: {}, characters: {}}; // what engine.json says

const say = (text) => { if (status.textContent !== text) status.textContent = text; };
const megabytes = (count) => (count / 1e6).toFixed(1);
const STEPS = {unpack: "Unpacking the checker.", import: "Starting the checker."};

const engine = new Engine(list, ({loaded, total, step, line}) => {
  progress.hidden = loaded === undefined;
  if (line !== undefined) return void (bytes.textContent = line ? `Line ${line}` : "");
  if (step) return say(STEPS[step]);
  if (loaded === total) say("Starting Python.");
  Object.assign(progress, {max: total, value: loaded});
  bytes.textContent = `${megabytes(loaded)} of ${megabytes(total)} MB`;
});

const entries = new Entries(part("entries"), {changed, run, site: () => site});

function busy(now) {
  running = now;
  buttons.stop.hidden = !now;
  buttons.retry.hidden = true;
  if (now) return;
  progress.hidden = true;
  bytes.textContent = "";
}

async function run() {
  clearTimeout(pause);
  if (running) return void (again = true);
  busy(true);
  try {
    do {
      again = false;
      say(engine.isReady ? "Checking." : "Loading the checker. It runs on this machine, and what you type stays here.");
      const {given, without} = entries;
      const found = await engine.ask(JSON.stringify({lines: lines.value, given, without}));
      if (!again) answered(found);
    } while (again);
    busy(false);
  } catch (error) {
    busy(false);
    failed(error);
  }
}

function answered(found) {
  answer = found;
  buttons.markdown.disabled = false;
  entries.assume(found.assumed);
  const numbers = (place) => entries.number(place);
  fill(part("answer"), found, numbers, site);
  entries.mark(shown(found).map(({place}) => place).filter(({field}) => field !== "lines"));
  ask(part("questions"), found.questions, {
    choose: (texts) => { entries.keep(texts); buttons.run.focus(); keep(); run(); },
    write: (start) => entries.add(start),
    site,
    definitions: found.macros,
  });
  say(summary(found, numbers));
}

function failed(error) {
  const at = error.line ? ` The step in ${where({field: "lines", number: error.line})} was being decided.` : "";
  forget();
  part("answer").replaceChildren();
  part("questions").hidden = true;
  if (error.kind === "stopped") say(`Stopped.${at}`);
  else if (error.kind === "endless") {
    say(`One step ran longer than ${SECONDS} seconds and was ended.${at} A step in between may help.`);
  } else if (error.kind === "download") {
    buttons.retry.hidden = false;
    say("The checker could not be loaded. Is there a connection? What you typed is still here.");
  } else say(`The checker failed: ${error.message}`);
}

function preview() {
  const formulas = pieces(lines.value).map((tex) => [make("div"), tex]);
  part("preview").replaceChildren(...formulas.map(([element]) => element));
  show(formulas, site);
  entries.look();
}

/** Keeps what is typed in the address, so that a reload and a link bring it back. */
async function keep() {
  const {given, without} = entries;
  history.replaceState(history.state, "", await fragment(given.join("\n"), lines.value, without.join("\n")));
}

function forget() {
  answer = null;
  buttons.markdown.disabled = true;
}

function changed() {
  engine.load().catch(() => {}); // whoever waits for an answer learns of it
  forget();
  clearTimeout(pause);
  pause = setTimeout(() => { preview(); keep(); run(); }, PAUSE);
}

function put({derivation: text, given, without = ""}) {
  lines.value = text;
  entries.put(given.split("\n").filter((entry) => entry.trim()), without.split("\n").filter(Boolean));
  forget();
  part("answer").replaceChildren();
  part("questions").hidden = true;
  preview();
}

async function copy(text, said) {
  try {
    await navigator.clipboard.writeText(text);
    say(said);
  } catch {
    const box = part("copied");
    Object.assign(box, {hidden: false, value: text});
    box.focus();
    box.select();
    say("The browser does not allow copying. The text is selected, copy it from there.");
  }
}

/** Says what the command will say of the page that was copied. */
function copied({open}) {
  if (!open.length) return "Copied. The command accepts it.";
  const {field, number} = open[0];
  return `Copied. The command will stop at ${where({field, number: field === "lines" ? number : entries.number(open[0])})}.`;
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
  const [{content}] = await Promise.all([examples(), list().then(sized, () => {})]);
  content.forEach(({title}, index) => select.append(new Option(title, index)));
  const example = (index) => {
    const {given, lines: rows} = content[index];
    put({given: given.join("\n"), derivation: rows.join("\n")});
  };
  if (!await restore()) example(0);
  else select.value = "";
  select.addEventListener("change", () => { example(Number(select.value)); changed(); });
  lines.addEventListener("input", changed);
  lines.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) run();
  });
  buttons.run.addEventListener("click", run);
  buttons.retry.addEventListener("click", run);
  buttons.stop.addEventListener("click", () => engine.stop());
  buttons.add.addEventListener("click", () => entries.add());
  buttons.link.addEventListener("click", async () => { await keep(); copy(location.href, "Copied."); });
  buttons.markdown.addEventListener("click", () => copy(answer.markdown, copied(answer)));
  addEventListener("hashchange", restore);
  tool.hidden = false;
}

/** Takes the macros of the site, and says how much the checker weighs. */
function sized({content}) {
  site = content;
  part("size").textContent = `: ${Math.round(content.packed / 1e6)} MB where the server packs files, `
    + `${Math.round(content.whole / 1e6)} MB where it does not`;
}

start().catch(() => {
  tool.hidden = true;
  part("broken").hidden = false;
});
