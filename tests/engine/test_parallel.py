"""Pages side by side: the same report, in the same order, as one after the other."""

import json
import multiprocessing
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest

from eqproof import check, cli, deciding, run
from eqproof.cache import open_cache
from eqproof.check import check_pages
from eqproof.latex.macros import Macro
from eqproof.latex.nodes import Fraction
from eqproof.source import Source

GIVEN = "!!! given\n    - $a, b \\in \\mathbb{R}$\n"
SLOW = " + ".join(rf"\frac{{1}}{{a^2 + {n}}}" for n in range(1, 6))
TEXTS = {
    "slow": f"{GIVEN}\n$$ {SLOW} = 0 $$\n",
    "good": GIVEN + "\n$$ (a + b)^2 = a^2 + \\two a b + b^2 $$\n",
    "wrong": GIVEN + "\n$$ (a + b)^2 = a^2 - 2 a b + b^2 = a^2 + b^2 $$\n",
    "unread": GIVEN + "\n$$ (a + b = c $$\n\n$$ q = a $$\n",
    "unmet": GIVEN + "    - $a^2 = -1$\n\n$$ a = b $$\n",
    "open": GIVEN + "\n$$ a = b \n",
    "words": "no formula\n",
    "undefined": GIVEN + "\n$$ \\frac{a}{a} = 1 $$\n",
}
SOURCES = [Source(f"{name}.md", text) for name, text in TEXTS.items()]
MACROS = {"two": Macro("2")}


@pytest.fixture(params=["threads", "processes", "fresh processes"])
def executor(request):
    if request.param == "threads":
        with ThreadPoolExecutor(2) as found:
            yield found
        return
    method = "spawn" if request.param.startswith("fresh") else "fork"
    if method not in multiprocessing.get_all_start_methods():
        pytest.skip(f"this system does not {method} processes")
    with ProcessPoolExecutor(2, multiprocessing.get_context(method)) as found:
        yield found


@pytest.fixture
def forked():
    """Worker processes that see what a test has changed."""
    if "fork" not in multiprocessing.get_all_start_methods():
        pytest.skip("this system does not fork processes")
    with ProcessPoolExecutor(2, multiprocessing.get_context("fork")) as found:
        yield found


def test_the_report_is_the_same_in_the_same_order(executor):
    alone = check_pages(SOURCES, MACROS)
    codes = {finding.code for finding in alone.diagnostics}
    assert {"sides-differ", "unbalanced-bracket", "unknown-symbol", "unclosed-formula"} <= codes
    assert {"unsatisfiable-hypothesis", "undefined-in-domain"} <= codes
    assert check_pages(SOURCES, MACROS, executor=executor) == alone
    backwards = check_pages(SOURCES[::-1], MACROS, executor=executor)
    assert backwards == check_pages(SOURCES[::-1], MACROS)


def test_no_pages(executor):
    assert check_pages([], executor=executor) == check_pages([])


def test_a_cache_serves_all_of_them(executor, tmp_path):
    cold = check_pages(SOURCES, MACROS, cache=open_cache(tmp_path), executor=executor)
    kept = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    assert kept
    warm = check_pages(SOURCES, MACROS, cache=open_cache(tmp_path), executor=executor)
    assert cold == warm == check_pages(SOURCES, MACROS)
    after = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    assert after == kept


def test_a_fault_of_the_engine_stays_in_its_link(forked, monkeypatch):
    decide = deciding.decide

    def fail(claim, facts):
        if isinstance(claim.left, Fraction):
            raise ValueError("broken")
        return decide(claim, facts)

    monkeypatch.setattr(deciding, "decide", fail)
    alone = check_pages(SOURCES, MACROS)
    codes = [finding.code for finding in alone.diagnostics]
    assert "internal-error" in codes
    assert "sides-differ" in codes
    assert check_pages(SOURCES, MACROS, executor=forked) == alone


def test_a_fault_of_the_engine_in_reading_stays_in_its_page(monkeypatch):
    read = check.read_page

    def fail(source):
        if source is SOURCES[0]:
            raise ValueError("broken")
        return read(source)

    monkeypatch.setattr(check, "read_page", fail)
    report = check_pages(SOURCES, MACROS)
    assert [d.code for d in report.diagnostics if d.source is SOURCES[0]] == ["internal-error"]
    others = check_pages(SOURCES[1:], MACROS)
    assert report.equations == others.equations
    assert [d for d in report.diagnostics if d.source is not SOURCES[0]] == [*others.diagnostics]


def test_time_runs_out_in_worker_processes_too(forked, monkeypatch):
    def work(*_):
        # what counts is the time that the processor is busy
        end = time.thread_time() + 60
        while time.thread_time() < end:
            pass

    monkeypatch.setattr(deciding, "decide", work)
    monkeypatch.setattr(deciding, "SECONDS", 0.05)
    start = time.monotonic()
    report = check_pages(SOURCES, MACROS, executor=forked)
    assert time.monotonic() - start < 30
    assert {link.verdict for e in report.equations for link in e.links} == {"undecided"}
    assert report == check_pages(SOURCES, MACROS)


# -- the command ---------------------------------------------------------------------------------


@pytest.fixture
def site(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for source in SOURCES:
        Path(source.name).write_text(source.text.replace("\\two", "2"), "utf-8")


@pytest.fixture
def started(monkeypatch):
    """The numbers of processes that were started."""
    found = []

    def start(workers):
        found.append(workers)
        return ThreadPoolExecutor(workers)

    monkeypatch.setattr(run, "ProcessPoolExecutor", start)
    monkeypatch.setattr(run.os, "sched_getaffinity", lambda _: range(64), raising=False)
    return found


@pytest.mark.usefixtures("site")
def test_the_output_does_not_depend_on_the_number_of_processes(capsys):
    outputs = []
    for jobs in ([], ["--jobs", "1"], ["--jobs", "3"]):
        assert cli.main(["check", ".", "--format", "json", "--no-cache", *jobs]) == 1
        outputs.append(capsys.readouterr().out)
    assert json.loads(outputs[0])["summary"]["pages"] == len(SOURCES)
    assert outputs[0] == outputs[1] == outputs[2]


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    ("arguments", "workers"),
    [
        (["."], [2]),
        (["good.md", "wrong.md", "slow.md"], []),
        (["good.md", "wrong.md", "slow.md", "--jobs", "2"], [2]),
        (["good.md", "wrong.md", "--jobs", "5"], [2]),
        ([".", "--jobs", "1"], []),
        (["good.md", "--jobs", "2"], []),
    ],
)
def test_processes_are_started_where_the_pages_are_worth_it(started, arguments, workers):
    cli.main(["check", "--no-cache", *arguments])
    assert started == workers


@pytest.mark.parametrize("number", ["0", "-1", "two", "1.5", ""])
def test_what_is_no_number_of_processes_is_wrong_use(number, capsys):
    with pytest.raises(SystemExit) as raised:
        cli.main(["check", ".", f"--jobs={number}"])
    assert raised.value.code == 2
    assert "processes" in capsys.readouterr().err


# -- a cluster -----------------------------------------------------------------------------------


def test_the_executor_of_a_cluster_gives_the_same_report():
    distributed = pytest.importorskip(
        "distributed", reason="NOT TESTED: the executor of a cluster needs the package distributed"
    )
    options = {"n_workers": 2, "threads_per_worker": 1, "processes": True}
    with (
        distributed.LocalCluster(**options, dashboard_address=":0") as cluster,
        distributed.Client(cluster) as client,
        client.get_executor() as executor,
    ):
        found = check_pages(SOURCES, MACROS, executor=executor)
    assert found == check_pages(SOURCES, MACROS)
