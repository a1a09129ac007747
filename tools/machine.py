"""What the machine offers beside Python: PostgreSQL's server programs and a Chromium, and how to get them."""

from __future__ import annotations

import shutil
from pathlib import Path

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
INSTALL = {
    "postgresql": "apt-get install postgresql",
    "chromium": "apt-get install chromium fonts-noto-core",
}


def chromium() -> Path | None:
    """Find the system's Chromium (or Chrome); None when there is none."""
    found = [path for name in CHROMIUM_NAMES if (path := shutil.which(name))]
    return Path(found[0]) if found else None


def postgres_bin(packaged: Path = Path("/usr/lib/postgresql")) -> Path | None:
    """Find the folder with `initdb` and `postgres`: the newest packaged one, else the search path's."""
    versions = [folder for folder in packaged.glob("*/bin") if (folder / "initdb").exists()]
    if versions:
        return max(versions, key=lambda folder: float(folder.parent.name))
    initdb = shutil.which("initdb")
    # A link in the search path leads to the folder that holds the server too.
    return Path(initdb).resolve().parent if initdb else None
