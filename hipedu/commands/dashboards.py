"""``hipedu dashboards``: serve the dashboards from this machine."""

from __future__ import annotations

import argparse

from hipedu.commands import CommandError

HELP = "serve the dashboards and open the start page"
DESCRIPTION = (
    "Serves the dashboards with Voilà at http://localhost:8866 until Ctrl+C. Nothing is asked of "
    "another host, and nothing about a visitor is kept."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command's arguments."""
    parser.add_argument("--port", type=int, default=8866, help="port to listen on (8866)")
    parser.add_argument(
        "--ip",
        default="127.0.0.1",
        help="address to listen on; only this machine (127.0.0.1) unless told otherwise",
    )
    parser.add_argument(
        "--base-url", default="/", help="prefix of every address, behind a proxy (/)"
    )
    parser.add_argument(
        "--most-visitors",
        type=int,
        metavar="N",
        help="how many visitors there may be at once (as many as this machine's memory holds)",
    )
    parser.add_argument(
        "--embed-in",
        action="append",
        default=[],
        metavar="ORIGIN",
        help="a site that may show the pages in a frame, as https://moodle.example (none); "
        "may be given several times",
    )
    parser.add_argument("--no-open", action="store_true", help="do not open a browser")


def run(arguments: argparse.Namespace) -> int:
    """Serve until interrupted."""
    from hipedu.serving.launch import CannotServe, serve

    try:
        serve(
            ip=arguments.ip,
            port=arguments.port,
            base_url=arguments.base_url,
            open_browser=not arguments.no_open,
            most_visitors=arguments.most_visitors,
            embed_in=arguments.embed_in,
        )
    except CannotServe as problem:
        raise CommandError(str(problem)) from problem
    return 0
