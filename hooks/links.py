"""Lists the addresses elsewhere to which the pages link, in ``build/links.txt``.

Each line holds an address and the pages that link to it. A build asks nobody whether they answer;
a job that runs once a week does. Links inside of the site are checked by MkDocs as it builds.
"""

import re
from html import unescape
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

LINK = re.compile(r'<a\s[^>]*?href="(https?://[^"#]+)')
TARGET = "links.txt"
found: dict[str, set[str]] = {}


def on_pre_build(config: MkDocsConfig) -> None:
    """Forget the pages of the build before."""
    del config
    found.clear()


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Remember the addresses to which a page links, but not those of the site itself."""
    for address in map(unescape, LINK.findall(output)):
        if not config.site_url or not address.startswith(config.site_url):
            found.setdefault(address, set()).add(page.file.src_uri)
    return output


def on_post_build(config: MkDocsConfig) -> None:
    """Write the list."""
    target = Path(config.docs_dir).parent / "build" / TARGET
    target.parent.mkdir(exist_ok=True)
    lines = (f"{address} {','.join(sorted(pages))}\n" for address, pages in sorted(found.items()))
    target.write_text("".join(lines), "utf-8")
