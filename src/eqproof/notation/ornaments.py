r"""Names that only decorate an argument list: ``P``, ``Q`` in ``H(P, Q) := -\sum_x p_x \log q_x``.

Such a name is declared nowhere, and nothing depends on it. Other definitions may speak of the
function only with the very name, in the place where it stands in the head: its value then does not
matter, and a 0 stands for it. As an argument at any other place it is unknown, as ever.
"""

from collections.abc import Mapping
from dataclasses import replace

from eqproof.diagnostics import ReadingError
from eqproof.latex.nodes import Call, Name, Node, Number, free_names, walk, with_parts
from eqproof.notation.symbols import Notation

Bodies = Mapping[str, tuple[tuple[str, ...], Node]]


def without_ornaments(
    bodies: Bodies, notation: Notation
) -> tuple[dict[str, Node], dict[str, ReadingError]]:
    """Return the bodies of definitions without names that decorate, and what is wrong with others.

    *bodies* are those of functions and quantities, with their parameters.
    """
    known = {*notation.symbols, *notation.aliases, *bodies}
    idle = {key: {*parameters} - known for key, (parameters, _) in bodies.items()}
    # what a body uses is no ornament; then what stands for it elsewhere may be used there
    settled = False
    while not settled:
        settled = True
        for key, (_, body) in bodies.items():
            used = idle[key] & free_names(_bare(body, bodies, idle))
            idle[key] -= used
            settled = settled and not used
    strange = set().union(*({*p} - known for p, _ in bodies.values()))
    plain = {key: _bare(body, bodies, idle) for key, (_, body) in bodies.items()}
    faults: dict[str, ReadingError] = {}
    for key, body in plain.items():
        unknown = (free_names(body) & strange) - {*bodies[key][0]}
        for node in walk(body):
            if isinstance(node, Name) and node.key in unknown and key not in faults:
                faults[key] = ReadingError(
                    "unknown-symbol",
                    node.span,
                    f"nothing on this page says what {node.key} is",
                    f"declare it in a given block: ${node.key} \\in …$",
                    name=node.key,
                )
    return plain, faults


def _bare(node: Node, bodies: Bodies, idle: Mapping[str, set[str]]) -> Node:
    """Return *node* with 0 for the arguments on which nothing depends, as far as that is known."""
    new = with_parts(node, lambda part: _bare(part, bodies, idle))
    if not isinstance(new, Call) or new.function not in idle:
        return new
    parameters, _ = bodies[new.function]
    if len(parameters) != len(new.arguments):
        return new
    arguments = tuple(
        Number("0", span=a.span)
        if isinstance(a, Name) and a.key == p and p in idle[new.function]
        else a
        for p, a in zip(parameters, new.arguments, strict=True)
    )
    return replace(new, arguments=arguments)
