"""Voilà, set up for the dashboards: our template, our files, and only the routes they need."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import signal
import socket
import sys
import tempfile
import threading
import webbrowser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import zmq
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_core.utils import run_sync
from jupyter_server.auth.identity import PasswordIdentityProvider, User
from tornado.ioloop import IOLoop
from tornado.web import Application
from traitlets import List, Unicode
from voila.app import Voila

from hipedu.serving.answers import headers, log_answer
from hipedu.serving.assets import AssetHandler, addresses
from hipedu.serving.building import PageClient
from hipedu.serving.logs import configure_logging
from hipedu.serving.messages import MOST_BYTES
from hipedu.serving.notebooks import notebooks_root
from hipedu.serving.page_socket import PageLine, PageSocket
from hipedu.serving.pages import Alive, Dashboard, Leave, Notebooks, NotHere, Places, Start
from hipedu.serving.provisioner import CAN_FORK, Parents, adopt_orphans
from hipedu.serving.room import default_places
from hipedu.serving.sockets import PREFIX, socket_folder
from hipedu.serving.visitors import Copies

KERNEL_ID = r"(\w{8}-\w{4}-\w{4}-\w{4}-\w{12})"
BUILDING_LIMIT_S = 60
SOCKETS = 16_384
ORDINARY_OPTIONS = (
    "--HistoryManager.enabled=False", "--HistoryManager.hist_file=:memory:",
    "--InteractiveShell.cache_size=0", "--IPCompleter.use_jedi=False",
)  # fmt: skip
"""Of a kernel that is not forked; a forked one is made by `hipedu.serving.page_kernel`."""

MOST_WAITING = 4
"""Messages that wait for a busy kernel; until they are taken its page is not listened to."""


class OwnPython(KernelSpecManager):
    """Offers one kernel: the Python that runs the server, whatever else is installed."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Return that kernel under any name, so that a notebook's metadata cannot pick another."""
        return KernelSpec(
            resource_dir="",
            argv=[
                sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}",
                *ORDINARY_OPTIONS,
            ],
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


class Dashboards(Voila):
    """The server behind ``hipedu dashboards``."""

    knowledge_version = Unicode("")
    embed_in = List(Unicode(), help="Origins whose pages may show ours in a frame.")

    def init_settings(self) -> dict[str, Any]:
        """Add what Voilà applies too late or not at all."""
        settings: dict[str, Any] = super().init_settings()
        self.kernel_manager.context.set(zmq.MAX_SOCKETS, SOCKETS)
        self.kernel_manager.context.sndhwm = MOST_WAITING
        settings.update(
            compress_response=True,
            contents_manager=Notebooks(notebooks_root() / "dashboards"),
            hipedu_app=self,
            hipedu_headers=headers(self.embed_in),
            hipedu_assets={**addresses(self.base_url), "knowledge": self.knowledge_version},
            log_function=log_answer,
            # A message that is a little too long is refused in words, a huge one is cut off.
            websocket_max_message_size=MOST_BYTES + MOST_BYTES // 2,
        )
        return settings

    def init_handlers(self) -> list[Any]:
        """Serve pages, their files and their lines to a kernel; none of Voilà's own routes."""
        base = self.server_url.rstrip("/")
        return [
            (rf"{base}/hipedu/static/([0-9a-f]{{16}})/([A-Za-z.-]+)", AssetHandler),
            (rf"{base}/voila/render/([a-z_]+)\.ipynb", Dashboard),
            (rf"{base}/api/kernels/{KERNEL_ID}/channels", PageSocket),
            (rf"{base}/api/kernels/{KERNEL_ID}", Alive),
            (rf"{base}/hipedu/leave/{KERNEL_ID}", Leave),
            (rf"{base}/hipedu/places", Places),
            (rf"{base}/?", Start),
            (r".*", NotHere),
        ]

    def launch_browser(self) -> None:
        """Show the start page; a machine without a browser is no reason to stop."""
        url = f"http://localhost:{self.port}{self.base_url}"
        threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()

    def start(self) -> None:
        """Warm the kernels' parent while the first visitor is still on the way, then serve."""
        configure_logging()
        leave_no_core_file()
        self.ioloop = IOLoop.current()
        if CAN_FORK:
            adopt_orphans()
            Parents.get()
        if hasattr(signal, "SIGHUP"):  # the terminal was closed
            signal.signal(signal.SIGHUP, self._handle_signal_stop)
        self.connection_dir = tempfile.mkdtemp(prefix=PREFIX, dir=self.connection_dir_root)
        try:
            self.app = Application(**self.init_settings())
            self.app.add_handlers(".*$", self.init_handlers())
            self.listen()
        finally:
            Parents.close()
            shutil.rmtree(self.connection_dir, ignore_errors=True)

    def listen(self) -> None:
        """Serve until the loop is stopped, then end every kernel."""
        self.app.listen(
            self.port,
            self.ip,
            max_body_size=4096,  # the longest body is a kernel's word; files use the websocket
            max_header_size=16 * 1024,
            max_buffer_size=4 * MOST_BYTES,
            idle_connection_timeout=75,
            body_timeout=20,
        )
        self.kernel_manager.begin_sweeping()
        if self.open_browser:
            self.launch_browser()
        try:
            self.ioloop.start()
        except KeyboardInterrupt:
            pass
        finally:
            self.stop()

    def stop(self) -> None:
        """End every kernel at once: nothing of a visitor is worth waiting for."""
        run_sync(self.kernel_manager.end_all)()


def leave_no_core_file() -> None:
    """A crash must not write memory, and with it somebody's entries, to the disk."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


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
    *,
    ip: str,
    port: int,
    base_url: str,
    open_browser: bool,
    knowledge_version: str,
    most_visitors: int | None = None,
    embed_in: Sequence[str] = (),
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
    most_visitors : int, optional
        How many there may be at once; from the machine's memory unless given.
    embed_in : sequence of str
        Origins, as ``https://moodle.example``, whose pages may show ours in a frame.
    """
    jupyter = str(Path(__file__).parent / "jupyter")
    before = os.environ.get("JUPYTER_PATH")
    os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, (jupyter, before)))
    places = default_places(forked=CAN_FORK)
    app = Dashboards(
        ip=ip,
        port=port,
        port_retries=0,
        base_url=base_url,
        root_dir=str(notebooks_root() / "dashboards"),
        open_browser=open_browser,
        embed_in=list(embed_in),
        knowledge_version=knowledge_version,
        config_file_paths=[],
        identity_provider_class=Nobody,
        kernel_websocket_connection_class=PageLine,
        log_level=logging.WARNING,
    )
    voila = app.config.VoilaConfiguration
    voila.template = "hipedu"
    voila.allow_template_override = "NO"
    voila.allow_theme_override = "NO"
    voila.kernel_spec_manager_class = OwnPython
    voila.multi_kernel_manager_class = Copies
    voila.file_allowlist = []
    app.config.Copies.most = most_visitors or places
    app.config.VoilaExecutor.timeout = BUILDING_LIMIT_S
    app.config.KernelManager.client_factory = PageClient
    app.config.KernelRestarter.restart_limit = 0  # a new kernel would not know what was entered
    app.config.KernelRestarter.time_to_dead = 1.0
    if CAN_FORK:
        folder = socket_folder(Path(tempfile.gettempdir()))
        if folder is not None:
            app.connection_dir_root = str(folder)
            app.config.KernelManager.transport = "ipc"  # no ports, no other user of the machine
    app.initialize(argv=[])
    return app
