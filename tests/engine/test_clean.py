"""A page in which nothing was found is not read again, unless anything changed."""

import pytest
from cached import GIVEN, MACROS, Memory, check

from eqproof import check as pipeline
from eqproof.check import check_pages
from eqproof.latex.macros import Macro
from eqproof.source import Source

CLEAN = (
    GIVEN
    + r"""
$$ q^2 = a^2 + 2 a b + b^2 \tag{1} \label{eq:square} $$

$$ q \overset{?}{=} a - b $$

The sum is $q = b + \two$.
"""
)


@pytest.fixture
def memory():
    found = Memory()
    assert check(CLEAN, found).ok
    found.stored = 0
    return found


@pytest.fixture
def unread(monkeypatch):
    """Return the names of the pages that are read from now on."""
    names, read = [], pipeline.read_page

    def seen(source):
        names.append(source.name)
        return read(source)

    monkeypatch.setattr(pipeline, "read_page", seen)
    return names


def test_a_clean_page_is_not_read_again_and_its_report_is_the_same(memory, unread):
    first = check(CLEAN)
    assert any(link.witness for e in first.equations for link in e.links)
    unread.clear()
    assert check(CLEAN, memory) == first
    assert (unread, memory.stored) == ([], 0)


@pytest.mark.parametrize(
    ("text", "macros", "name"),
    [
        (CLEAN + " ", MACROS, "page.md"),
        (CLEAN, {"two": Macro("2"), "other": Macro("3")}, "page.md"),
        (CLEAN, MACROS, "page.py"),
    ],
)
def test_another_text_macro_or_name_is_read(text, macros, name, memory, unread):
    check_pages([Source(name, text)], macros, cache=memory)
    assert unread == [name]


def test_a_macro_that_makes_it_wrong_is_seen(memory):
    wrong = check(CLEAN, memory, {"two": Macro("3")})
    assert [finding.code for finding in wrong.diagnostics] == ["sides-differ"]


def test_a_page_with_a_finding_is_read_again(unread):
    memory, wrong = Memory(), CLEAN.replace("b^2", "c^2")
    first = check(wrong, memory)
    assert not first.ok
    unread.clear()
    assert check(wrong, memory) == first
    assert unread == ["page.md"]


def test_only_what_is_not_known_goes_to_the_executor_and_the_order_stays(memory):
    class Executor:
        seen: tuple[str, ...] = ()

        def map(self, task, sources):
            self.seen = tuple(source.name for source in sources)
            return map(task, sources)

    executor = Executor()
    short = Source("short.md", GIVEN + "\n$q = b + 2$ and $a \\ne 1$")
    pages = [short, Source("page.md", CLEAN), Source("long.md", short.text + " words")]
    found = check_pages(pages, MACROS, cache=memory, executor=executor)
    assert executor.seen == ("long.md", "short.md")
    assert found == check_pages(pages, MACROS)
    assert {equation.source.name for equation in found.equations[:2]} == {"short.md"}
