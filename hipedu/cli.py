"""The command line: ``hipedu COMMAND``. Each command is a module of `hipedu.commands`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from hipedu.commands import Command, CommandError, commands
from hipedu.knowledge.errors import DataError

EPILOG = "hipedu is education, not medical advice: it never says what somebody has."


def parser(known: dict[str, Command]) -> argparse.ArgumentParser:
    """The argument parser over all commands."""
    made = argparse.ArgumentParser(
        prog="hipedu",
        description="A clinical-reasoning laboratory about hip, groin, buttock and outer-hip "
        "pain in runners.",
        epilog=EPILOG,
    )
    made.add_argument(
        "--version", action="store_true", help="versions of the program and of its knowledge base"
    )
    subparsers = made.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for name, command in known.items():
        command.add_arguments(
            subparsers.add_parser(
                name,
                help=command.HELP,
                description=getattr(command, "DESCRIPTION", command.HELP),
            )
        )
    return made


def versions() -> str:
    """Code and knowledge, each with its own version."""
    from hipedu import __version__
    from hipedu.knowledge.paths import data_dir
    from hipedu.knowledge.sources import read_version

    return f"hipedu {__version__}, knowledge base of {read_version(data_dir())}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns
    -------
    int
        0 done; 1 done, and something was found to be wrong; 2 could not be done.
    """
    known = commands()
    made = parser(known)
    given = made.parse_args(arguments)
    try:
        if given.version:
            print(versions())
            return 0
        if given.command is None:
            made.print_help()
            return 0
        return known[given.command].run(given)
    except (CommandError, DataError) as error:
        print(f"hipedu: {error}", file=sys.stderr)
    except BrokenPipeError:  # `hipedu ... | head` closed its end: nobody reads on
        sys.stderr.close()
    except OSError as error:
        place = f" ({error.filename})" if error.filename else ""
        print(f"hipedu: {error.strerror or error}{place}.", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
