"""The content security policy of every page: nothing breaks it, nothing gets around it."""

import pytest
from serving import SITE

PLACES = sorted(path.relative_to(SITE).as_posix() for path in SITE.rglob("*.html"))


@pytest.mark.usefixtures("browser")
def test_there_are_pages():
    assert len(PLACES) > 20


@pytest.mark.parametrize("place", PLACES)
def test_a_page_asks_nothing_of_others_and_keeps_its_policy(visit, faults, place):
    page = visit(place.removesuffix("index.html"))
    page.wait_for_load_state("networkidle")
    assert page.locator("meta[http-equiv=Content-Security-Policy]").count() == 1
    assert page.evaluate("Boolean(window.document$)"), "the scripts of the theme run"
    assert not faults


def test_the_theme_goes_from_page_to_page_under_the_first_policy(visit, served, faults):
    page = visit("")
    page.wait_for_load_state("networkidle")  # the theme knows the other pages
    for place in ("derivation/scalar/", "", "notebooks/derive_and_train/", "softmax/"):
        page.evaluate(
            """place => [...document.querySelectorAll('.md-nav a')]
                .find((link) => link.href === place).click()""",
            f"{served.url}{place}",
        )
        page.wait_for_url(f"{served.url}{place}")
        page.wait_for_load_state("networkidle")
    assert page.evaluate("performance.getEntriesByType('navigation')[0].name") == served.url
    assert not faults


def test_the_search_finds_a_page(visit, faults):
    page = visit("")
    page.keyboard.press("/")
    page.keyboard.type("softmax")
    page.wait_for_selector(".md-search-result__link")
    assert not faults


def test_what_a_policy_is_for_is_refused(visit, served):
    page = visit("softmax/")
    tried = """async (address) => {
      const elsewhere = await fetch(address).then(() => 'went', () => 'refused');
      const inline = document.createElement('script');
      inline.textContent = 'window.ran = true';
      document.body.append(inline);
      const image = new Image();
      const shown = new Promise((resolve) => {
        image.onload = () => resolve('went');
        image.onerror = () => resolve('refused');
      });
      image.src = address + 'assets/images/favicon.png';
      return [elsewhere, Boolean(window.ran), await shown];
    }"""
    address = served.url.replace("127.0.0.1", "localhost")
    assert page.evaluate(tried, address) == ["refused", False, "refused"]
