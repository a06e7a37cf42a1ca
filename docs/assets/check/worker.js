// Runs the checker in Pyodide, apart from the page, which can end it at any time.
//
// in:  {type: "load", engine: address, list: engine.json}, then any number of {type: "check", number, text}
// out: {type: "bytes", name, loaded}, {type: "step", name} while loading, then {type: "ready"};
//      {type: "at", number, line} before each step, {type: "answer", number, answer};
//      {type: "failed", stage, message}

const PLACE = "/checker";
let checker = null;

/** Interrupts Python when its time is over: there are no timers and no threads in WebAssembly. */
class Timer {
  end = Infinity;
  again = 0;
  constructor(signal) { this.signal = signal; }
  start(seconds, again) {
    this.end = seconds > 0 ? performance.now() + 1000 * seconds : Infinity;
    this.again = 1000 * again;
  }
  left() { return this.end === Infinity ? 0 : Math.max((this.end - performance.now()) / 1000, 1e-9); }
  // Pyodide looks here between instructions of Python whether a signal has come
  get 0() {
    if (performance.now() < this.end) return 0;
    this.end = performance.now() + this.again;
    return this.signal;
  }
  set 0(_) {}
}

/** Says that a file did not come. Pyodide would wait for it for ever. */
function lost(reason) {
  postMessage({type: "failed", stage: "load", message: String(reason)});
  throw new Error(reason);
}

/** Says of every file that is fetched how much of it has come. */
function countFetches(sizes) {
  const fetch = self.fetch.bind(self);
  self.fetch = async (...request) => {
    const response = await fetch(...request).catch(lost);
    if (!response.ok) lost(`${response.url}: ${response.status}`);
    const name = new URL(response.url).pathname.split("/").pop();
    if (response.body && name in sizes) count(name, response.clone().body.getReader());
    return response;
  };
}

async function count(name, reader) {
  let loaded = 0, told = 0;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      loaded += part.value.length;
      if (performance.now() - told < 50) continue;
      told = performance.now();
      postMessage({type: "bytes", name, loaded});
    }
    postMessage({type: "bytes", name, loaded});
  } catch (error) {
    lost(error);
  }
}

async function load({engine, list}) {
  countFetches(list.sizes);
  const zip = fetch(engine + list.modules).then((response) => response.arrayBuffer());
  zip.catch(() => {}); // it is awaited below
  const {loadPyodide} = await import(engine + "pyodide.mjs");
  const python = await loadPyodide({indexURL: engine, env: {PYTHONHASHSEED: "0"}});
  const bytes = await zip;
  postMessage({type: "step", name: "unpack"});
  python.unpackArchive(bytes, "zip", {extractDir: PLACE});
  python.FS.writeFile(`${PLACE}/macros.json`, JSON.stringify(list.macros));
  postMessage({type: "step", name: "import"});
  python.runPython(`import sys; sys.path.append("${PLACE}")`);
  const timer = new Timer(python.pyimport("signal").SIGPROF);
  python.setInterruptBuffer(timer);
  checker = python.pyimport("eqproof.adapters.browser").start(`${PLACE}/macros.json`, timer);
}

self.onmessage = async ({data}) => {
  try {
    if (data.type === "load") {
      await load(data);
      postMessage({type: "ready"});
    } else {
      const watch = (line) => postMessage({type: "at", number: data.number, line});
      postMessage({type: "answer", number: data.number, answer: JSON.parse(checker.answer(data.text, watch))});
    }
  } catch (error) {
    postMessage({type: "failed", stage: data.type, message: String(error).slice(-600)});
  }
};
