"""Names that are declared in another section than the one where they are used."""

import pytest
from pages import found_at, read


def sections(first: str, second: str) -> str:
    return f"## One\n\n!!! given\n    - ${first}$\n\n## Two\n\n{second}\n"


@pytest.mark.parametrize(
    ("declared", "letter", "claim"),
    [
        (r"\pi \in (0, 1)", r"\pi", r"$$\sin(⟦\pi⟧) = 0$$"),
        (r"e \in \mathbb{R}", "e", r"$$\log(⟦e⟧) = 1$$"),
        (r"\pi := 2", r"\pi", "!!! given\n    - $x := ⟦\\pi⟧$\n"),
    ],
)
def test_a_letter_has_no_other_meaning_in_the_next_section(declared, letter, claim):
    found = found_at("ambiguous", sections(declared, claim))
    assert found.message.startswith(f"{letter} is declared in another section")


def test_a_letter_that_nothing_declares_has_its_usual_meaning():
    _, found = read(sections(r"x \in \mathbb{R}", r"$$\sin(\pi) = \log(e) - 1$$"))
    assert found == []


def test_a_letter_that_is_declared_in_both_sections_is_what_each_says():
    second = "!!! given\n    - $\\pi \\in \\mathbb{R}$\n\n$$\\pi + 1 = 1 + \\pi$$"
    assert read(sections(r"\pi \in (0, 1)", second))[1] == []


def test_a_name_whose_section_has_ended_is_reported_with_its_line():
    found = found_at("unknown-symbol", sections(r"x \in \mathbb{R}", "$$⟦x⟧ + 1 = 1$$"))
    assert found.message == "what line 4 says of x holds to the end of that section only"
    assert found.help == "say it above both sections, or again here"
