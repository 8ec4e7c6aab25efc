"""One module a dashboard: ``build()`` returns the widget that is the whole page."""

from __future__ import annotations

import importlib
import logging

LOG = logging.getLogger(__name__)
NAMES = (
    "home", "pain_map", "symptom_checker", "training_load", "running_form", "plan",
    "rule_laboratory", "exercises", "my_week", "treatments", "prevention",
    "evidence", "safety",
)  # fmt: skip


def warm() -> None:
    """Import every dashboard and let its state work once, so that a forked kernel need not.

    The widgets made on the way are closed: a page would be sent the views of all dashboards.
    """
    from ipywidgets import Widget

    for name in NAMES:
        try:
            module = importlib.import_module(f"hipedu.dashboards.{name}")
            module.build()
            getattr(module, "warm", lambda: None)()
        except Exception:  # its own page will say so; the others must still open
            LOG.exception("the dashboard %s could not be built", name)
    Widget.close_all()
