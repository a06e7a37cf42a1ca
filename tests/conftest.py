"""Makes random tests the same in every run, and says which tests one process has to run.

``--hypothesis-profile=explore`` looks further.
"""

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None, max_examples=2000)
settings.load_profile("repeatable")

SITE = Path(__file__).parent / "site"


def pytest_itemcollected(item: pytest.Item) -> None:
    """Keep together what builds this site, which is done in one place and costs much."""
    if item.path.is_relative_to(SITE):
        item.add_marker(pytest.mark.xdist_group("site"))
