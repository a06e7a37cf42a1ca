"""The page that checks a reader's own derivation, as its reader meets it."""

import base64
import json
import zlib

import pytest

from eqproof.check import check_pages
from eqproof.source import Source


def status(page, pattern):
    """Wait until the page says what *pattern* matches, and return all that it says."""
    page.wait_for_function(
        "pattern => new RegExp(pattern).test(document.getElementById('check-status').textContent)",
        arg=pattern,
    )
    return page.text_content("#check-status")


def link(given, derivation):
    packer = zlib.compressobj(9, wbits=-15)
    packed = packer.compress(json.dumps([given, derivation]).encode()) + packer.flush()
    return "#check=" + base64.urlsafe_b64encode(packed).decode().rstrip("=")


def words(page):
    return page.locator("#check-answer .check-verdict strong").all_text_contents()


def test_the_wrong_sign_is_found_and_nothing_is_asked_of_others(open_page, served, faults):
    page = open_page()
    assert not [name for name in served.sent if "/engine/pyodide" in name]
    page.click("#check-run")
    assert status(page, "wrong") == "Line 4 is wrong. The 2 steps before it are right."
    assert words(page) == ["proved", "proved", "wrong", "proved"]
    wrong = page.locator(".check-wrong")
    cells = wrong.locator("td").all_text_contents()
    assert cells[-2:] == ["2", "-2"]
    assert "inner derivative" in wrong.locator(".check-help").text_content()
    page.wait_for_selector(".check-wrong mjx-container")
    address = wrong.locator("a").get_attribute("href")
    assert address == f"{served.url}derivation/sign-error/"
    assert not faults

    # what is assumed and what is written can be changed; nothing is loaded again
    served.sent.clear()
    page.fill(
        "#check-lines",
        page.input_value("#check-lines").replace("} + \\frac{1 - y", "} - \\frac{1 - y"),
    )
    assert status(page, "^Line 5 is wrong")
    page.fill("#check-lines", "y_i^2 = y_i")
    assert status(page, "^Line 1 is wrong")
    page.fill("#check-given", page.input_value("#check-given").replace("[0, 1]", "\\{0, 1\\}"))
    assert status(page, "right") == "The step is right, for all values that are given."
    assert not [name for name in served.sent if "/engine/" in name]
    assert not faults

    # what is kept: the address brings it back, the Markdown is a page
    page.click("#check-link")
    address = page.url
    assert "#check=" in address
    page.reload()
    page.wait_for_selector("#check:not([hidden])")
    assert page.input_value("#check-lines") == "y_i^2 = y_i"
    assert "\\{0, 1\\}" in page.input_value("#check-given")


def test_the_keyboard_alone_does_it_and_the_markdown_is_accepted(open_page, faults):
    page = open_page()
    page.focus("#check-lines")
    page.keyboard.press("Control+Enter")
    assert status(page, "wrong")
    page.evaluate("navigator.clipboard.writeText = (text) => { window.copied = text; }")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "check-markdown":
            break
    page.keyboard.press("Enter")
    assert status(page, "Copied")
    report = check_pages([Source("page.md", page.evaluate("window.copied"))])
    assert report.ok
    assert not faults


def test_what_cannot_be_read_is_pointed_at(open_page, faults):
    page = open_page(link("x \\in \\mathbb{R}", "(x + 1 = 2\n\nx = x + 0"))
    page.click("#check-run")
    assert status(page, "cannot be read").startswith("Line 1 cannot be read")
    assert words(page) == ["cannot read", "proved"]
    assert page.locator(".check-excerpt").text_content() == "(x + 1 = 2\n^"
    assert not faults


def test_stop_ends_loading_and_the_next_check_starts_anew(open_page, faults):
    page = open_page()
    page.click("#check-run")
    page.click("#check-stop")
    assert status(page, "Stopped")
    page.click("#check-run")
    assert status(page, "wrong")
    assert not faults


def test_a_check_that_runs_away_ends_by_itself_and_says_where(open_page, faults):
    page = open_page(link("", "1 + 1 = 2\n\n2 + 1 = 3"))
    page.click("#check-run")
    assert status(page, "right")
    # a worker that never answers stands for a step that no limit reaches
    page.add_init_script("""
        const Plain = Worker;
        window.Worker = class extends Plain {
          postMessage(data) {
            if (data.type !== "ask") return super.postMessage(data);
            this.onmessage({data: {type: "at", number: data.number, line: 6}});
          }
        };
        const wait = window.setTimeout;
        window.setTimeout = (run, time, ...rest) => wait(run, time === 30000 ? 300 : time, ...rest);
    """)
    page.reload()
    page.click("#check-run")
    said = status(page, "ended")
    assert "longer than 30 seconds" in said
    assert "line 3" in said
    assert not faults


def test_a_step_has_its_time_in_the_browser(open_page, faults):
    page = open_page(
        link(
            "a, b, c, x, y, z \\in \\mathbb{R}",
            "(a + b + c + x)^{60} = (a + b + c)^{60} + y\n\n1 + 1 = 2",
        )
    )
    page.click("#check-run")
    assert status(page, "wrong|cannot tell")
    assert words(page)[1] == "proved"
    assert not faults


def test_a_failed_download_is_said_and_can_be_tried_again(open_page, served, faults):
    served.missing.add("pyodide.asm.wasm")
    page = open_page()
    page.click("#check-run")
    assert "could not be loaded" in status(page, "could not")
    served.missing.clear()
    page.click("#check-retry")
    assert status(page, "^Line 4 is wrong")
    assert not [fault for fault in faults if "404" not in fault and "wasm" not in fault]


HOSTILE = [
    r"\href{javascript:alert(1)}{x} = 1",
    r"\mmlToken{mi}[href=\"javascript:alert(1)\"]{x} = 1",
    r"\mmlToken{mi}[style=\"background:url(http://example.com/a)\" id=\"check\"]{x} = 1",
    r"\style{background: url(http://example.com/b)}{x} = 1",
    r"\class{md-header}{x} \cssId{check}{y} = 1",
    r"\require{html} \url{http://example.com} = 1",
    r"\text{<img src=http://example.com/c onerror=alert(1)>} = <script>alert(1)</script>",
    r"&lt;img src=x onerror=alert(1)&gt; = 1",
    r"\def\x{\x\x}\x = 1",
    r"__import__('os').system('true') = 1",
]


@pytest.mark.parametrize("tex", HOSTILE)
def test_hostile_lines_run_nothing_load_nothing_and_link_nowhere(open_page, faults, tex):
    page = open_page(link(tex, tex))
    page.wait_for_selector("#check-preview > *")
    page.wait_for_timeout(400)
    preview = page.locator("#check-preview")
    assert preview.locator("a, img, script, iframe, [id], [href], [src]").count() == 0
    assert not [
        s for s in page.locator("#check-preview [style]").all() if "url" in s.get_attribute("style")
    ]
    assert page.locator("[id=check]").count() == 1
    assert not faults


@pytest.mark.parametrize(
    "fragment", ["#check=", "#check=%3Cscript%3E", "#check=AAAA", "#check=" + "A" * 9]
)
def test_a_broken_link_shows_the_example(open_page, faults, fragment):
    page = open_page(fragment)
    assert "no derivation" in status(page, "no derivation")
    assert "\\partial" in page.input_value("#check-lines")
    assert not faults


def test_the_policy_of_the_page_holds_in_the_page_and_in_its_worker(open_page, served):
    page = open_page()
    tried = """async (address) => {
      const elsewhere = await fetch(address).then(() => 'went', () => 'refused');
      const inline = document.createElement('script');
      inline.textContent = 'window.ran = true';
      document.body.append(inline);
      const start = `fetch(${JSON.stringify(address)})
        .then(() => postMessage('went'), () => postMessage('refused'))`;
      const place = URL.createObjectURL(new Blob([start], {type: 'text/javascript'}));
      const worker = new Worker(place, {type: 'module'});
      const answer = new Promise((resolve) => { worker.onmessage = ({data}) => resolve(data); });
      return [elsewhere, Boolean(window.ran), await answer];
    }"""
    address = served.url.replace("127.0.0.1", "localhost")
    assert page.evaluate(tried, address) == ["refused", False, "refused"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_narrow_screen(open_page, faults, scheme):
    page = open_page()
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 360, "height": 700})
    page.click("#check-run")
    assert status(page, "wrong")
    page.wait_for_selector(".check-wrong mjx-container")
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide == 360
    assert not faults


def test_the_page_is_left_and_found_again_without_trouble(open_page, faults):
    page = open_page()
    page.click('article a[href*="derivation/sign-error"]')
    page.wait_for_selector("h1:has-text('My sign is wrong')")
    assert page.evaluate("Boolean(document.getElementById('check'))") is False
    page.evaluate("document.querySelector('.md-nav a[href$=\"check/\"]').click()")
    page.wait_for_selector("#check:not([hidden])")
    # the document was loaded anew, so that its policy counts
    assert page.evaluate("performance.getEntriesByType('navigation')[0].name") == page.url
    assert not faults


def test_two_tabs_do_not_disturb_each_other(open_page, faults):
    first, second = open_page(link("", "1 + 1 = 3")), open_page(link("", "2 + 2 = 4"))
    first.click("#check-run")
    second.click("#check-run")
    assert status(first, "wrong") == "Line 1 is wrong."
    assert status(second, "right")
    first.evaluate(
        "() => ['run', 'stop'].map((n) => document.getElementById(`check-${n}`).click())"
    )
    assert status(first, "Stopped")
    second.fill("#check-lines", "2 + 2 = 5")
    second.focus("#check-lines")
    second.keyboard.press("Control+Enter")
    assert status(second, "wrong")
    first.fill("#check-lines", "3 + 1 = 4")
    first.click("#check-run")
    assert status(first, "right")
    assert not faults
