"""Gives a page with ``policy: own`` a policy that lets it load and run only what this site serves.

The theme's own inline scripts are allowed by their digests. A policy counts for a document for as
long as it is shown. So such a page is left out of the sitemap, by which the theme decides which
pages it shows without loading a document anew.
"""

import re
from base64 import b64encode
from hashlib import sha256

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

INLINE = re.compile(r"<script(?![^>]*\s(?:src|type)=)[^>]*>(.*?)</script>", re.DOTALL)
ENTRY = re.compile(r"\s*<url>\s*<loc>([^<]*)</loc>.*?</url>", re.DOTALL)
CHARSET = re.compile(r'<meta charset="?utf-8"?>')
POLICY = {
    "default-src": "'none'",
    # WebAssembly counts as script that is made while the page runs
    "script-src": "'self' 'wasm-unsafe-eval'",
    "worker-src": "'self' blob:",
    "connect-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    # the theme and MathJax style elements one by one
    "style-src": "'self' 'unsafe-inline'",
    "base-uri": "'none'",
    "form-action": "'none'",
}


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Put the policy into the head of *page* if it asks for one."""
    del config
    if not _has_policy(page):
        return output
    digests = {
        b64encode(sha256(found[1].encode()).digest()).decode() for found in INLINE.finditer(output)
    }
    allowed = " ".join(f"'sha256-{digest}'" for digest in sorted(digests))
    rules = POLICY | {"script-src": f"{POLICY['script-src']} {allowed}"}
    content = "; ".join(f"{name} {value.strip()}" for name, value in rules.items())
    meta = f'<meta http-equiv="Content-Security-Policy" content="{content}">'
    output, count = CHARSET.subn(lambda found: found[0] + meta, output, count=1)
    if not count:
        raise PluginError(f"{page.file.src_uri}: there is no place for the policy")
    return output


_own: set[str] = set()


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Remember which pages have a policy."""
    del config
    pages = [file.page for file in files.documentation_pages() if file.page is not None]
    _own.clear()
    _own.update(page.canonical_url or "" for page in pages if _has_policy(page))
    return env


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Leave these pages out of the sitemap."""
    del config
    if template_name != "sitemap.xml":
        return output_content
    return ENTRY.sub(lambda found: "" if found[1] in _own else found[0], output_content)


def _has_policy(page: Page) -> bool:
    return bool(page.meta.get("policy") == "own")
