"""A clinical-reasoning laboratory about hip, groin, buttock and outer-hip pain in runners.

What a caller needs lives in `hipedu.api` and is reachable from here by name; importing hipedu
by itself loads nothing else.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hipedu.api import *  # noqa: F403 - the names that __getattr__ serves at run time

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Serve what `hipedu.api` offers, when it is first asked for."""
    if not name.startswith("_"):
        api = import_module("hipedu.api")  # `from hipedu import api` would come back here
        if name in api.__all__:
            return getattr(api, name)
    raise AttributeError(f"module 'hipedu' has no attribute {name!r}")


def __dir__() -> list[str]:
    """Names for completion."""
    return sorted({*globals(), *import_module("hipedu.api").__all__})
