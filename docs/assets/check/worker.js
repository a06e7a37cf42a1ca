// Runs the checker in Pyodide, apart from the page, which can end it at any time.
//
// in:  {type: "load", engine: address, list: engine.json}, then any number of {type: "ask", number, text}
// out: {type: "bytes", name, loaded}, {type: "step", name} while loading, then {type: "ready", loaded};
//      {type: "at", number, line} before each step, {type: "answer", number, answer};
//      {type: "failed", stage, message}, where the stage is download, load or ask

import {serve, start} from "./python.js";

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

async function load(data) {
  const {python, macros} = await start(data);
  const timer = new Timer(python.pyimport("signal").SIGPROF);
  python.setInterruptBuffer(timer);
  checker = python.pyimport("eqproof.adapters.browser").start(macros, timer);
}

serve(load, ({number, text}) => {
  const watch = (line) => postMessage({type: "at", number, line});
  return JSON.parse(checker.answer(text, watch));
});
