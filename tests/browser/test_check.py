"""The page that checks a reader's own derivation, as its reader meets it."""

import base64
import json
import re
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


def link(given, derivation, *without):
    packer = zlib.compressobj(9, wbits=-15)
    texts = [given, derivation, *without]
    packed = packer.compress(json.dumps(texts).encode()) + packer.flush()
    return "#check=" + base64.urlsafe_b64encode(packed).decode().rstrip("=")


def entries(page):
    return page.locator("#check-entries textarea").evaluate_all("all => all.map((e) => e.value)")


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

    assert wrong.locator(".check-slip").text_content().startswith("This slip: an inner derivative")

    # what is assumed and what is written can be changed; nothing is loaded again
    served.sent.clear()
    page.fill(
        "#check-lines",
        page.input_value("#check-lines").replace("} + \\frac{1 - y", "} - \\frac{1 - y"),
    )
    assert status(page, "^Line 5 is wrong")
    page.fill("#check-lines", "y_i^2 = y_i")
    assert status(page, "^Line 1 is wrong")
    page.fill("#check-entries textarea >> nth=0", "$\\mathbf{y} \\in \\{0, 1\\}^{m}$")
    assert status(page, "right") == "The step is right, for all values that are given."
    assert not [name for name in served.sent if "/engine/" in name]
    assert not faults

    # what is kept: the address brings it back
    page.click("#check-link")
    address = page.url
    assert "#check=" in address
    page.reload()
    page.wait_for_selector("#check:not([hidden])")
    assert page.input_value("#check-lines") == "y_i^2 = y_i"
    assert entries(page)[0] == "$\\mathbf{y} \\in \\{0, 1\\}^{m}$"
    assert len(entries(page)) == 4
    assert not faults


BARE = """I get this, and it is not what the book has:

    L = -[y \\log ŷ + (1 − y) \\log(1 − ŷ)]
    \\newcommand{\\pd}[2]{\\frac{\\partial #1}{\\partial #2}}
    \\pd{L}{ŷ} = -\\frac{y}{ŷ} - \\frac{1 - y}{1 - ŷ} \\tag{3}.
"""


def test_bare_lines_get_what_they_lack_and_it_can_be_changed(open_page, faults):
    page = open_page(link("", BARE))
    page.click("#check-run")
    assert status(page, "wrong").startswith("Line 5 is wrong. The step before it is right.")
    assert entries(page)[:2] == ["$y \\in [0, 1]$", "$\\hat{y} \\in (0, 1)$"]
    assert "usually a label" in page.locator("#check-entries").text_content()
    page.wait_for_selector(".check-wrong mjx-container")  # with the macro of the reader
    assert page.locator(".check-wrong mfrac").count() == 3
    assert not page.locator("#check-answer .check-raw").count()

    # another reading is chosen: it is the reader's from now on
    page.select_option("#check-entries select >> nth=0", "$y \\in \\{0, 1\\}$")
    assert (
        page.locator("#check-entries li >> nth=0").get_attribute("class").endswith("check-is-own")
    )
    assert status(page, "2 things were assumed")
    assert entries(page)[0] == "$y \\in \\{0, 1\\}$"

    # only what is the reader's is kept, and comes back; the rest is assumed again
    page.wait_for_function("() => location.hash.length > 10")
    page.reload()
    page.wait_for_selector("#check:not([hidden])")
    assert entries(page) == ["$y \\in \\{0, 1\\}$"]
    page.click("#check-run")
    assert status(page, "2 things were assumed")
    assert len(entries(page)) == 3
    assert not faults


def test_an_assumption_is_taken_away_and_put_back(open_page, faults):
    page = open_page(link("", "y + z = z + y"))
    page.click("#check-run")
    assert status(page, "2 things were assumed")
    page.click("#check-entries button >> nth=0")
    assert "cannot be read" in status(page, "cannot be read")
    assert "Nothing is assumed about y" in page.locator("#check-entries").text_content()
    page.reload()
    page.wait_for_selector("#check:not([hidden])")
    assert "Nothing is assumed about y" in page.locator("#check-entries").text_content()
    page.get_by_text("Assume again").click()
    assert status(page, "2 things were assumed").startswith("The step is right")
    assert not faults


def test_a_question_is_answered(open_page, faults):
    page = open_page(link("", "y^2 = y"))
    page.click("#check-run")
    assert status(page, "A question is open")
    assert words(page) == ["cannot tell"]
    question = page.locator(".check-question")
    assert "is y 0 or 1" in question.text_content().replace("Is", "is")
    question.locator("button").first.click()
    assert status(page, "right") == "The step is right, for all values that are given."
    assert entries(page) == ["$y \\in \\{0, 1\\}$"]
    assert not question.is_visible()
    page.fill("#check-entries textarea", "y \\in [0, 1]")
    assert status(page, "^Line 1 is wrong")
    assert not faults


def test_an_answer_is_written(open_page, faults):
    page = open_page(link("", "\\frac{\\partial L}{\\partial p} = -\\frac{y}{p}"))
    page.click("#check-run")
    assert status(page, "A question is open")
    page.locator(".check-question button").last.click()
    page.keyboard.type("-y \\log p")
    page.keyboard.press("Enter")
    assert status(page, "right").startswith("The step is right")
    assert entries(page)[-1] == "L := -y \\log p"
    assert not faults


def test_one_unreadable_line_is_pointed_at_and_the_others_are_answered(open_page, faults):
    page = open_page(link("", "(a + b)^2\n = a^2 + 2 a b + b^2\n = \\foo{a}\n = a^2\n = a a + 1"))
    page.click("#check-run")
    said = status(page, "cannot be read")
    assert said.startswith("Line 5 is wrong.")
    assert "Line 3 cannot be read" in said
    assert words(page) == ["proved", "cannot read", "wrong"]
    assert not faults


def focused(page):
    return page.evaluate("document.activeElement.id || document.activeElement.textContent")


def tab_to(page, wanted, key="Tab"):
    for _ in range(60):
        page.keyboard.press(key)
        if wanted in focused(page):
            return
    raise AssertionError(f"{wanted} cannot be reached by {key}")


def test_the_keyboard_alone_does_it_and_the_markdown_is_accepted(open_page, faults):
    page = open_page(link("", f"{BARE}\ny^2 = y"))
    page.evaluate("navigator.clipboard.writeText = (text) => { window.copied = text; }")
    page.focus("#check-lines")
    page.keyboard.press("Control+Enter")
    assert status(page, "A question is open")
    tab_to(page, "Any number from 0 to 1")
    page.keyboard.press("Enter")
    assert status(page, "So is line 7|Line 7")
    assert focused(page) == "check-run"
    tab_to(page, "Remove")
    tab_to(page, "", "Shift+Tab")
    assert page.evaluate("document.activeElement.tagName") in ("TEXTAREA", "SELECT")
    tab_to(page, "check-markdown", "Shift+Tab")
    page.keyboard.press("Enter")
    assert status(page, "Copied") == "Copied. The command accepts it."
    report = check_pages([Source("page.md", page.evaluate("window.copied"))])
    assert report.ok
    assert not faults


def test_every_control_has_a_name_and_the_answer_is_announced(open_page, faults):
    page = open_page(link("", "y^2 = y"))
    page.click("#check-run")
    assert status(page, "A question is open")
    controls = page.locator("#check :is(button, textarea, select, progress):visible")
    for control in controls.all():
        name = control.evaluate(
            "e => e.getAttribute('aria-label') || e.textContent || e.labels?.[0]?.textContent"
        )
        assert name
    assert page.locator("#check-status").get_attribute("role") == "status"
    page.wait_for_selector("#check-answer math")
    assert page.locator("#check-answer mjx-container").get_attribute("aria-hidden") == "true"
    assert page.locator("#check-answer math msup").count() == 1
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


AT_LINE_3 = "() => document.getElementById('check-bytes').textContent === 'Line 3'"
SOON = """
    window.soon = false; // a worker that was just made is slow
    const wait = window.setTimeout;
    window.setTimeout = (run, time, ...rest) =>
      wait(run, soon && time === 30000 ? 6000 : time, ...rest);
"""


# in the worker itself, and in Python: one call that does not return, and no signal comes through
ENDLESS = (
    "for (;;);",
    "python.setInterruptBuffer(undefined); python.runPython('sum(iter(int, 1))');",
)


@pytest.mark.parametrize("endless", ENDLESS)
@pytest.mark.parametrize("by_hand", [False, True])
def test_a_step_that_runs_away_is_ended_and_named(open_page, context, faults, endless, by_hand):
    """The worker does not answer any more, and the page is as quick as before."""
    bad = {"now": True}

    def spoil(route):
        text = route.fetch().text()
        runaway = f"watch(3); {endless}" if bad["now"] else ""
        for old, new in (
            ("await start(data);", "await start(data); self.python = python;"),
            ("return JSON.parse(", f"const {{python}} = self; {runaway} return JSON.parse("),
        ):
            assert old in text
            text = text.replace(old, new)
        route.fulfill(body=text, content_type="text/javascript")

    context.route("**/check/worker.js", spoil)
    context.add_init_script(SOON)
    page = open_page(link("", "1 + 1 = 2\n\n2 + 1 = 3"))
    page.evaluate("() => { window.soon = true; }")
    page.click("#check-run")
    page.wait_for_function(AT_LINE_3)
    page.evaluate("new Promise((resolve) => requestAnimationFrame(resolve))")
    if by_hand:
        page.click("#check-stop")
        assert status(page, "Stopped") == "Stopped. The step in line 3 was being decided."
    else:
        said = status(page, "ended")
        assert "longer than 30 seconds" in said
        assert "line 3" in said
    assert page.is_hidden("#check-stop")
    bad["now"] = False
    page.evaluate("() => { window.soon = false; }")
    page.click("#check-run")
    assert status(page, "right").startswith("All 2 steps are right")
    assert not faults


def test_steps_that_are_slow_one_by_one_are_no_runaway(open_page, context, faults):
    context.add_init_script("""
        const Plain = Worker;
        window.Worker = class extends Plain {
          set onmessage(hear) {
            super.onmessage = async (event) => {
              if (event.data.type === "answer" && window.soon) {
                for (const line of [1, 2, 3, 4]) {
                  hear({data: {type: "at", number: 1, line}});
                  await new Promise((resolve) => setTimeout(resolve, 2000));
                }
              }
              hear(event);
            };
          }
        };
    """)
    context.add_init_script(SOON)
    page = open_page(link("", "1 + 1 = 2"))
    page.click("#check-run")
    assert status(page, "right")
    page.evaluate("() => { window.soon = true; }")
    page.click("#check-run")
    assert status(page, "Checking") == "Checking."
    assert status(page, "right|ended").startswith("The step is right")
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
    assert words(page)[-1] == "proved"
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


def assert_harmless(page, place):
    shown = page.locator(place)
    assert (
        shown.locator(
            "img, script, iframe, object, [src], math [href], mjx-container [href]"
        ).count()
        == 0
    )
    assert shown.locator("[style*=url], mjx-container [id], math [id]").count() == 0
    assert page.locator("[id=check]").count() == 1
    assert page.locator("[onerror], [onclick]").count() == 0


@pytest.mark.parametrize("tex", HOSTILE)
def test_hostile_lines_run_nothing_load_nothing_and_link_nowhere(open_page, faults, tex):
    page = open_page(link(tex, f"{tex}\n\n$x$", tex))
    page.wait_for_selector("#check-preview > *")
    page.wait_for_timeout(400)
    assert page.locator("#check-preview a").count() == 0
    assert_harmless(page, "#check")
    assert not faults


def test_hostile_names_entries_and_questions_are_text(open_page, faults):
    attack = "<img src=http://example.com/c onerror=alert(1)>"
    page = open_page(
        link(f"{attack}\n$x$ {attack}", f"y^2 = y\n\n\\text{{{attack}}}^2 = 1", attack)
    )
    page.click("#check-run")
    assert status(page, "cannot be read")
    assert attack in page.locator("#check-entries").text_content()
    assert_harmless(page, "#check")
    assert not faults


def test_answers_of_a_hostile_checker_are_text(open_page, context, faults):
    """Whatever the checker sends, it is shown as text."""
    attack = "<img src=http://example.com/c onerror=alert(1)>"
    context.add_init_script("""
        const attack = "<img src=http://example.com/c onerror=alert(1)>";
        const poisoned = (value) => typeof value === "string" ? value + attack
          : Array.isArray(value) ? value.map(poisoned)
          : value && typeof value === "object"
            ? Object.fromEntries(Object.entries(value).map(([name, inside]) =>
                [name, ["status", "field", "code"].includes(name) ? inside : poisoned(inside)]))
            : value;
        const Plain = Worker;
        window.Worker = class extends Plain {
          set onmessage(hear) {
            super.onmessage = ({data}) => hear(
              {data: data.type === "answer" ? {...data, answer: poisoned(data.answer)} : data});
          }
        };
    """)
    page = open_page(link("", "y^2 = y\n\n(x = 1\n\nz = z + 1"))
    page.click("#check-run")
    assert status(page, "A question is open")
    page.wait_for_timeout(400)
    for place in ("#check-answer", "#check-questions", "#check-entries"):
        assert attack in page.locator(place).text_content()
    assert_harmless(page, "#check")
    assert not faults


def test_macros_of_the_reader_hold_for_one_look_only(open_page, faults):
    page = open_page(link("", "\\def\\w{7}\\def\\sqrt{9}\n\\w = \\sqrt{1}"))
    page.wait_for_selector("#check-preview mn")
    assert "7" in page.locator("#check-preview math").last.text_content()
    page.fill("#check-lines", "\\w = 1\n\n\\sqrt{1} = 1")
    page.wait_for_selector("#check-preview msqrt")
    assert page.locator("#check-preview .check-raw").text_content() == "\\w = 1"
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
    page = open_page(link("L := y \\log p " * 12, f"{BARE}\ny^2 = y"))
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 360, "height": 700})
    page.click("#check-run")
    assert status(page, "wrong|cannot|open")
    page.wait_for_selector("#check-answer mjx-container")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    for field in page.locator("#check-entries textarea").all():
        box = field.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
    assert not faults


def test_the_page_says_what_the_checker_weighs(open_page, served):
    page = open_page()
    said = page.text_content("#check-size")
    page.click("#check-run")
    assert status(page, "wrong")
    sent = sum(size for name, size in served.sent.items() if "/engine/" in name)
    (packed,) = re.findall(r"(\d+) MB where the server packs", said)
    assert abs(sent / 1e6 - int(packed)) < 1


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
