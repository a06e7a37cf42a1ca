"""Who may import whom, held against the real imports; the size and the head of every module.

The table is the design, and ``docs/eqproof/architecture.md`` shows it part by part. A name stands
for a module or for a package with all that is in it; of a package, single modules may be allowed.
"""

import ast
import sys
from pathlib import Path

import pytest

import eqproof

ROOT = Path(eqproof.__file__).parent
LONGEST = 400

TREE = (
    *("latex.array_nodes", "latex.base", "latex.family", "latex.forms", "latex.nodes", "source"),
)
READING = ("notation", "sizes", "statements")

# module or package: (packages of others, modules of eqproof)
ALLOWED: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    # texts and reports
    "source": ((), ()),
    "diagnostics": ((), ("source",)),
    "names": ((), ()),
    "methods": ((), ()),
    "rendering": ((), ("diagnostics", "names")),
    # pages know no LaTeX, LaTeX knows no pages
    "page": ((), ("diagnostics", "source")),
    "latex": ((), ("diagnostics", "names", "source")),
    # what the formulas say
    "notation.symbols": ((), TREE),
    "notation.reach": ((), ("notation.symbols", *TREE)),
    **dict.fromkeys(READING, ((), ("diagnostics", "latex", "page", "source", *READING))),
    # the two interpreters share the tree and the notation
    "numbers": (("mpmath",), ("notation.symbols", *TREE, "numbers")),
    "exact": (
        ("sympy",),
        ("exact", "notation.reach", "notation.symbols", "sizes.shapes", *TREE),
    ),
    # deciding
    "proof": (
        ("mpmath", "sympy"),
        (
            *("diagnostics", "notation.reach", "notation.symbols", "sizes.shapes"),
            "statements.claims",
            # what works on trees, not on text
            *("latex.dots", "latex.places", "latex.plain", "latex.printer"),
            *("exact", "numbers", *TREE),
        ),
    ),
    "findings": (
        (),
        (
            *("diagnostics", "latex.nodes", "latex.plain", "notation.symbols", "proof", "source"),
            "statements.claims",
        ),
    ),
    "outcomes": ((), ("diagnostics", "source", "statements.claims")),
    "keys": (
        (),
        (
            *("latex.macros", "latex.nodes", "notation.reach", "notation.symbols", "source"),
            "statements.claims",
        ),
    ),
    "deciding": (
        (),
        (
            *("diagnostics", "findings", "outcomes", "proof", "sizes.products", "source"),
            "statements.claims",
        ),
    ),
    "needed": (
        (),
        (
            *("deciding", "diagnostics", "keys", "latex.nodes", "notation.symbols", "outcomes"),
            *("proof", "source", "statements.claims", "statements.reading"),
        ),
    ),
    "clean": ((), ("diagnostics", "keys", "latex.macros", "source")),
    "check": (
        (),
        (
            *("clean", "deciding", "diagnostics", "keys", "latex", "needed"),
            *("notation.symbols", "notation.vocabulary", "outcomes", "page", "proof", "source"),
            *("statements.claims", "statements.reading"),
        ),
    ),
    "explain": (
        (),
        (
            *("deciding", "diagnostics", "findings", "latex", "methods", "names"),
            *("notation.symbols", "page", "proof", "rendering", "source"),
            *("statements.claims", "statements.reading"),
        ),
    ),
    # declarations that a page lacks
    "inference": (
        (),
        (
            *("check", "diagnostics", "inference", "keys", "latex", "names", "notation", "page"),
            *("source", "statements.claims", "statements.reading"),
        ),
    ),
    "infer": (
        (),
        (
            *("diagnostics", "inference.entries", "inference.others", "inference.pages"),
            *("inference.pasted", "inference.questions", "inference.suggesting"),
            *("inference.supposed", "inference.translated", "keys", "latex.macros", "source"),
        ),
    ),
    "typed": (
        (),
        (*("inference.pasted", "inference.wording", "latex.page_macros", "page", "source"),),
    ),
    "inferred": ((), ("infer",)),
    # what pages about the check are made of
    "excerpt": (
        (),
        (
            *("keys", "latex.macros", "needed", "notation.symbols", "page", "program"),
            *("source", "statements.claims", "statements.reading"),
        ),
    ),
    "program": (
        (),
        ("latex.nodes", "notation.reach", "notation.symbols", "statements.claims"),
    ),
    "ledger": ((), ("diagnostics", "source")),
    # the world outside
    "files": (
        (),
        (
            *("diagnostics", "latex.macros", "page.formats", "page.notebook", "page.percent"),
            "source",
        ),
    ),
    "cache": ((), ()),
    "run": ((), ("cache", "check", "diagnostics", "files", "infer", "keys", "source")),
    "new": ((), ()),
    "cli": ((), ("explain", "files", "inferred", "new", "page", "rendering", "run")),
    "adapters.browser": (
        (),
        (
            *("cache", "diagnostics", "files", "infer", "latex.macros", "methods", "names"),
            *("proof.budget", "source", "typed"),
        ),
    ),
    "adapters.marks": ((), ("diagnostics", "ledger", "methods", "names")),
    "adapters.mkdocs": (
        ("mkdocs",),
        (
            *("adapters.marks", "cache", "diagnostics", "files", "page.formats", "page.percent"),
            *("rendering", "run", "source"),
        ),
    ),
    "adapters.pytest": (("pytest",), ("diagnostics", "rendering", "run")),
    "adapters": ((), ()),
}
OUTSIDE = (
    "adapters",
    "cache",
    "cli",
    "files",
    "new",
    "run",
)  # may read files and look at the environment

MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(ROOT.rglob("*.py"))
}
MODULES.pop("__init__")


def parse(path):
    return ast.parse(path.read_text("utf-8"))


def imports(path):
    """Yield every name that a module imports, also inside of functions."""
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            module = node.module or ""
            for alias in node.names:
                inner = f"{module}.{alias.name}"
                yield inner if inner.removeprefix("eqproof.") in MODULES else module


def line_of(module):
    """Return the key of the table that a module falls under."""
    parts = module.split(".")
    keys = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((key for key in keys if key in ALLOWED), None)


def within(module, names):
    return any(module == name or module.startswith(f"{name}.") for name in names)


@pytest.mark.parametrize("module", MODULES)
def test_imports_follow_the_table(module):
    key = line_of(module)
    assert key is not None, f"{module} is not in the table"
    external, internal = ALLOWED[key]
    for name in imports(MODULES[module]):
        first, _, rest = name.partition(".")
        if first == "eqproof":
            assert within(rest, (key, *internal)), f"{module} imports eqproof.{rest}"
        elif first not in sys.stdlib_module_names:
            assert first in external, f"{module} imports {name}"


def test_every_line_of_the_table_is_needed():
    assert {line_of(module) for module in MODULES} == set(ALLOWED)


def test_the_table_names_modules_that_exist():
    for _, internal in ALLOWED.values():
        for name in internal:
            assert within(name, MODULES), name


@pytest.mark.parametrize("module", [name for name in MODULES if not within(name, OUTSIDE)])
def test_below_the_command_nothing_prints_or_reads_files_or_the_environment(module):
    for name in imports(MODULES[module]):
        assert name.split(".")[0] not in {"os", "pathlib", "subprocess", "logging", "tempfile"}
    for node in ast.walk(parse(MODULES[module])):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in {"print", "open", "input"}, node.lineno
        if isinstance(node, ast.Attribute):
            assert node.attr not in {"environ", "stdout", "stderr", "argv", "getenv"}, node.lineno


@pytest.mark.parametrize("module", MODULES)
def test_a_module_is_short_and_says_what_it_is(module):
    assert len(MODULES[module].read_text("utf-8").splitlines()) <= LONGEST
    assert ast.get_docstring(parse(MODULES[module]))


@pytest.mark.parametrize("module", MODULES)
def test_a_module_keeps_no_state(module):
    for node in ast.walk(parse(MODULES[module])):
        assert not isinstance(node, ast.Global), node.lineno
