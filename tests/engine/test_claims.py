r"""From statements to links."""

from pages import claims, page, read

GIVEN = [r"x, y \in \mathbb{R}", r"z := x + y", r"\mathbf{u} \in \mathbb{R}^{m}"]


def links(*formulas: str):
    return claims(page(GIVEN, *formulas))[1:]  # the first one is the definition


def test_every_relation_of_a_chain_is_a_link():
    assert [c.relation for c in links(r"x = y < z \le x")] == ["=", "<", r"\le"]


def test_a_link_stands_where_its_relation_and_right_side_stand():
    text = page(GIVEN, r"x + y = z - 0")
    claim = claims(text)[-1]
    assert text[claim.span.start : claim.span.end] == "= z - 0"
    assert text[claim.left_span.start : claim.left_span.end] == "x + y"
    assert text[claim.right_span.start : claim.right_span.end] == "z - 0"


def test_a_link_that_is_marked_as_wrong_says_so():
    assert [c.refuted for c in links(r"x \overset{?}{=} y = z")] == [True, False]


def test_a_link_that_repeats_a_definition_says_so():
    assert [c.repeats for c in links("z = x + y = y + x")] == [True, False]
    assert [c.repeats for c in links("z = y + x")] == [False]
    assert [c.repeats for c in links("q := x")] == [True]


def test_a_mention_and_a_declaration_have_no_links():
    assert links("z", r"\mathbf{u}") == []


def test_hypotheses_are_read_and_assumed():
    readings, found = read(page([*GIVEN, "x = 1"], "z = 1 + y"))
    (hypothesis,) = readings[-1].notation.hypotheses
    assert found == []
    assert hypothesis.relation == "="
    assert [r.kind for r in readings] == [
        *("declaration", "definition", "declaration", "hypothesis", "claim")
    ]


def test_the_parameters_of_a_function_are_numbers():
    (claim,) = links(r"g(t) := t^2")
    assert claim.repeats
    assert claim.notation.lookup("t") is not None


def test_a_tag_belongs_to_its_link():
    found = links(r"\begin{align} x &= y \tag{1} \\ &= z \tag{2} \end{align}")
    assert [c.tag for c in found] == ["1", "2"]


def test_shapes_that_do_not_fit_leave_the_other_links_alone():
    _, found = read(page(GIVEN, r"x = y, \quad x = \mathbf{u}"))
    assert [f.code for f in found] == ["shape-mismatch"]


def test_two_links_of_a_chain_share_their_side():
    first, second = links("x + y = z = y + x")
    assert second.left is first.right
