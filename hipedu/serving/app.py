"""Voilà, set up for the dashboards: our template, our static files, only the routes they need."""

from __future__ import annotations

import logging
import os
import socket
import sys
import threading
import webbrowser
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_core.utils import ensure_async
from jupyter_server.auth.identity import PasswordIdentityProvider, User
from jupyter_server.base.handlers import JupyterHandler
from tornado.web import RedirectHandler, RequestHandler
from traitlets import Unicode
from voila.app import Voila

from hipedu import __version__
from hipedu.serving.assets import AssetHandler, addresses
from hipedu.serving.notebooks import notebooks_root
from hipedu.serving.provisioner import CAN_FORK, Parents

LOG = logging.getLogger(__name__)
HOME = "voila/render/home.ipynb"
WANTED = ("/channels", "/voila/render/")
"""Voilà's routes that our pages use; file, tree, theme and extension routes are left out."""

KERNEL_ID = r"(\w{8}-\w{4}-\w{4}-\w{4}-\w{12})"
MESSAGES = ["comm_open", "comm_msg", "comm_close", "kernel_info_request"]
"""What a browser may send to a kernel: no code, no completion, no inspection, no shutdown."""

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' blob:",
        "style-src 'self' 'unsafe-inline'",  # preact sets style attributes
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'self'",
    )
)


class OwnPython(KernelSpecManager):
    """Offers one kernel: the Python that runs the server, whatever else is installed."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Return that kernel under any name, so that a notebook's metadata cannot pick another."""
        return KernelSpec(
            resource_dir="",
            argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
            display_name="Python 3 (hipedu)",
            language="python",
            interrupt_mode="signal",
            env={"HIPEDU_SERVED": "1", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
            metadata=(
                {"kernel_provisioner": {"provisioner_name": "hipedu-fork"}} if CAN_FORK else {}
            ),
        )

    def find_kernel_specs(self) -> dict[str, str]:
        """Name the one kernel."""
        return {"python3": ""}

    def get_all_specs(self) -> dict[str, dict[str, Any]]:
        """Describe the one kernel."""
        return {"python3": {"resource_dir": "", "spec": self.get_kernel_spec("python3").to_dict()}}


class Nobody(PasswordIdentityProvider):
    """Visitors have no identity: no name is made up for them and no cookie is set."""

    def get_user(self, handler: Any) -> User:
        """Return the same user for everybody."""
        return User(username="visitor", name="Visitor", display_name="Visitor", initials="V")

    def set_login_cookie(self, handler: Any, user: User) -> None:
        """Set none."""


class KernelAlive(JupyterHandler):
    """Tells a page whether its private copy still runs."""

    def get(self, kernel_id: str) -> None:
        """Answer 204, or 404 when it has ended."""
        self.set_status(204 if kernel_id in self.kernel_manager else 404)
        self.finish()


class Leave(JupyterHandler):
    """Ends the private copy of a page that was closed; who knows its id may do that."""

    def check_xsrf_cookie(self) -> None:
        """There are no cookies; a foreign page is refused by its Origin, and knows no id."""

    async def post(self, kernel_id: str) -> None:
        """Shut the kernel down, if it still runs."""
        if not self.check_origin():
            self.set_status(403)
        elif kernel_id in self.kernel_manager:
            await ensure_async(self.kernel_manager.shutdown_kernel(kernel_id, now=True))
            self.set_status(204)
        else:
            self.set_status(404)
        self.finish()


class NotHere(RequestHandler):
    """A page that says what to do when there is nothing at an address."""

    def initialize(self, home: str, stylesheet: str) -> None:
        """Keep the addresses the page needs."""
        self.home, self.stylesheet = home, stylesheet

    def prepare(self) -> None:
        """Answer every method alike, before anything else looks at the request."""
        self.set_status(404)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        self.finish(
            '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f'<title>Not found · hipedu</title><link rel="stylesheet" href="{self.stylesheet}">'
            '</head><body class="hipedu"><main class="hip-main"><h1>There is no page here</h1>'
            "<p>The address may be mistyped, or the page has moved.</p>"
            f'<p><a href="{self.home}">Go to the start page</a></p></main></body></html>'
        )


class Dashboards(Voila):
    """The server behind ``hipedu dashboards``."""

    knowledge_version = Unicode("")

    def init_settings(self) -> dict[str, Any]:
        """Add to Voilà's settings what it applies too late: compression and headers."""
        settings: dict[str, Any] = super().init_settings()
        settings["compress_response"] = True
        settings["headers"] = {
            "Content-Security-Policy": CONTENT_SECURITY_POLICY,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
        }
        self.kernel_manager.allowed_message_types = MESSAGES
        return settings

    def init_handlers(self) -> list[Any]:
        """Keep the routes our pages use, add our files, a start page and a friendly 404."""
        kept = [
            handler
            for handler in super().init_handlers()
            if any(word in str(handler[0]) for word in WANTED)
        ]
        base = self.server_url.rstrip("/")
        return [
            (rf"{base}/hipedu/static/([0-9a-f]{{16}})/([a-z.]+)", AssetHandler),
            (rf"{base}/api/kernels/{KERNEL_ID}", KernelAlive),
            (rf"{base}/hipedu/leave/{KERNEL_ID}", Leave),
            (rf"{base}/?", RedirectHandler, {"url": f"{self.base_url}{HOME}", "permanent": False}),
            *kept,
            (
                r".*",
                NotHere,
                {
                    "home": f"{self.base_url}{HOME}",
                    "stylesheet": addresses(self.base_url)["stylesheet"],
                },
            ),
        ]

    def launch_browser(self) -> None:
        """Show the start page; a machine without a browser is no reason to stop."""
        url = f"http://localhost:{self.port}{self.base_url}"
        threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()

    def start(self) -> None:
        """Warm the kernels' parent while the first visitor is still on the way, then serve."""
        if CAN_FORK:
            Parents.get()
        try:
            super().start()
        finally:
            Parents.close()


def free_port(ip: str, port: int) -> bool:
    """Whether nothing listens on `port` of `ip` yet."""
    with socket.socket(socket.AF_INET6 if ":" in ip else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ip, port))
        except OSError:
            return False
    return True


def configure(
    *, ip: str, port: int, base_url: str, open_browser: bool, knowledge_version: str
) -> Dashboards:
    """Return the application, ready to start.

    Parameters
    ----------
    ip, port, base_url
        Where to listen; `base_url` begins and ends with a slash.
    open_browser : bool
        Whether to show the start page in the machine's browser.
    knowledge_version : str
        Shown at the foot of each page beside the code's version.
    """
    jupyter = str(Path(__file__).parent / "jupyter")
    before = os.environ.get("JUPYTER_PATH")
    os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, (jupyter, before)))
    app = Dashboards(
        ip=ip,
        port=port,
        port_retries=0,
        base_url=base_url,
        root_dir=str(notebooks_root() / "dashboards"),
        open_browser=open_browser,
        knowledge_version=knowledge_version,
        config_file_paths=[],
        identity_provider_class=Nobody,
        log_level=logging.WARNING,
    )
    voila = app.config.VoilaConfiguration
    voila.template = "hipedu"
    voila.allow_template_override = "NO"
    voila.allow_theme_override = "NO"
    voila.kernel_spec_manager_class = OwnPython
    voila.file_allowlist = []
    voila.resources = {
        "hipedu": {
            **addresses(base_url),
            "versions": f"hipedu {__version__} · knowledge of {knowledge_version}",
        }
    }
    kernels = app.config.MappingKernelManager
    kernels.cull_idle_timeout = 20 * 60
    kernels.cull_interval = 60
    kernels.cull_connected = True
    app.config.KernelRestarter.restart_limit = 0  # a new kernel would not know what was entered
    if CAN_FORK:
        app.config.KernelManager.transport = "ipc"  # no ports, no other user of the machine
    app.initialize(argv=[])
    return app
