// Compiles Python modules with the very Pyodide that will run them.
//
// stdin: {"files": [["package/module.py", "/place/on/disk"], …], "target": "/place/of/a/file"}
//        {"target": "/place/of/a.zip"}
//
// The file is compressed as a whole, which makes it half as large as a zip: a line of JSON, that is
// {"package.module": ["/package/module.py", start, end], …}, and the code that stands from start to end
// of what follows. The zip is Python's own library. Pyodide has it as text, which would be compiled
// again at every start. Modules lose their documentation, which no program reads, and of each place all
// but the line; statements stay, also `assert`. The same modules give the same bytes. There is a file
// at its place, a whole one, or a reason on stderr.

import {readFileSync, renameSync, writeFileSync} from 'node:fs';
import {constants, zstdCompressSync} from 'node:zlib';
import {loadPyodide} from 'pyodide';

const PROGRAM = `
import ast, io, json, marshal, sys
from importlib.util import MAGIC_NUMBER
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

HEAD = MAGIC_NUMBER + (1).to_bytes(4, "little") + bytes(8)  # never compared with a source
LIBRARY = next(place for place in sys.path if place.endswith(".zip"))
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)

def compiled(name, source):
    tree = ast.parse(source, name)
    for node in ast.walk(tree):
        if isinstance(node, DOCUMENTED) and ast.get_docstring(node, clean=False) is not None:
            node.body = node.body[1:] or [ast.copy_location(ast.Pass(), node.body[0])]
    return marshal.dumps(compile(tree, name, "exec", dont_inherit=True, optimize=0))

def bundle(files):
    places, codes, end = {}, [], 0
    for name, source in files:
        codes.append(compiled(name, source))
        start, end = end, end + len(codes[-1])
        module = name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        places[module] = "/" + name, start, end
    return b"\\n".join([json.dumps(places).encode(), b"".join(codes)])

def library():
    target = io.BytesIO()
    with ZipFile(LIBRARY) as source, ZipFile(target, "w") as zipped:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith(".py"):
                name, content = name + "c", HEAD + compiled(f"{LIBRARY}/{name}", content)
            info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            zipped.writestr(info, content, ZIP_DEFLATED, 9)
    return target.getvalue()
`;

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const job = JSON.parse(Buffer.concat(chunks).toString('utf8'));

function modules(python) {
  const files = job.files.map(([name, place]) => [name, new Uint8Array(readFileSync(place))]);
  python.globals.set('files', files);
  const content = python.runPython('bundle([(name, content.to_bytes()) for name, content in files])').toJs();
  const params = {[constants.ZSTD_c_compressionLevel]: 19, [constants.ZSTD_c_windowLog]: 25};
  return zstdCompressSync(content, {params});
}

try {
  const python = await loadPyodide({env: {PYTHONHASHSEED: '0', PYTHONNODEBUGRANGES: '1'}});
  python.runPython(PROGRAM);
  writeFileSync(`${job.target}.${process.pid}.new`, job.files ? modules(python) : python.runPython('library()').toJs());
  renameSync(`${job.target}.${process.pid}.new`, job.target);
} catch (error) {
  writeFileSync(2, String(error)); // Node would show the source around the place, megabytes of it
}
// Node may wait for ever, when it ends, for a thread that still compiles WebAssembly or JavaScript
// (nodejs/node#54918). All is written, so it need not end in good order.
process.kill(process.pid, 'SIGKILL');
