"""Teaches a Jupyter server's own Voilà our template, for places such as Binder.

``hipedu dashboards`` needs none of this. Where Voilà runs inside JupyterLab's server instead, the
page's address is ``voila/render/notebooks/dashboards/home.ipynb`` and Voilà looks for templates
among Jupyter's shared files: ``python -m hipedu.serving.install`` puts ours there.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

from hipedu import __version__
from hipedu.serving.answers import TEMPLATE
from hipedu.serving.assets import assets


def install(prefix: Path) -> list[Path]:
    """Write the template, its files and Voilà's configuration below `prefix`.

    Parameters
    ----------
    prefix : Path
        An environment's root, as a rule ``sys.prefix``.

    Returns
    -------
    list of Path
        What was written.
    """
    target = prefix / "share" / "jupyter" / "voila" / "templates" / "hipedu"
    shutil.copytree(TEMPLATE, target, dirs_exist_ok=True)
    written = [target]
    for name, asset in assets().items():
        file = target / "static" / name
        file.write_bytes(asset.body)
        written.append(file)
    from hipedu.api import load_catalogue

    settings = {
        "VoilaConfiguration": {
            "template": "hipedu",
            "allow_template_override": "NO",
            "allow_theme_override": "NO",
            "file_allowlist": [],
            "resources": {
                "hipedu": {
                    "versions": f"hipedu {__version__} · knowledge of {load_catalogue().version}"
                }
            },
        }
    }
    config = prefix / "etc" / "jupyter" / "voila.json"
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")
    return [*written, config]


if __name__ == "__main__":
    for path in install(Path(sys.prefix)):
        print(path)  # noqa: T201
