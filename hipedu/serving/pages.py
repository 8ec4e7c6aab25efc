"""The routes of the server: a dashboard's page, and what its page asks for besides."""

from __future__ import annotations

import asyncio
import copy
import logging
from pathlib import Path
from typing import Any

import nbformat
from tornado.iostream import StreamClosedError
from voila.notebook_renderer import NotebookRenderer
from voila.utils import get_page_config

from hipedu.serving.answers import Plain, failed, is_own_origin, page
from hipedu.serving.assets import spoken
from hipedu.serving.visitors import Copies

LOG = logging.getLogger(__name__)
KEY_HEADER = "X-Hipedu-Key"
RETRY_S = 60
TAIL = '<span hidden data-complete="yes"></span></main></body></html>'


class Notebooks:
    """The dashboards' notebooks, read once; what Voilà asks of a folder, without a folder.

    Parameters
    ----------
    folder : Path
        Every ``*.ipynb`` in it is a page.
    """

    def __init__(self, folder: Path) -> None:
        self.pages = {
            path.stem: nbformat.read(path, as_version=4) for path in sorted(folder.glob("*.ipynb"))
        }

    def get(self, path: str, **_: Any) -> dict[str, Any]:
        """Return a notebook that may be changed freely."""
        content = copy.deepcopy(self.pages[path.removesuffix(".ipynb")])
        return {"type": "notebook", "path": path, "content": content}

    def file_exists(self, path: str) -> bool:
        """Whether a picture in a notebook's text is a file of ours: there are none."""
        return False


class FromHere(Plain):
    """Gives handlers the visitors' kernels and the addresses of our files."""

    @property
    def copies(self) -> Copies:
        """The visitors' kernels."""
        found: Copies = self.settings["kernel_manager"]
        return found

    @property
    def assets(self) -> dict[str, Any]:
        """Addresses of our files, the versions at a page's foot, and the words of its language."""
        return spoken(self.settings["hipedu_assets"], self.asked_language)

    @property
    def asked_language(self) -> str:
        """What the address says after ``lang=``, whatever it is."""
        asked = self.request.query_arguments.get("lang", [b""])[-1]
        return asked[:20].decode("ascii", "replace")


class Dashboard(FromHere):
    """A dashboard's page: sent as it is built, by a kernel of its own."""

    gone = False

    async def get(self, name: str) -> None:
        """Take a place, start a kernel, and send what it builds."""
        notebooks: Notebooks = self.settings["contents_manager"]
        self.set_header("Cache-Control", "no-store")
        if name not in notebooks.pages:
            self.set_status(404)
            self.finish(nothing_here(self.assets))
            return
        # A visitor on the way between two of our pages leaves a place behind in a moment.
        in_transit = self.request.headers.get("Sec-Fetch-Site") == "same-origin"
        kernel_id = self.copies.admit(in_transit=in_transit)
        if kernel_id is None:
            self.full()
            return
        starting = asyncio.ensure_future(self.copies.start(kernel_id, self.assets["code"]))
        try:
            await self.send(name, kernel_id, starting)
        except (StreamClosedError, asyncio.CancelledError):
            await self.drop(kernel_id, starting)
        except Exception:
            LOG.exception("The page %s could not be built.", name)
            await self.drop(kernel_id, starting)
            self.say_it_failed()
        else:
            self.copies.delivered(kernel_id)

    def head(self, name: str) -> None:
        """Answer as for GET without starting anything."""
        self.set_status(200 if name in self.settings["contents_manager"].pages else 404)
        self.finish()

    async def send(self, name: str, kernel_id: str, starting: asyncio.Future[Any]) -> None:
        """Send the page's head at once and the rest when the kernel has built it."""
        app = self.settings["hipedu_app"]
        told: dict[str, Any] = {
            "base_url": self.settings["base_url"],
            "settings": self.settings,
            "log": LOG,
            "voila_configuration": app.voila_configuration,
        }
        renderer = NotebookRenderer(
            request_handler=self,
            voila_configuration=app.voila_configuration,
            traitlet_config=app.config,
            notebook_path=f"{name}.ipynb",
            template_paths=app.template_paths,
            config_manager=self.settings["config_manager"],
            contents_manager=self.settings["contents_manager"],
            base_url=self.settings["base_url"],
            kernel_spec_manager=self.settings["kernel_spec_manager"],
            page_config=get_page_config(**told),
            mathjax_config="",
            mathjax_url="",
        )
        await renderer.initialize()
        assets = self.assets
        renderer.resources["hipedu"] = {
            **assets, "key": self.copies.key(kernel_id), "failed": failed(assets["gettext"]),
        }  # fmt: skip
        async for snippet, _ in renderer.generate_content_generator(kernel_id, starting):
            if self.gone:
                raise StreamClosedError
            self.write(snippet)
            await self.flush()

    async def drop(self, kernel_id: str, starting: asyncio.Future[Any]) -> None:
        """End the kernel of a page that nobody will see."""
        await self.copies.end(kernel_id, "left")
        starting.add_done_callback(lambda done: done.cancelled() or done.exception())

    def say_it_failed(self) -> None:
        """Finish the page with a sentence, whether or not its head has been sent."""
        if self.gone:
            return
        assets = self.assets
        gettext = assets["gettext"]
        if self._headers_written:
            self.finish(failed(gettext) + TAIL)
            return
        self.set_status(500)
        self.finish(
            page(
                title=gettext("Could not start"),
                heading=gettext("This page could not be started"),
                body=failed(gettext) + way_home(assets),
                assets=assets,
            )
        )

    def full(self) -> None:
        """Say that all places are taken; the page tries again by itself."""
        self.set_status(503)
        self.set_header("Retry-After", str(RETRY_S))
        assets = self.assets
        gettext = assets["gettext"]
        most = self.copies.most
        heading = gettext("All {most} places are taken", most=most)
        if most == 1:
            heading = gettext("The one place is taken")
        why = gettext(
            "Each visitor works with a private copy of Python here, and this server has room for "
            "{most}. A place becomes free when somebody closes a page.",
            most=most,
        )
        wait = gettext("Try again in a minute.")
        kept = gettext("Nothing you entered on another page is affected.")
        self.finish(
            page(
                title=gettext("All places are taken"),
                heading=heading,
                body=f"<p>{why}</p>"
                f'<p id="hip-wait" role="status" data-ask="{assets["places"]}">{wait}</p>'
                f'<p class="hip-small">{kept}</p>',
                assets=assets,
                script=assets["wait"],
            )
        )

    def on_connection_close(self) -> None:
        """Remember that nobody waits for the page any more."""
        self.gone = True


class Places(FromHere):
    """Tells a waiting page whether a place has become free."""

    def get(self) -> None:
        """Answer 204, or 503 while all are taken."""
        self.set_header("Cache-Control", "no-store")
        if self.copies.has_place():
            self.set_status(204)
        else:
            self.set_status(503)
            self.set_header("Retry-After", str(RETRY_S))
        self.finish()


class Alive(FromHere):
    """Tells a page whether its private copy still runs."""

    def get(self, kernel_id: str) -> None:
        """Answer 204, or 404 when it has ended or belongs to another page."""
        self.set_header("Cache-Control", "no-store")
        mine = self.copies.holds(kernel_id, self.request.headers.get(KEY_HEADER, ""))
        self.set_status(204 if mine else 404)
        self.finish()


class Leave(FromHere):
    """Ends the private copy of a page that was closed."""

    async def post(self, kernel_id: str) -> None:
        """End the kernel whose word is the body of the request."""
        word = self.request.body[:100].decode("utf-8", "replace")
        if not is_own_origin(self.request):
            self.set_status(403)
        elif not self.copies.holds(kernel_id, word):
            self.set_status(404)
        else:
            await self.copies.end(kernel_id, "left")
            self.set_status(204)
        self.finish()


class Start(FromHere):
    """Leads from the bare address to the start page."""

    def get(self) -> None:
        """Redirect; what else stood in the address is dropped."""
        self.redirect(self.assets["home"])


class NotHere(FromHere):
    """A page that says what to do when there is nothing at an address."""

    def prepare(self) -> None:
        """Answer every method alike, before anything else looks at the request."""
        self.set_status(404)
        self.finish(nothing_here(self.assets))


def nothing_here(assets: dict[str, Any]) -> str:
    """The page for an address with nothing behind it."""
    gettext = assets["gettext"]
    why = gettext("The address may be mistyped, or the page has moved.")
    return page(
        title=gettext("Not found"),
        heading=gettext("There is no page here"),
        body=f"<p>{why}</p>{way_home(assets)}",
        assets=assets,
    )


def way_home(assets: dict[str, Any]) -> str:
    """A link to the start page."""
    return f'<p><a href="{assets["home"]}">{assets["gettext"]("Go to the start page")}</a></p>'
