// Runs a reader's programs in Pyodide, apart from the page, which can end it at any time.
//
// in and out: as in ../check/worker.js; besides {type: "printed", text}. An answer is {error}.

import {serve, start} from "../check/python.js";

const PAUSE = 50; // milliseconds between two messages with what was printed
let run = null, waiting = "", told = 0;

function tell() {
  if (waiting) postMessage({type: "printed", text: waiting});
  waiting = "";
  told = performance.now();
}

async function load(data) {
  const {python} = await start(data);
  const decoder = new TextDecoder();
  const write = (bytes) => {
    waiting += decoder.decode(bytes, {stream: true});
    if (performance.now() - told > PAUSE) tell();
    return bytes.length;
  };
  python.setStdout({write});
  python.setStderr({write});
  python.setStdin({error: true}); // there is nobody to ask
  const response = await fetch(new URL("runner.py", import.meta.url));
  python.runPython(await response.text());
  run = python.globals.get("run");
}

serve(load, ({text}) => {
  const error = run(text);
  tell();
  return {error};
});
