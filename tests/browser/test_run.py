"""The programs on the pages: run in place, edited, failing, stopped."""

import re

import pytest

BUTTON = ".program[data-program] button"
RUNNABLE = {
    "derivation/batch/": "symbolic",
    "derivation/differentials/": "symbolic",
    "derivation/other-routes/": "symbolic",
    "derivation/scalar/": "symbolic",
    "derivation/sign-error/": "symbolic",
    "likelihood/": "symbolic",
    "softmax/": "symbolic",
    "variants/": "symbolic",
}


def said(page, pattern):
    """Wait until the editor says what *pattern* matches."""
    page.wait_for_function(
        """pattern => new RegExp(pattern).test(
            document.querySelector('.program-editor [role=status]')?.textContent)""",
        arg=pattern,
    )
    return page.text_content(".program-editor [role=status]")


def wait_for_output(page, text):
    page.wait_for_function(
        "text => document.querySelector('.program-output').textContent.includes(text)", arg=text
    )


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def printed(page):
    return page.text_content(".program-output")


@pytest.fixture
def editor(visit, served):
    """Return a page whose program was opened and has run once."""
    page = visit("derivation/scalar/")
    page.wait_for_selector(BUTTON)
    assert not [name for name in served.sent if "/engine/" in name or "/run/" in name]
    page.click(BUTTON)
    said(page, "^Done")
    return page


def test_it_runs_as_it_is_and_changed_and_nothing_is_loaded_again(editor, served, faults):
    assert editor.locator(".program[data-program]:visible").count() == 0
    assert editor.locator(".highlight:visible code", has_text="def show_symbolic").count() == 0
    shown = editor.locator(".program-editor + .highlight code").text_content()
    assert "first factor" in shown
    assert printed(editor) == shown
    served.sent.clear()
    editor.fill(".program-editor textarea", "import sympy\nprint(sympy.Integer(6) * 7)")
    editor.keyboard.press("Control+Enter")
    wait_for_output(editor, "42\n")
    assert not served.sent
    press(editor, "As it was")
    assert editor.input_value(".program-editor textarea").startswith("import sympy as sp\n")
    press(editor, "Close")
    assert editor.locator(".program-editor").count() == 0
    assert editor.evaluate("document.activeElement.textContent") == "Edit and run"
    assert editor.locator(".highlight:visible code", has_text="def show_symbolic").count() == 1
    assert not faults


def test_each_run_begins_with_nothing(editor, faults):
    editor.fill(".program-editor textarea", "a = 1")
    press(editor, "Run")
    assert said(editor, "nothing") == "It printed nothing."
    editor.fill(".program-editor textarea", "print(a)")
    editor.keyboard.press("Control+Enter")
    said(editor, "error")
    assert printed(editor).splitlines()[-1].startswith("NameError: name 'a' is not defined")
    assert not faults


def test_an_error_is_shown_at_its_line_after_what_was_printed(editor, faults):
    editor.fill(".program-editor textarea", "print('before')\nx = 0\nprint(1 / x)\n")
    editor.keyboard.press("Control+Enter")
    assert said(editor, "error") == "It ended with an error."
    lines = printed(editor).splitlines()
    assert lines[:2] == ["before", "Traceback (most recent call last):"]
    assert 'File "program.py", line 3' in lines[2]
    assert "print(1 / x)" in lines[3]
    assert lines[-1] == "ZeroDivisionError: division by zero"
    editor.fill(".program-editor textarea", "print(1")
    editor.keyboard.press("Control+Enter")
    wait_for_output(editor, "SyntaxError")
    assert not faults


def test_an_endless_one_can_be_stopped_and_the_page_stays_awake(editor, faults):
    editor.fill(".program-editor textarea", "print('here', flush=True)\nwhile True:\n    pass\n")
    editor.keyboard.press("Control+Enter")
    wait_for_output(editor, "here\n")
    assert editor.evaluate("1 + 1") == 2
    press(editor, "Stop")
    assert said(editor, "Stopped") == "Stopped."
    assert printed(editor) == "here\n"
    editor.fill(".program-editor textarea", "print('again')")
    editor.keyboard.press("Control+Enter")
    said(editor, "^Done")
    assert printed(editor) == "again\n"
    assert not faults


def test_one_that_prints_without_end_is_ended(editor, faults):
    editor.fill(".program-editor textarea", "while True:\n    print('x' * 99)\n")
    editor.keyboard.press("Control+Enter")
    assert "100,000 characters" in said(editor, "was ended")
    assert len(printed(editor)) == 100_000
    assert not faults


def test_what_it_prints_and_is_stays_text(editor, faults):
    text = "<img src=x onerror=alert(1)>"
    editor.fill(".program-editor textarea", f"print({text!r})\nraise ValueError({text!r})")
    editor.keyboard.press("Control+Enter")
    said(editor, "error")
    assert printed(editor).startswith(text)
    assert editor.locator(".program-editor img").count() == 0
    assert not faults


def test_a_program_asks_nobody_and_reaches_no_other_host(editor, served):
    served.sent.clear()
    elsewhere = served.url.replace("127.0.0.1", "localhost")
    editor.fill(
        ".program-editor textarea",
        f"""
import js
try:
    input()
except OSError:
    print("nobody")
print(hasattr(js, "document"))
try:
    request = js.XMLHttpRequest.new()
    request.open("GET", "{elsewhere}", False)
    request.send()
    print("went")
except Exception:
    print("refused")
""",
    )
    editor.keyboard.press("Control+Enter")
    said(editor, "^Done")
    assert printed(editor).split() == ["nobody", "False", "refused"]
    assert not served.sent


def test_a_link_cannot_choose_the_program(visit, faults):
    page = visit("derivation/scalar/?program=../../assets/x.py#program=print(1)")
    page.wait_for_selector(BUTTON)
    page.click(BUTTON)
    said(page, "^Done")
    assert page.input_value(".program-editor textarea").startswith("import sympy as sp\n")
    assert "first factor" in printed(page)
    assert not faults


def test_a_failed_download_is_said_and_run_tries_again(visit, served, faults):
    served.missing.add("pyodide.asm.wasm")
    page = visit("derivation/scalar/")
    page.click(BUTTON)
    assert "could not be loaded" in said(page, "could not")
    served.missing.clear()
    press(page, "Run")
    said(page, "^Done")
    assert not [fault for fault in faults if "404" not in fault and "wasm" not in fault]


@pytest.mark.parametrize("place", sorted(RUNNABLE))
def test_every_program_prints_there_what_its_page_shows(visit, faults, place):
    page = visit(place)
    page.wait_for_selector(BUTTON)
    assert page.locator(BUTTON).count() == 1
    page.click(BUTTON)
    said(page, "^Done")
    assert printed(page) == page.locator(".program-editor + .highlight code").text_content()
    assert not faults


def test_others_say_why_not(visit, served):
    page = visit("stability/")
    assert page.locator(BUTTON).count() == 0
    bar = page.locator("p.program").first
    assert "imports NumPy" in bar.text_content()
    whole = bar.locator("a[download]").get_attribute("href")
    text = page.evaluate("address => fetch(address).then((r) => r.text())", whole)
    assert re.search(r"^import numpy as np$", text, re.MULTILINE)
    why = bar.locator("a:not([download])").evaluate("link => link.href")
    assert why == f"{served.url}contributing/#what-runs-in-a-page"


def test_it_is_there_after_the_theme_changed_the_page(visit, faults):
    page = visit("")
    page.wait_for_load_state("networkidle")  # the theme knows the other pages
    page.click('article a[href*="derivation/scalar"] >> nth=0')
    page.wait_for_selector(BUTTON)
    assert page.locator(BUTTON).count() == 1
    assert page.evaluate("performance.getEntriesByType('navigation')[0].name") != page.url
    assert not faults


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_narrow_screen(visit, faults, scheme):
    page = visit("derivation/scalar/")
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 360, "height": 700})
    page.click(BUTTON)
    said(page, "^Done")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert not faults
