"""Which Chromium the browser tests drive, and where one comes from on a machine without.

`python -m tests.chromium` prints the path of one that runs, after installing it where needed, or
ends with a sentence that says what to install.  In this order: one that is there; as root on
Debian or Ubuntu the system's package; Playwright's own download.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

VARIABLE = "QUOTED_PLACES_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_APPLICATIONS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
# Noto draws every script that the gazetteer spells names in, Arabic among them.
PACKAGES = ("chromium", "fonts-noto-core")
MISSING = (
    "The browser tests need Chromium and none was found: install it (Debian, Ubuntu: apt install "
    "chromium; macOS: brew install --cask chromium; anywhere: .venv/bin/python -m playwright "
    f"install chromium), or set {VARIABLE} to the program's path."
)


class ChromiumMissingError(Exception):
    """No Chromium runs here; the message says what to install."""


def find() -> Path:
    """The Chromium that is there.  Raises ChromiumMissingError."""
    named = os.environ.get(VARIABLE)
    if named:
        if _runs(named):
            return Path(named)
        message = f"{VARIABLE} names {named}, which is no Chromium that runs."
        raise ChromiumMissingError(message)
    on_the_path = filter(None, map(shutil.which, NAMES))
    for program in (*on_the_path, *MAC_APPLICATIONS):
        if _runs(program):
            return Path(program)
    own = _of_playwright()
    if own is not None and _runs(str(own)):
        return own
    raise ChromiumMissingError(MISSING)


def find_or_install() -> Path:
    """The Chromium that is there, else a fresh one.  Raises ChromiumMissingError."""
    ways = [_fetch_playwrights]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        ways.insert(0, _install_package)
    for install in ways:
        # A way that ends without a Chromium that runs gives way to the next: on Ubuntu the
        # package may be a mere pointer to a snap.
        try:
            return find()
        except ChromiumMissingError:
            if os.environ.get(VARIABLE):
                raise
        install()
    return find()


def _install_package() -> None:
    _say(f"Installing {' and '.join(PACKAGES)} with apt-get ...")
    _run(["apt-get", "update", "-qq"])
    _run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *PACKAGES])


def _fetch_playwrights() -> None:
    _say("Fetching Playwright's own Chromium ...")
    _run([sys.executable, "-m", "playwright", "install", "chromium"])


def _of_playwright() -> Path | None:
    """Where Playwright keeps its Chromium, whether or not it is there."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path)


def _runs(program: str) -> bool:
    try:
        answer = subprocess.run(
            [program, "--version"], capture_output=True, text=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0 and "Chrom" in answer.stdout


def _run(command: list[str]) -> None:
    """Run a command, its words on standard error; whether it failed shows in what it left."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=sys.stderr, env=environment, check=False
    )


def _say(words: str) -> None:
    sys.stderr.write(words + "\n")
    sys.stderr.flush()


if __name__ == "__main__":
    try:
        sys.stdout.write(f"{find_or_install()}\n")
    except ChromiumMissingError as missing:
        sys.exit(str(missing))
