"""From a verdict on a link to the sentence that an author reads, if there is anything to say."""

from dataclasses import replace

from eqproof.diagnostics import Diagnostic
from eqproof.latex.nodes import Component, Name, Power, Product, Slice, children, tensor_of
from eqproof.latex.plain import plain
from eqproof.notation.symbols import Variable
from eqproof.proof.decision import Decision
from eqproof.proof.exhibit import witness_of
from eqproof.proof.facts import Facts
from eqproof.proof.hints import suggest
from eqproof.proof.names import free_names, names_in, reached
from eqproof.proof.numeric import rests_on_estimates
from eqproof.proof.witness import show_value
from eqproof.source import Source, Span
from eqproof.statements.claims import Claim

_RELATIONS = {
    "<": "less than",
    ">": "greater than",
    r"\le": "at most",
    r"\ge": "at least",
    r"\ne": "different from",
}


_MOST_DIGITS = 12
"""A floating-point number is not sure to round right behind more digits than this."""


def finding_of(
    claim: Claim,
    decision: Decision,
    source: Source,
    facts: Facts,
    left_is_doubtful: bool = False,
) -> Diagnostic | None:
    """Return the diagnostic for *claim*, or None where it is as its author says.

    With *left_is_doubtful* a fix is looked for on the left first.
    """
    if claim.refuted:
        return _on_purpose(claim, decision, source)
    if decision.converse and claim.converse is not None:
        return finding_of(claim.converse, replace(decision, converse=False), source, facts)
    if claim.vacuous:
        message = f"the two sides {_sameness(claim, source)}"
        return _say(claim, source, "vacuous", message, help=_VACUOUS)
    if decision.conditional:
        message = "no equation here holds for all values, so each can be a condition for the others"
        return _say(claim, source, "ambiguous", message, _CONDITIONS)
    match decision.verdict:
        case "proved":
            return None
        case "refuted":
            return _refuted(claim, decision, source, facts, left_is_doubtful)
        case "undefined":
            return _undefined(claim, decision, source)
        case "contradictory":
            return _contradiction(claim, decision, source)
        case _:
            found = _undecided(claim, decision, source)
            advice = _assumed_in_vain(claim, source, facts)
            return found if advice is None else replace(found, help=advice)


_VACUOUS = "state something, or leave the repetition out"
_CONDITIONS = r"write \text{if } a = b, \text{ then } c = d, and the other direction the same way"


def _sameness(claim: Claim, source: Source) -> str:
    spans = (claim.left_span, claim.right_span)
    left, right = ("".join(source.text[s.start : s.end].split()) for s in spans)
    return "are the same text" if left == right else "are two ways to write the same formula"


def _say(
    claim: Claim, source: Source, code: str, message: str, help: str | None = None
) -> Diagnostic:
    return Diagnostic(code, source, claim.right_span, message, help=help)


def _with_values(
    claim: Claim,
    decision: Decision,
    source: Source,
    code: str,
    message: str,
    help: str | None = None,
) -> Diagnostic:
    difference = decision.difference
    assert difference is not None
    right = None if difference.right is None else show_value(difference.right)
    return Diagnostic(
        code,
        source,
        claim.right_span,
        message,
        witness_of(decision.at_issue(claim), difference.point),
        show_value(difference.left),
        right,
        help,
    )


def _on_purpose(claim: Claim, decision: Decision, source: Source) -> Diagnostic | None:
    if decision.verdict == "refuted":
        return None
    if decision.verdict == "proved":
        message = "this link is marked as wrong, but it is true"
        help_line = f"write {claim.relation} without the question mark"
        return _say(claim, source, "not-refuted", message, help_line)
    if decision.verdict == "contradictory":
        return _contradiction(claim, decision, source)
    message = "this link is marked as wrong, but no point was found at which it fails"
    return _say(claim, source, "not-refuted", message)


def _refuted(
    claim: Claim, decision: Decision, source: Source, facts: Facts, left_is_doubtful: bool
) -> Diagnostic:
    if claim.relation == "=":
        point = decision.difference.point if decision.difference else None
        near = None if decision.coefficient is not None else point
        help_line = suggest(claim, facts, left_is_doubtful, near)
        message = "the two sides are not equal"
        if decision.order is not None:
            message = f"the two sides differ in their derivatives of order {decision.order} at 0"
        help_line = _if_inferred(claim, help_line or _undefined_name(claim))
        return _with_values(claim, decision, source, "sides-differ", message, help_line)
    help_line = None
    if claim.relation == r"\approx":
        message = "the left side does not round to the right side"
        help_line = _rounded(claim, decision)
    elif claim.relation == r"\in":
        message = "the left side does not always lie in this set"
    else:
        message = f"the left side is not always {_RELATIONS[claim.relation]} the right side"
    if claim.given is not None:
        message += f" where {source.text[claim.given.start : claim.given.end]} holds"
    help_line = _if_inferred(claim, help_line)
    return _with_values(claim, decision, source, "relation-fails", message, help_line)


def _if_inferred(claim: Claim, help_line: str | None) -> str | None:
    """Add to *help_line* what can be meant by a statement beside an arrow."""
    if not claim.inferred:
        return help_line
    advice = r"if it is meant under a condition, state that: \text{if } …, or in a given block"
    return advice if help_line is None else f"{help_line}; {advice}"


def _undefined_name(claim: Claim) -> str | None:
    """Say of an equation for a name that is declared only that nothing gives it that value."""
    name = tensor_of(claim.left)
    if not isinstance(name, Name) or name.key in free_names(claim.right):
        return None
    part = claim.left
    if isinstance(part, Component | Slice) and any(
        not isinstance(index, Name) for index in children(part)
    ):
        return None  # an entry of a certain number is not defined by itself
    symbol = claim.notation.symbols.get(name.key)
    sides = [side for h in claim.notation.hypotheses for side in (h.left, h.right)]
    if not isinstance(symbol, Variable) or any(name.key in free_names(side) for side in sides):
        return None
    return (
        f"{plain(name)} is declared and can be anything in its set;"
        f" to give it this value, write {plain(claim.left)} := … in a given block"
    )


def _rounded(claim: Claim, decision: Decision) -> str | None:
    """Return the number with as many digits as the right side shows."""
    mantissa = claim.right.left if isinstance(claim.right, Product) else claim.right
    digits = len(plain(mantissa).partition(".")[2])
    if decision.difference is None or digits > _MOST_DIGITS or isinstance(mantissa, Power):
        return None
    form = "f" if mantissa is claim.right else "e"
    return f"to as many digits it is {float(decision.difference.left[0][0]):.{digits}{form}}"


def _undefined(claim: Claim, decision: Decision, source: Source) -> Diagnostic:
    gap = decision.gap
    assert gap is not None
    part = f" in {plain(gap.node)}" if gap.node is not None else ""
    return Diagnostic(
        "undefined-in-domain",
        source,
        claim.left_span.to(claim.right_span),
        f"a side is undefined in the declared domain: {gap.reason}{part}",
        witness_of(decision.at_issue(claim), gap.point),
        help="narrow the domain in the given block",
    )


def _contradiction(claim: Claim, decision: Decision, source: Source) -> Diagnostic:
    return _with_values(
        claim,
        decision,
        source,
        "oracles-disagree",
        f"the engine proves this by {decision.by}, but the numbers differ; please report it",
    )


_OPEN = {
    "nonzero": "what must be different from 0 may not be",
    "positive": "what must be positive inside the logarithm or power may not be",
    "nonnegative": "what must not be negative below the root may be",
    "subscript": "there may be no entry of this number",
    "all chances": "the probabilities may not add up to 1",
    "integral": "the integral is not shown to be finite",
    "limit": "the limit is not shown to exist",
    "one case": "none of the cases may hold, or two of them at once",
    "converges": "the sum may not converge",
    "join": "two pieces meet there, and value or slope may not be the same on both sides",
    "unknown": "what it takes to be defined cannot be worked out",
}


def _assumed_in_vain(claim: Claim, source: Source, facts: Facts) -> str | None:
    """Return help that names a hypothesis on what *claim* speaks of that no proof makes use of."""
    if claim.relation == r"\approx":
        return None
    names = reached(names_in(claim), facts.notation)
    for hypothesis in facts.unused:
        if names & (free_names(hypothesis.left) | free_names(hypothesis.right)):
            text = source.text[hypothesis.span.start : hypothesis.span.end]
            line, _ = source.position(hypothesis.span.start)
            return (
                f"proofs do not use {text} (line {line}) yet; they use the set in which a name"
                r" is declared, such as \mathbb{R}_{>0}"
            )
    return None


def _undecided(claim: Claim, decision: Decision, source: Source) -> Diagnostic:
    span: Span = claim.right_span
    if decision.open_condition is not None:
        condition = decision.open_condition
        return Diagnostic(
            "undecided",
            source,
            span,
            f"{plain(condition.node)} is not shown to be defined in the whole domain:"
            f" {_OPEN[condition.need]}",
            help="narrow the domain in the given block",
        )
    if claim.relation == r"\approx":
        message = "this compares no constant with a decimal number"
        help_line = "write a decimal number on the right, and no variable on the left"
        names = reached(names_in(claim), claim.notation)
        if any(isinstance(claim.notation.lookup(name), Variable) for name in names):
            message = "without the digits of a constant it is not said how close both sides are"
            help_line = r"write = with an error term, as in … + O(h^2), or a limit"
        elif rests_on_estimates(claim):
            message = "numbers only estimate limits and integrals, so that no digit is sure"
            help_line = "work the limit or the integral out first, with ="
        return Diagnostic("undecided", source, span, message, help=help_line)
    if decision.points:
        count = f"{decision.points} point{'s' * (decision.points != 1)}"
        what = "the sides agree" if claim.relation == "=" else "the relation holds"
        message = f"{what} at {count}, but no proof was found"
        return Diagnostic("undecided", source, span, message, help="put a step in between")
    return Diagnostic("undecided", source, span, "neither a proof nor a counterexample was found")
