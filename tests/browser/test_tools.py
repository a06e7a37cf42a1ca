"""The tools beside equations, the legend and the page of the proofs, as readers use them."""

import json
from pathlib import Path

import pytest

from eqproof.check import check_pages
from eqproof.source import Source

PAGE = "derivation/scalar/"
# two pages, with and without a number, with a definition that stands elsewhere, with indices
TRIED = [("derivation/scalar/", "eq:5"), ("softmax/", "eq:X4"), ("hessian/", None)]


def tools(page, name):
    """Return the button of the equation with the anchor *name*."""
    box = f'.eqproof-display:has([id="{name}"]), .eqproof-display[id="{name}"]'
    return page.locator(box).locator("button.eq-tools")


def focused(page):
    return page.evaluate("document.activeElement.textContent")


def copied(page):
    page.wait_for_selector(".eq-menu >> text=Copied")
    return page.evaluate("window.copied")


def keep_what_is_copied(page):
    page.evaluate(
        "() => { navigator.clipboard.writeText = async (text) => { window.copied = text; }; }"
    )


def lines(page, address, name):
    """Return the lines that are to be checked for the equation *name* of the page *address*."""
    display = tools(page, name).evaluate("(button) => button.parentElement.id")
    return page.request.get(address + "equations.json").json()["displays"][display]["lines"]


def test_the_menu_is_one_stop_of_the_tab_key_and_its_entries_follow_the_arrows(visit, faults):
    page = visit(PAGE)
    keep_what_is_copied(page)
    button = tools(page, "eq:7")
    assert button.get_attribute("aria-haspopup") == "menu"
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".eq-menu >> text=Copy SymPy")
    assert page.locator(".eq-menu [role=menuitem]").all_text_contents() == [
        "Copy link",
        "Copy LaTeX",
        "Copy SymPy",
        "Try it",
    ]
    assert focused(page) == "Copy link"
    assert button.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowUp")
    assert focused(page) == "Try it"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert focused(page) == "Copy LaTeX"
    page.keyboard.press("Enter")
    text = copied(page)
    assert text.startswith("\\begin{align}\n\\frac{\\partial \\hat{y}}{\\partial z}")
    assert "\\tag{7}\\label{eq:7}" in text
    page.keyboard.press("Escape")
    assert page.locator(".eq-menu").count() == 0
    assert page.evaluate("document.activeElement.matches('button.eq-tools')")
    assert button.get_attribute("aria-expanded") == "false"
    stops = page.evaluate(
        "[...document.querySelectorAll('.eq-tools')].filter((part) => part.tabIndex >= 0).length"
    )
    assert stops == page.locator(".eqproof-display").count()
    assert not faults


def test_the_link_and_the_program_are_copied_and_the_link_leads_there(visit, served, faults):
    page = visit(PAGE)
    keep_what_is_copied(page)
    plain = page.locator('.eqproof-display:not(:has([id^="eq:"]))').nth(2)
    name = plain.get_attribute("id")
    tools(page, name).click()
    page.click(".eq-menu >> text=Copy link")
    address = copied(page)
    assert address == f"{served.url}{PAGE}#{name}"
    page.wait_for_selector(".eq-menu >> text=Copy link")
    page.click(".eq-menu >> text=Copy SymPy")
    assert copied(page).startswith("import sympy as sp\n")
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_function("() => scrollY > 100")
    top = page.locator(f'[id="{name}"]').bounding_box()["y"]
    assert 0 < top < 400
    assert not faults


def test_where_copying_is_not_allowed_the_text_is_selected(visit):
    page = visit(PAGE)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }")
    tools(page, "eq:11").click()
    page.click(".eq-menu >> text=Copy LaTeX")
    page.wait_for_selector(".eq-menu textarea")
    selected = page.evaluate("document.querySelector('.eq-menu textarea').value")
    assert selected.startswith("\\frac{\\partial z}{\\partial \\mathbf{w}} = \\tilde{\\mathbf{x}}")
    assert "selected" in page.text_content("#eq-status")


@pytest.mark.parametrize(("path", "name"), TRIED)
def test_try_it_opens_the_display_with_all_that_it_needs_and_it_is_proved(
    visit, served, faults, path, name
):
    page = visit(path)
    name = name or page.locator(
        '.eqproof-display:not(:has([id^="eq:"])):has(.eqproof-proved)'
    ).first.get_attribute("id")
    expected = lines(page, served.url + path, name)
    tools(page, name).click()
    page.click(".eq-menu a:not([aria-disabled])")
    page.wait_for_selector("#check:not([hidden])")
    page.wait_for_function("() => document.getElementById('check-lines').value")
    assert page.input_value("#check-lines") == expected
    assert "$" in page.input_value("#check-given")
    page.click("#check-run")
    page.wait_for_function(
        "() => /right|wrong|cannot/.test(document.getElementById('check-status').textContent)"
    )
    assert "right, for all values that are given" in page.text_content("#check-status")
    page.evaluate(
        "() => { navigator.clipboard.writeText = async (text) => { window.copied = text; }; }"
    )
    page.click("#check-markdown")
    page.wait_for_function("() => window.copied")
    assert check_pages([Source("page.md", page.evaluate("window.copied"))]).ok
    assert not faults


def test_the_tools_work_on_a_page_that_is_shown_without_loading_it_anew(visit, served, faults):
    page = visit("")
    page.evaluate("window.kept = true")
    page.click('article a[href*="derivation/scalar"] >> nth=0')
    page.wait_for_selector("h1:has-text('step by step')")
    assert page.evaluate("window.kept"), "the document was loaded anew"
    page.wait_for_selector("button.eq-tools")
    assert page.locator("a.eq-tools").count() == 0
    tools(page, "eq:12").click()
    link = page.locator(".eq-menu a:not([aria-disabled])")
    assert "check/#check=" in link.get_attribute("href")
    assert [path for path in served.sent if path.endswith("derivation/scalar/equations.json")]
    assert not faults


def test_without_a_script_there_is_a_link(browser, served):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served.url + PAGE)
    assert page.locator("button.eq-tools").count() == 0
    link = page.locator("a.eq-tools").nth(3)
    link.focus()
    link.press("Enter")
    assert page.url.endswith(link.get_attribute("href"))
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_tools_fit_a_narrow_screen_and_are_not_on_paper(visit, faults, scheme):
    page = visit(PAGE)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 360, "height": 700})
    button = tools(page, "eq:5")
    button.scroll_into_view_if_needed()
    button.click()
    page.wait_for_selector(".eq-menu >> text=Try it")
    box = page.locator(".eq-menu").bounding_box()
    assert 0 <= box["x"] <= box["x"] + box["width"] <= 360
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.keyboard.press("Escape")
    page.emulate_media(media="print")
    assert not button.is_visible()
    assert not faults


def test_a_mark_leads_to_what_it_means_and_a_legend_stands_at_the_end(visit, faults):
    page = visit(PAGE)
    mark = page.locator(".eqproof-display > details.eqproof-proved > summary").first
    mark.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert focused(page) == "How equations are checked"
    page.click(".eqproof-tally summary")
    words = page.locator(".eqproof-tally dt").all_text_contents()
    assert [word.split()[-1] for word in words] == ["definition", "Proved", "purpose"]
    page.click(".eqproof-tally .eqproof-more a")
    page.wait_for_selector("h1:has-text('How to read a verdict')")
    assert not faults


def test_the_proofs_can_be_filtered_and_lead_to_their_equations(visit, faults):
    page = visit("eqproof/proofs/")
    output = page.locator(".proofs-filter output")
    total = int(output.text_content().split()[0])
    rows = page.locator(".proofs-steps tbody tr")
    assert rows.count() == total > 800
    page.select_option(".proofs-filter select >> nth=1", "refuted on purpose")
    refuted = int(output.text_content().split()[0])
    assert 0 < refuted < total
    page.select_option(".proofs-filter select >> nth=0", "The gradient, step by step")
    assert output.text_content() == f"5 of {total} steps"
    assert page.locator(".proofs > details:not([hidden])").count() == 1
    assert set(
        page.locator(".proofs-steps tbody tr:visible td:nth-child(3)").all_text_contents()
    ) == {"refuted on purpose"}
    page.fill(".proofs-filter input", "no such formula")
    assert output.text_content() == f"0 of {total} steps"
    page.select_option(".proofs-filter select >> nth=1", "all")
    page.fill(".proofs-filter input", "\\tilde{\\mathbf{x}}")
    page.click(".proofs-steps tbody tr:visible a:text('(11)')")
    page.wait_for_function("() => location.hash === '#eq:11'")
    assert "The gradient, step by step" in page.title()
    assert not faults


def test_without_a_script_the_proofs_are_tables(browser, served):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served.url + "eqproof/proofs/")
    assert not page.locator(".proofs-filter").is_visible()
    page.click(".proofs > details >> nth=0 >> summary")
    assert page.locator(".proofs-steps tbody tr").first.is_visible()
    context.close()


@pytest.mark.parametrize("path", ["eqproof/proofs/", PAGE])
def test_no_page_is_wider_than_a_narrow_screen(visit, path):
    page = visit(path)
    page.set_viewport_size({"width": 360, "height": 700})
    page.evaluate("document.querySelectorAll('article details').forEach((d) => { d.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_the_report_can_be_downloaded(visit):
    page = visit("eqproof/proofs/")
    with page.expect_download() as started:
        page.click("a[download]")
    report = json.loads(Path(started.value.path()).read_text("utf-8"))
    assert report["summary"]["errors"] == 0
    assert len(report["equations"]) == report["summary"]["equations"]
