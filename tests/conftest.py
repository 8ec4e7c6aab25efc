"""What all tests share."""

from __future__ import annotations

from hypothesis import settings

# A machine with something else to do is slow, not wrong: no test is judged by its time.
settings.register_profile("hipedu", deadline=None)
settings.load_profile("hipedu")
