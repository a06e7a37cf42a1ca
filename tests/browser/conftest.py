"""A browser without a window on the site as it is built; ``nox -s browser`` builds it first."""

import os
import shutil
from urllib.parse import urlsplit

import pytest
from serving import SITE, serve

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)
URL = urlsplit(os.environ.get("SITE_URL", "http://127.0.0.1:8765/sub/"))  # as it was built for


@pytest.fixture(scope="session")
def browser():
    playwright = pytest.importorskip("playwright.sync_api", reason="run nox -s browser")
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine, so that no browser test was run")
    if not (SITE / "check/index.html").is_file():
        pytest.skip(f"there is no built site in {SITE}; run nox -s browser")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def served():
    with serve(SITE, URL.port or 0, URL.path) as served:
        yield served


@pytest.fixture
def context(browser):
    """A browser that was never here before; whatever it asks of other hosts is a fault."""
    context = browser.new_context(viewport={"width": 1000, "height": 900})
    context.set_default_timeout(120_000)
    yield context
    context.close()


@pytest.fixture
def faults():
    """What a page complains of, and what it asks of other hosts."""
    return []


@pytest.fixture
def visit(context, served, faults):
    """Return a function that opens a page of the site in a tab of its own."""

    def run(place):
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (faults.append("dialog"), dialog.dismiss()))
        page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
        page.on("request", lambda r: _is_here(r.url, served) or faults.append(r.url))
        page.goto(f"{served.url}{place}")
        return page

    return run


@pytest.fixture
def open_page(visit):
    """Return a function that opens the page that checks derivations."""

    def run(fragment=""):
        page = visit(f"check/{fragment}")
        page.wait_for_selector("#check:not([hidden])")
        return page

    return run


def _is_here(url, served):
    return url.startswith((served.url, "blob:", "data:"))
