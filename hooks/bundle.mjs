// Compiles Python modules with the very Pyodide that will run them, into one zip.
//
// stdin: {"files": [["name/in/the/zip", "/place/on/disk"], …], "target": "/place/of/the.zip"}
//
// Modules lose their documentation, which no program reads; statements stay, also `assert`.
// The same files give the same bytes.

import {readFileSync, writeFileSync} from 'node:fs';
import {loadPyodide} from 'pyodide';

const PROGRAM = `
import ast, io, marshal
from importlib.util import MAGIC_NUMBER
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

HEAD = MAGIC_NUMBER + (1).to_bytes(4, "little") + bytes(8)  # never compared with a source
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)

def compiled(name, source):
    tree = ast.parse(source, name)
    for node in ast.walk(tree):
        if isinstance(node, DOCUMENTED) and ast.get_docstring(node, clean=False) is not None:
            node.body = node.body[1:] or [ast.copy_location(ast.Pass(), node.body[0])]
    return HEAD + marshal.dumps(compile(tree, name, "exec", dont_inherit=True, optimize=0))

def bundle(files):
    target = io.BytesIO()
    with ZipFile(target, "w") as zipped:
        for name, content in files:
            if name.endswith(".py"):
                name, content = name + "c", compiled(name, content)
            info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            zipped.writestr(info, content, ZIP_DEFLATED, 9)
    return target.getvalue()

bundle([(name, content.to_bytes()) for name, content in files])
`;

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const job = JSON.parse(Buffer.concat(chunks).toString('utf8'));

try {
  const python = await loadPyodide({env: {PYTHONHASHSEED: '0'}});
  python.globals.set('files', job.files.map(([name, place]) => [name, new Uint8Array(readFileSync(place))]));
  writeFileSync(job.target, python.runPython(PROGRAM).toJs());
} catch (error) {
  process.stderr.write(String(error)); // Node would show the source around the place, megabytes of it
  process.exitCode = 1;
}
