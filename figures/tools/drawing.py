"""What the figures of the site have in common: their colours, their lines, and their SVG.

A figure is drawn by matplotlib in the colours below. Its SVG names them by custom properties of
CSS, so that the page decides what they are in the light and in the dark. What a slider moves is
drawn once for each of its positions, here, so a page needs no mathematics to move it.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any
from xml.etree import ElementTree

import matplotlib as mpl
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, NullFormatter

COLOURS = {
    "ink": "#1f1f1f",
    "quiet": "#767676",
    "faint": "#d0d0d0",
    "label": "#8a5000",
    "prediction": "#00695c",
    "logit": "#3949ab",
    "weights": "#7b1fa2",
    "slope": "#ad1457",
    "wrong": "#b3261e",
    "paper": "#fefefe",
}
"""Each quantity has one colour in all figures; `wrong` is for what comes out of a slip."""

WIDTH = 400.0
"""The width of every figure, in points: what a phone shows nearly as it is."""

SPACE = "http://www.w3.org/2000/svg"
LINKS = "http://www.w3.org/1999/xlink"
SVG = f"{{{SPACE}}}"
MOVING = "moving"
STYLE = {
    "axes.edgecolor": COLOURS["quiet"],
    "axes.facecolor": "none",
    "axes.grid": True,
    "axes.labelcolor": COLOURS["ink"],
    "axes.labelsize": 11,
    "axes.linewidth": 0.8,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlesize": 11,
    "figure.facecolor": "none",
    "font.size": 11,
    "grid.color": COLOURS["faint"],
    "grid.linewidth": 0.6,
    "lines.linewidth": 1.6,
    "lines.markersize": 5,
    "path.simplify_threshold": 0.2,
    "svg.fonttype": "none",
    "svg.hashsalt": "figures",
    "text.color": COLOURS["ink"],
    "xtick.color": COLOURS["quiet"],
    "xtick.labelcolor": COLOURS["ink"],
    "xtick.labelsize": 10,
    "ytick.color": COLOURS["quiet"],
    "ytick.labelcolor": COLOURS["ink"],
    "ytick.labelsize": 10,
}
mpl.rcParams.update(STYLE)


@dataclass(frozen=True)
class Slider:
    """What a reader can move: *show* puts *moves* at position n, of which *says* tells in words."""

    name: str
    says: Sequence[str]
    show: Callable[[int], None]
    moves: Sequence[Artist]
    start: int = 0


@dataclass(frozen=True)
class Picture:
    """A figure, and the slider below it if it has one."""

    figure: Figure
    slider: Slider | None = None


def axes(height: float = 230.0, rows: int = 1) -> tuple[Figure, list[Axes]]:
    """Return a figure of this height in points, and its axes from top to bottom."""
    figure = Figure(figsize=(WIDTH / 72, height / 72), dpi=72, layout="constrained")
    made = figure.subplots(rows, 1, squeeze=False, sharex=rows > 1)
    return figure, list(made[:, 0])


def powers_of_ten(axis: Axis) -> None:
    """Put the numbers of a logarithmic *axis* as people write them: 0.01, 1, 100, then 10⁻⁹."""
    axis.set_major_formatter(FuncFormatter(lambda value, _: _power(round(np.log10(value)))))
    axis.set_minor_formatter(NullFormatter())


def say(where: Axes, x: float, y: float, text: str, colour: str, **more: Any) -> Artist:
    """Write *text* beside a line, in its colour; it takes the place of a legend."""
    return where.text(x, y, text, color=COLOURS[colour], **more)


def rendered(picture: Picture) -> dict[str, object]:
    """Return the SVG of *picture*, and the fragments that its slider puts into it."""
    slider = picture.slider
    for artist in slider.moves if slider else ():
        artist.set_gid(MOVING)
    stream = StringIO()
    if slider:
        slider.show(slider.start)
    picture.figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
    root = _tidy(stream.getvalue())
    svg = _text(root)
    if slider is None:
        return {"svg": svg, "slider": None}
    assert len(_moving(root)) == len(slider.moves), "at the start, all that moves must be seen"
    frames = []
    for position in range(len(slider.says)):
        slider.show(position)
        frames.append([_fragment(artist, picture.figure) for artist in slider.moves])
    return {
        "svg": svg,
        "slider": {
            "name": slider.name,
            "says": [words.replace("-", "−") for words in slider.says],
            "start": slider.start,
            "frames": frames,
        },
    }


def _power(exponent: int) -> str:
    if -3 <= exponent <= 3:
        return f"{10.0**exponent:g}"
    return "10" + str(exponent).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))


def _fragment(artist: Artist, figure: Figure) -> str:
    """Return what stands in the group of *artist* as it is now, which may be nothing."""
    stream = StringIO()
    width, height = figure.bbox.size
    renderer = RendererSVG(width, height, stream)
    artist.draw(renderer)
    renderer.finalize()
    children = (child for group in _moving(_tidy(stream.getvalue())) for child in group)
    return re.sub(r' xmlns(:xlink)?="[^"]*"', "", "".join(map(_text, children)))


def _moving(root: ElementTree.Element) -> list[ElementTree.Element]:
    return [group for group in root.iter(f"{SVG}g") if "data-moving" in group.attrib]


def _tidy(text: str) -> ElementTree.Element:
    """Take out what a page has no use for, and the identifiers that two figures would share."""
    root = ElementTree.fromstring(text)
    root.attrib = {"viewBox": root.attrib["viewBox"]}
    for child in root.findall(f"{SVG}metadata"):
        root.remove(child)
    for parent in root.findall(f"{SVG}defs"):
        for rules in parent.findall(f"{SVG}style"):  # they would hold for the whole page
            root.remove(parent) if len(parent) == 1 else parent.remove(rules)
    for element in root.iter():
        _tidy_one(element)
    return root


def _tidy_one(element: ElementTree.Element) -> None:
    if element.tag == f"{SVG}g" and element.attrib.pop("id", "") == MOVING:
        element.set("data-moving", "")
    if style := element.get("style"):
        element.set("style", _themed(style))
    for part in ("d", "x", "y", "transform"):
        if value := element.get(part):
            element.set(part, re.sub(r"\d+\.\d+", lambda n: f"{float(n[0]):.4g}", value))


def _themed(style: str) -> str:
    """Return *style* with the colours as properties of the page, and with its font."""
    named = {value: f"var(--figure-{name}, {value})" for name, value in COLOURS.items()}
    style = re.sub(r"#[0-9a-f]{6}", lambda found: named.get(found[0], found[0]), style)
    style = re.sub(r"font: (?:[a-z]+ )*([\d.]+px) [^;]*", r"font-size: \1", style)
    return re.sub(r"font-family: [^;]*;?", "", style)


def _text(element: ElementTree.Element) -> str:
    ElementTree.register_namespace("", SPACE)
    ElementTree.register_namespace("xlink", LINKS)  # the theme takes a bare href for a page's link
    return re.sub(r"\s+", " ", ElementTree.tostring(element, "unicode")).strip()
