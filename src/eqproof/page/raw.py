"""What Markdown takes out of a page before it looks for paragraphs: front matter, fences, HTML.

Each such part becomes one placeholder that no formula can contain. Fences follow
``pymdownx.superfences``; raw HTML follows Python-Markdown, read with a plain scanner: an element
of a block level starts a line and reaches to its end tag, a comment to ``-->``. The inside of an
element with the attribute ``markdown`` is Markdown again.
"""

import re
from dataclasses import dataclass

from eqproof.page.text import EMPTY, NOWHERE, Text, join

FENCE = "\x02f{}\x03"
RAW = "\x02r\x03"
FENCE_PLACEHOLDER = re.compile("\x02f([0-9]+)\x03")

FENCE_LINE = re.compile("(?P<prefix>[> ]*)\x02f(?P<number>[0-9]+)\x03")

FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<data>.*?\n)(?:---|\.\.\.)[ \t]*\n+", re.DOTALL)
FRONT_MATTER_LINE = re.compile(r"[^\s:#-][^:]*:(?: .*)?|[ #\]}-].*|")
INCLUDED = re.compile(r"^[> ]*;*-+8<-+(?:[ ]+\S.*)?$", re.MULTILINE)

OPENING_FENCE = re.compile(
    r"""
    (?P<prefix>[> ]*)
    (?P<fence>~{3,}|`{3,})
    (?:[ ]*\.?(?P<language>[\w#.+-]+)(?=[ ]|$))?
    (?:
        [ ]*\{[^\n]*\}
      | (?:[ ]*(?:hl_lines|linenums|title|title_mode)=(?P<quote>"|').*?(?P=quote)(?=[ ]|$))+
    )?
    [ ]*$
    """,
    re.VERBOSE,
)

BLOCK_LEVEL_NAMES = (
    "address article aside blockquote body canvas center colgroup dd details div dl dt fieldset"
    " figcaption figure footer form group h1 h2 h3 h4 h5 h6 header hgroup hr html iframe legend li"
    " main map math menu nav noscript object ol option output p pre progress script section style"
    " summary table tbody td textarea tfoot th thead tr ul video"
)
BLOCK_LEVEL = frozenset(BLOCK_LEVEL_NAMES.split())
VERBATIM = frozenset(("script", "style"))
TAG = re.compile(
    r"<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>`]*)(?P<attributes>(?:[^>\"']|\"[^\"]*\"|'[^']*')*?)(?P<empty>/?)>"
)
AS_MARKDOWN = re.compile(r"\smarkdown(?=[\s=]|$)(?!\s*=\s*[\"']?0)")
COMMENT = re.compile(r"<!--.*?--!?>|<\?.*?\?>|<![a-zA-Z].*?>|<!\[CDATA\[.*?\]\]>", re.DOTALL)
LINE_WITH_TAG = re.compile(r"^ {0,3}(?=<[a-zA-Z/!?])", re.MULTILINE)
TAG_ON_SAME_LINE = re.compile(r"[^<\n]*(?=<[a-zA-Z/!?])")


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block: what stands between its two fence lines, without the prefixes of lines.

    *lines* is all of it, and *width* the length of the prefix: an indented code block that takes
    in the placeholder of a fence takes in these lines instead.
    """

    content: Text
    lines: tuple[Text, ...]
    width: int


def without_front_matter(text: Text) -> Text:
    """Cut off the YAML at the head of a page."""
    found = FRONT_MATTER.match(text.chars)
    if found and all(FRONT_MATTER_LINE.fullmatch(line) for line in found["data"].split("\n")):
        return text[found.end() :]
    return text


def without_includes(text: Text) -> Text:
    """Replace the lines that include another file by placeholders."""
    while found := INCLUDED.search(text.chars):
        text = text.with_replaced(*found.span(), RAW)
    return text


def without_fences(text: Text) -> tuple[Text, list[Fence]]:
    """Replace every fenced block by a placeholder, and return the blocks."""
    lines = text.split("\n")
    fences: list[Fence] = []
    kept: list[Text] = []
    number = 0
    while number < len(lines):
        opening = OPENING_FENCE.match(lines[number].chars)
        if opening is None:
            kept.append(lines[number])
            number += 1
            continue
        content, after, closed = _fence_content(lines, number + 1, opening)
        if closed:
            line, width = lines[number], opening.end("prefix")
            kept.append(line.with_replaced(width, len(line), FENCE.format(len(fences))))
            fences.append(Fence(content, tuple(lines[number:after]), width))
        else:
            kept.extend(lines[number:after])
        number = after
    return join(kept), fences


def _fence_content(
    lines: list[Text], number: int, opening: re.Match[str]
) -> tuple[Text, int, bool]:
    """Return content, the number of the line after the block, and whether the fence is closed.

    A fence that meets a line which cannot belong to it is no fence; the search for the next one
    goes on below that line.
    """
    width = opening.end("prefix")
    level = opening["prefix"].count(">")
    closing = re.compile(re.escape(opening["fence"]) + r" *$")
    content: list[Text] = []
    blank = 0
    while number < len(lines):
        line = lines[number]
        prefix = min(width, len(line.chars) - len(line.chars.lstrip("> ")))
        inside = line.chars[prefix:]
        quoted = line.chars[:prefix].count(">")
        number += 1
        if quoted > level:
            return EMPTY, number, False
        if not inside if level else not line.chars.strip():
            blank += 1
        elif prefix < width or (level and blank and quoted < level):
            return EMPTY, number, False
        elif closing.match(inside):
            return join(content), number, True
        else:
            blank = 0
        content.append(line[prefix:])
    return EMPTY, number, False


def with_fences(block: Text, fences: list[Fence]) -> Text:
    """Put back the lines of the fences whose placeholders stand on lines of *block*."""
    lines: list[Text] = []
    for line in block.split("\n"):
        if found := FENCE_LINE.fullmatch(line.chars):
            fence = fences[int(found["number"])]
            cut = fence.width - len(found["prefix"])
            lines += [fenced[cut:] if cut >= 0 else fenced for fenced in fence.lines]
        else:
            lines.append(line)
    return join(lines)


def without_html(text: Text) -> Text:
    """Replace raw HTML by placeholders, each a block of its own."""
    kept: list[Text] = []
    start = position = 0
    chars = text.chars
    transparent: list[str] = []  # the open elements whose inside is Markdown
    after_raw = False
    while found := _next_tag(chars, position, after_raw):
        after_raw = found.re is TAG_ON_SAME_LINE
        place = found.end()
        position = place + 1
        tag = TAG.match(chars, place)
        name = tag["name"].lower() if tag else ""
        if comment := COMMENT.match(chars, place):
            end, replacement = comment.end(), "" if after_raw else f"\n{RAW}\n\n"
        elif tag is None or name not in BLOCK_LEVEL:
            continue
        elif tag["end"] and name in transparent[-1:]:
            transparent.pop()
            end, replacement = tag.end(), "\n\n"
        elif tag["end"]:
            continue
        elif place == found.start() and AS_MARKDOWN.search(tag["attributes"]):
            transparent.append(name)
            end, replacement = tag.end(), "\n\n"
        else:
            end, replacement = _element_end(chars, tag), f"\n{RAW}\n\n"
        kept.append(text[start:place])
        kept.append(Text(replacement, (NOWHERE,) * len(replacement)))
        start = position = end
        after_raw = True
    kept.append(text[start:])
    return _concatenated(kept)


def _next_tag(chars: str, position: int, after_raw: bool) -> re.Match[str] | None:
    """Find a tag at the head of a line; behind raw HTML, anywhere on the rest of its line."""
    found = TAG_ON_SAME_LINE.match(chars, position) if after_raw else None
    return found or LINE_WITH_TAG.search(chars, position)


def _element_end(chars: str, opening: re.Match[str]) -> int:
    """Return where the element ends that *opening* starts; an open element takes all the rest."""
    stack: list[str] = []
    tag: re.Match[str] | None = opening
    position = opening.start()
    while position < len(chars):
        tag = TAG.match(chars, position)
        comment = COMMENT.match(chars, position)
        if comment:
            position = comment.end()
        elif tag:
            position = tag.end()
            name = tag["name"].lower()
            if tag["end"]:
                if name in stack:
                    while stack.pop() != name:
                        pass
            elif not tag["empty"] and name != "hr":
                stack.append(name)
                if name in VERBATIM:
                    end = chars.lower().find(f"</{name}", position)
                    position = end if end >= 0 else len(chars)
            if not stack:
                return position
        else:
            position += 1
        position = chars.find("<", position)
        if position < 0:
            break
    return len(chars)


def _concatenated(pieces: list[Text]) -> Text:
    return Text(
        "".join(piece.chars for piece in pieces),
        tuple(offset for piece in pieces for offset in piece.at),
    )
