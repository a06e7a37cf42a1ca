"""How long a reader waits for a verdict in the browser; ``nox -s browser -- --times``.

That is, from the press of the button to the answer on the page: at the first visit with an empty
browser, at the first check of a later visit, and at the next check of the same visit. The server
gives the files at once, or as over a line of 10 Mbit/s with 40 ms to each answer. It is the server
that waits, since a browser does not slow down what a worker asks for. What was measured is written
to ``bench/browser.json``; ``nox -s bench -- --page`` shows it.
"""

import json
import os
import platform
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright
from serving import SITE, Served, serve

from conftest import CHROMIUM, FLAGS, URL

RESULTS = Path(__file__).parents[2] / "bench" / "browser.json"
LINES = {"at once": (float("inf"), 0.0), "10 Mbit/s, 40 ms": (10e6 / 8, 0.04)}
TIMES = 5
# from the press of the button, in the page itself, so that nothing around it counts
CHECK = """() => new Promise((resolve, reject) => {
  const status = document.getElementById('check-status');
  const start = performance.now();
  const look = () => {
    const text = status.textContent;
    if (/is wrong|is right|are right/.test(text)) resolve((performance.now() - start) / 1000);
    else if (/could not|failed|ended|cannot/i.test(text)) reject(new Error(text));
    else return false;
    return true;
  };
  document.getElementById('check-run').click();
  new MutationObserver((_, watcher) => look() && watcher.disconnect())
    .observe(status, {childList: true, characterData: true, subtree: true});
})"""
CHANGE = """() => {
  const lines = document.getElementById('check-lines');
  lines.value = lines.value.replace('} + \\\\frac{1 - y', '} - \\\\frac{1 - y');
}"""


def visit(page: Page, served: Served) -> dict[str, float]:
    """Return how long the first and the next verdict take, and what was loaded for the first."""
    page.goto(f"{served.url}check/")
    page.wait_for_selector("#check:not([hidden])")
    page.wait_for_load_state("networkidle")
    served.sent.clear()
    first = page.evaluate(CHECK)
    loaded = sum(served.sent.values())
    page.evaluate(CHANGE)
    return {"first": first, "bytes": loaded, "next": page.evaluate(CHECK)}


def measure(line: str) -> dict[str, float]:
    """Return the medians over some browsers that were never here before, each restarted once."""
    rate, delay = LINES[line]
    firsts, laters = [], []
    with serve(SITE, URL.port or 0, URL.path) as served, sync_playwright() as started:
        served.rate, served.delay = rate, delay
        for _ in range(TIMES):
            with TemporaryDirectory() as profile:
                for visits in (firsts, laters):
                    context = started.chromium.launch_persistent_context(
                        profile, executable_path=CHROMIUM, args=list(FLAGS)
                    )
                    context.set_default_timeout(120_000)
                    visits.append(visit(context.new_page(), served))
                    context.pages[-1].wait_for_timeout(1000)  # the browser writes what it keeps
                    context.close()
        version = started.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS)).version
    return {
        "first visit": median(found["first"] for found in firsts),
        "later visit": median(found["first"] for found in laters),
        "next verdict": median(found["next"] for found in (*firsts, *laters)),
        "megabytes, first visit": median(found["bytes"] for found in firsts) / 1e6,
        "megabytes, later visit": median(found["bytes"] for found in laters) / 1e6,
        "version": version,
    }


def main() -> None:
    """Measure, print, and keep what was found."""
    lines = {line: measure(line) for line in LINES}
    versions = {found.pop("version") for found in lines.values()}
    results = {
        "lines": lines,
        "times": TIMES,
        "versions": {"Chromium": ", ".join(sorted(versions))},
        "machine": f"{platform.system()}, {platform.machine()}, {os.cpu_count()} processors",
    }
    text = json.dumps(results, indent=1) + "\n"
    sys.stdout.write(text)
    RESULTS.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
