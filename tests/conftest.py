"""What all tests share."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import settings

# A machine with something else to do is slow, not wrong: no test is judged by its time.
# A change is judged by the same examples each time, so that nobody fails over what they did not
# touch. New ones are looked for with: pytest --hypothesis-profile=search
settings.register_profile("hipedu", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=1000)
settings.load_profile("hipedu")

BROWSER = Path(__file__).parent / "browser"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let files with most tests come first, and a browser's after all others.

    The browser's driver leaves a running event loop behind in its thread, in which no other
    test could start one; and long files at the end would keep one process waiting for another.
    """
    tests = Counter(item.path for item in items)
    items.sort(key=lambda item: (item.path.parent == BROWSER, -tests[item.path]))
