// Starts Python in a worker: Pyodide, and the modules that the site is built with.

const MACROS = "/macros.json";

// finds the modules in memory: nothing is unpacked that is not imported
const FINDER = `
import json, marshal, sys
from compression import zstd
from importlib.machinery import ModuleSpec

class Modules:
    def __init__(self, packed):
        content = zstd.decompress(packed)
        end = content.index(b"\\n")
        self.places = json.loads(content[:end])
        self.codes = memoryview(content)[end + 1 :]

    def find_spec(self, name, path=None, target=None):
        if place := self.places.get(name):
            is_package = place[0].endswith("/__init__.py")
            return ModuleSpec(name, self, origin=place[0], is_package=is_package)

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        module.__file__, start, end = self.places[module.__name__]
        exec(marshal.loads(self.codes[start:end]), module.__dict__)

sys.meta_path.insert(0, Modules(packed))
`;

/** Says that a file did not come. Pyodide would wait for it for ever. */
function lost(reason) {
  postMessage({type: "failed", stage: "download", message: String(reason)});
  throw new Error(reason);
}

/** Says of every file that is fetched how much of it has come; returns what ends this. */
function countFetches(sizes) {
  const plain = self.fetch, fetch = plain.bind(self);
  self.fetch = async (...request) => {
    const response = await fetch(...request).catch(lost);
    if (!response.ok) lost(`${response.url}: ${response.status}`);
    const name = new URL(response.url).pathname.split("/").pop();
    if (response.body && name in sizes) count(name, response.clone().body.getReader());
    return response;
  };
  return () => { self.fetch = plain; };
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

/** Returns Python with the modules, and the place of macros.json; `list` is engine.json. */
export async function start({engine, list}) {
  const countNoMore = countFetches(list.sizes);
  const packed = fetch(engine + list.modules).then((response) => response.arrayBuffer());
  packed.catch(() => {}); // it is awaited below
  const indexURL = engine + list.python;
  const {loadPyodide} = await import(`${indexURL}pyodide.mjs`).catch(lost);
  const python = await loadPyodide({
    indexURL, stdLibURL: engine + list.library, lockFileContents: list.lock, env: {PYTHONHASHSEED: "0"},
  }).catch(lost);
  const bytes = new Uint8Array(await packed);
  countNoMore();
  postMessage({type: "step", name: "unpack"});
  python.runPython(FINDER, {globals: python.toPy({packed: bytes})});
  python.FS.writeFile(MACROS, JSON.stringify(list.macros));
  postMessage({type: "step", name: "import"});
  return {python, macros: MACROS};
}

/** Does what each message asks for: first to load, then any number of tasks, one at a time. */
export function serve(load, answer) {
  self.onmessage = async ({data}) => {
    try {
      if (data.type === "load") {
        await load(data);
        const loaded = performance.getEntriesByType("resource").map(({name}) => name);
        postMessage({type: "ready", loaded});
      } else {
        postMessage({type: "answer", number: data.number, answer: await answer(data)});
      }
    } catch (error) {
      postMessage({type: "failed", stage: data.type, message: String(error).slice(-600)});
    }
  };
}
