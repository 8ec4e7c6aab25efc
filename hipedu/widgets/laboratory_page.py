"""The rule laboratory's page: takes files as the training page does, and works in the background.

Shuffling a log and running a field of studies take longer than a click. They run a step at a
time between other requests; `progress` says how far they are, and ``cancel`` stops them.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from typing import Any

from hipedu.language import N_, _
from hipedu.state.rule_laboratory_state import RuleLaboratoryState
from hipedu.widgets.page import where_it_failed
from hipedu.widgets.training_page import TELL_EVERY_S, TrainingPage

LOG = logging.getLogger(__name__)

WORK = ("shuffle", "simulate")
STOPPED = N_("Stopped. Nothing was changed.")
BUSY = N_("Something is being worked out already. Wait until it is done, or stop it.")
FAILED = N_("This could not be worked out. The fault is ours; change a setting, try again.")


class LaboratoryPage(TrainingPage):
    """A `TrainingPage` over a `RuleLaboratoryState`."""

    state: RuleLaboratoryState

    def __init__(self, state: RuleLaboratoryState, **kwargs: Any) -> None:
        self._working: asyncio.Task[None] | None = None
        super().__init__(state, **kwargs)

    def carry_out(self, message: Any, buffers: list[Any] | None = None) -> str | None:
        """As for the training page, and the two requests that take longer."""
        name = message.get("do") if isinstance(message, dict) else None
        if name == "cancel" and self._working is not None:
            self.state.cancel()
            return None
        if name in WORK and self._working is not None:
            return _(BUSY)
        if name in WORK:
            try:
                loop = asyncio.get_running_loop()
            except RuntimeError:  # without a kernel, as in a test or a script
                return super().carry_out(message, buffers)
            self._working = loop.create_task(self._work(str(name)))
            return None
        return super().carry_out(message, buffers)

    async def _work(self, name: str) -> None:
        """Work step by step, letting the page hear of it, and stop it, in between."""
        told = 0.0
        notice = None
        try:
            for step in self.state.work_steps(name):
                now = time.monotonic()
                if step["note"] or now - told > TELL_EVERY_S:
                    told = now
                    self.progress = {"phase": "working", "name": name, **step}
                await asyncio.sleep(0)
            if self.state.stopped:
                notice = _(STOPPED)
        except ValueError as error:  # the state explains itself in a sentence
            notice = str(error)
        except Exception as error:
            LOG.error("working on %s failed: %s", name, where_it_failed(error))
            notice = _(FAILED)
        finally:
            self._working = None
            self.progress = {}
        with contextlib.suppress(Exception):
            self.refresh(notice)
