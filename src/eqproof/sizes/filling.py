"""A tree with what was found out while it was sized: sizes of constants, members of families."""

from dataclasses import replace

from eqproof.diagnostics import ReadingError
from eqproof.latex.nodes import (
    Call,
    Component,
    Constant,
    Node,
    Product,
    Stack,
    TensorFunction,
    Transpose,
    with_parts,
)
from eqproof.latex.printer import to_latex
from eqproof.latex.sets import dim_node
from eqproof.sizes.sizing import Sizing
from eqproof.sizes.slices import member
from eqproof.statements.entry_extremes import check_entries, of_entries


def filled(node: Node, sizing: Sizing) -> Node:
    """Return *node* with the sizes of its constants, and with rows where these are meant."""
    if isinstance(node, Component):
        indices = sizing.places.get(id(node), node.indices)
        node = member(node, sizing.notation) or replace(node, indices=indices)
    if isinstance(node, Call) and id(node) in sizing.determinants:
        node = TensorFunction("det", *node.arguments, span=node.span)
    if isinstance(node, Call) and id(node) in sizing.extremes:
        whole = sizing.whole(sizing.extremes[id(node)])
        check_entries(node, whole)
        node = of_entries(node, whole, sizing.notation)
    if isinstance(node, TensorFunction) and id(node) in sizing.spectral:
        node = replace(node, kind="spectral")
    if isinstance(node, Product) and id(node) in sizing.entrywise:
        node = replace(node, sign=r"\odot")
    if isinstance(node, Transpose) and id(node) in sizing.upright:
        assert isinstance(node.base, Stack)
        node = replace(node.base, across=False, span=node.span)
    if isinstance(node, Stack) and id(node) in sizing.ends:
        node = replace(node, upper=_end(node, sizing))
    if isinstance(node, Constant):
        shape = sizing.constants.get(id(node))
        if shape is None:
            return node
        shape = sizing.whole(shape)
        if any(d in sizing.known for d in shape):
            raise ReadingError(
                "shape-mismatch",
                node.span,
                f"the size of {to_latex(node)} does not follow from its place",
            )
        return replace(node, shape=shape)
    return with_parts(node, lambda part: filled(part, sizing))


def _end(node: Stack, sizing: Sizing) -> Node:
    """Return the number of the last entry of what ends in dots."""
    dim = sizing.resolve(sizing.ends[id(node)])
    if dim in sizing.known:
        raise ReadingError(
            "missing-operand",
            node.upper.span,
            "it does not follow from the place where these dots end",
            "write the last entry behind them",
        )
    return dim_node(dim, node.upper.span)
