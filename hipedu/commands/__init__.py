"""The subcommands of ``hipedu``, one module each.

To add ``hipedu something``, write ``hipedu/commands/something.py`` with

``HELP``
    one line for ``hipedu --help``;
``add_arguments(parser)``
    declares its arguments on an `argparse.ArgumentParser`;
``run(arguments)``
    does the work and returns the exit code: 0 done, 1 done and something was found to be
    wrong (say so), or raises.

and optionally ``DESCRIPTION``, the text above the arguments in ``hipedu something --help``.
Nothing else has to be edited: the module's name is the command's name, with hyphens for
underscores. A module that is not a command starts with an underscore.

Import what is slow inside ``run``: every module here is imported for ``hipedu --help``. Raise
`CommandError` (or let a `DataError` through) with one sentence that says what is wrong and what
to do; the reader sees that sentence and exit code 2, never a traceback.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
from typing import Protocol, cast


class CommandError(Exception):
    """Something the caller can mend; shown as one sentence, exit code 2."""


class Command(Protocol):
    """What a module in this package provides."""

    HELP: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the arguments."""

    def run(self, arguments: argparse.Namespace) -> int:
        """Do the work; return the exit code."""


def commands() -> dict[str, Command]:
    """Every subcommand by name, in alphabetical order."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return {
        name.replace("_", "-"): cast(Command, importlib.import_module(f"{__name__}.{name}"))
        for name in names
        if not name.startswith("_")
    }
