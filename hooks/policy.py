"""Gives every page a policy that lets it load and run only what this site serves.

The theme's own inline scripts are allowed by their digests, those of all pages on each page: the
theme shows the next page without loading a document anew, and the policy of the first one stays. A
page with ``document: own`` is always loaded anew, since its modules run once in a document. So it
is left out of the sitemap, by which the theme decides. The live preview has no policy, since it
adds scripts of its own.
"""

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files

INLINE = re.compile(r"<script(?![^>]*\s(?:src|type)=)[^>]*>(.*?)</script>", re.DOTALL)
ENTRY = re.compile(r"\s*<url>\s*<loc>([^<]*)</loc>.*?</url>", re.DOTALL)
CHARSET = re.compile(r'<meta charset="?utf-8"?>')
OFFLINE = "assets/offline.js"
# this site, or the folder that holds a copy of it; a page from elsewhere may load no files
HERE = "'self' file:"
POLICY = {
    "default-src": "'none'",
    # WebAssembly counts as script that is made while the page runs
    "script-src": f"{HERE} 'wasm-unsafe-eval'",
    "worker-src": "'self' blob:",
    "connect-src": "'self'",
    "img-src": f"{HERE} data:",
    "font-src": HERE,
    # the theme and MathJax style elements one by one
    "style-src": f"{HERE} 'unsafe-inline'",
    "base-uri": "'none'",
    "form-action": "'none'",
}
_serving = False
_own: set[str] = set()


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember whether this is the live preview."""
    del dirty
    global _serving
    _serving = command == "serve"


def on_config(config: MkDocsConfig) -> None:
    """Keep nothing of the live preview in the browser."""
    if _serving:
        config.extra_javascript = [name for name in config.extra_javascript if name != OFFLINE]


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Remember which pages are loaded anew."""
    del env, config
    pages = [file.page for file in files.documentation_pages() if file.page is not None]
    _own.clear()
    _own.update(page.canonical_url or "" for page in pages if page.meta.get("document") == "own")


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Leave these pages out of the sitemap."""
    del config
    if template_name != "sitemap.xml":
        return output_content
    return ENTRY.sub(lambda found: "" if found[1] in _own else found[0], output_content)


def on_post_build(config: MkDocsConfig) -> None:
    """Put the policy into the head of every page."""
    if _serving:
        return
    site = Path(config.site_dir)
    pages = {path: path.read_bytes().decode() for path in sorted(site.rglob("*.html"))}
    content = policy("".join(pages.values()))
    meta = f'<meta http-equiv="Content-Security-Policy" content="{content}">'
    for path, text in pages.items():
        guarded, count = CHARSET.subn(lambda found: found[0] + meta, text, count=1)
        if not count:
            raise PluginError(f"{path.relative_to(site)}: there is no place for the policy")
        path.write_bytes(guarded.encode())


def policy(html: str) -> str:
    """Return the policy that allows the inline scripts of *html*."""
    digests = {sha256(script.encode()).digest() for script in INLINE.findall(html)}
    allowed = " ".join(f"'sha256-{b64encode(digest).decode()}'" for digest in sorted(digests))
    rules = POLICY | {"script-src": f"{POLICY['script-src']} {allowed}"}
    return "; ".join(f"{name} {value.strip()}" for name, value in rules.items())
