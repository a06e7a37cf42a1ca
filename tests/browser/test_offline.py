"""The site without a connection, after one visit; and with one, never an old page."""

import re

from serving import SITE
from test_check import status, words

KEPT = """async () => (await (await caches.open('site')).keys()).map(({url}) => url)"""


def wait_for_control(page):
    page.wait_for_function("() => navigator.serviceWorker.controller")


def wait_until_kept(page, *patterns):
    """Wait until the service worker keeps files whose addresses the *patterns* match."""
    for _ in range(600):
        kept = page.evaluate(KEPT)
        if all(any(re.search(pattern, address) for address in kept) for pattern in patterns):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"not kept: {patterns}; kept: {kept}")


def test_a_page_that_was_visited_is_there_and_another_says_that_it_is_not(visit, served, faults):
    served.seconds = 0  # so that nothing comes from the browser's own cache
    page = visit("softmax/")
    wait_for_control(page)
    wait_until_kept(page, "/softmax/$", "/assets/site.css", "/stylesheets/main.", "/bundle.")
    width = page.evaluate("document.querySelector('.md-content').clientWidth")
    served.away = True
    page.reload()
    assert page.text_content("h1").startswith("Softmax")
    assert page.evaluate("document.querySelector('.md-content').clientWidth") == width
    page.wait_for_selector(".md-search__form", state="attached")
    page.goto(f"{served.url}stability/")
    assert "was not visited before" in page.text_content("body")
    served.away = False
    page.reload()
    assert "was not visited before" not in page.text_content("body")
    assert not [fault for fault in faults if "Failed to load" not in fault]


def test_the_checker_gives_its_verdict_there(open_page, served, faults):
    served.seconds = 0
    page = open_page()
    page.click("#check-run")
    assert status(page, "wrong")
    engine = ("/modules-", "wasm$", "/library-", "/check/worker.js")
    wait_until_kept(page, "/check/$", "/check/index.js", "/examples.json", "/fonts?/", *engine)
    served.away = True
    served.sent.clear()
    page.reload()
    page.wait_for_selector("#check:not([hidden])")
    page.click("#check-run")
    assert status(page, "wrong") == "Line 4 is wrong. The 2 steps before it are right."
    assert words(page) == ["proved", "proved", "wrong", "proved"]
    assert not served.sent
    assert not [fault for fault in faults if "Failed to load" not in fault]


def test_what_was_kept_of_the_engine_is_not_asked_for_again(open_page, served, faults):
    served.seconds = 0
    page = open_page()
    page.click("#check-run")
    assert status(page, "wrong")
    wait_until_kept(page, "/modules-", "wasm$", "/library-")
    served.sent.clear()
    page.reload()
    page.wait_for_selector("#check:not([hidden])")
    page.click("#check-run")
    assert status(page, "wrong")
    assert not [name for name in served.sent if "/python-" in name or "/modules-" in name]
    assert not faults


def test_a_page_that_changed_is_shown_as_it_is_now(visit, served, faults):
    page = visit("softmax/")
    wait_for_control(page)
    wait_until_kept(page, "/softmax/$")
    old = (SITE / "softmax/index.html").read_text("utf-8")
    served.seconds = 0
    served.instead["softmax/"] = old.replace("<h1 ", "<h1 data-new ").encode()
    page.goto(f"{served.url}softmax/")
    assert page.locator("h1[data-new]").count() == 1
    assert not faults


def test_a_file_with_a_new_digest_takes_the_place_of_the_old_one(visit, served):
    page = visit("softmax/")
    wait_for_control(page)
    old, new = (f"assets/engine/modules-{digit * 16}.zip" for digit in "ab")
    for name in (old, new):
        served.instead[name] = name.encode()
        page.evaluate("address => fetch(address).then((r) => r.text())", f"{served.url}{name}")
        wait_until_kept(page, name)
    for _ in range(100):
        kept = [address for address in page.evaluate(KEPT) if "/modules-" in address]
        if len(kept) == 1:
            break
        page.wait_for_timeout(100)
    assert kept == [f"{served.url}{new}"]


def test_it_keeps_to_its_folder(visit, served):
    page = visit("softmax/")
    wait_for_control(page)
    scope = page.evaluate("navigator.serviceWorker.ready.then(({scope}) => scope)")
    assert scope == served.url


def test_from_a_file_the_pages_work_without_it(context, faults):
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(f"error: {error}"))
    page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
    page.goto((SITE / "softmax/index.html").as_uri())
    assert page.text_content("h1").startswith("Softmax")
    assert page.evaluate("document.fonts.ready.then(() => document.fonts.size)") > 0
    assert page.evaluate("getComputedStyle(document.querySelector('.md-grid')).maxWidth") != "none"
    assert page.evaluate("Boolean(window.document$)")
    assert page.locator(".program button").count() == 0
    assert not faults
