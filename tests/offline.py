"""A Python that reaches nothing but this machine: every other connection is refused and noted."""

from __future__ import annotations

from pathlib import Path

NOTE = "refused.txt"

# Python imports a module of this name by itself, in every process that inherits the path.
SITECUSTOMIZE = """
import socket

LOOPBACK = {"127.0.0.1", "::1", "localhost", "0.0.0.0", "::", "", None}

def note(host):
    with open(%(note)r, "a") as notes:
        notes.write(f"{host}\\n")
    raise ConnectionRefusedError(f"offline: {host}")

def guarded(method):
    def call(self, *arguments):
        address = arguments[-1]
        if isinstance(address, tuple) and address[0] not in LOOPBACK:
            note(address[0])
        return method(self, *arguments)
    return call

def look_up(host, *arguments, original=socket.getaddrinfo, **options):
    name = host.decode() if isinstance(host, bytes) else host
    if name not in LOOPBACK:
        note(name)
    return original(host, *arguments, **options)

class Socket(socket.socket):
    connect = guarded(socket.socket.connect)
    connect_ex = guarded(socket.socket.connect_ex)
    sendto = guarded(socket.socket.sendto)

socket.socket = Socket
socket.getaddrinfo = look_up
"""


def offline(environment: dict[str, str], folder: Path) -> dict[str, str]:
    """The environment in which Python processes are offline; they note refusals in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    code = SITECUSTOMIZE % {"note": str(folder / NOTE)}
    (folder / "sitecustomize.py").write_text(code)
    return environment | {"PYTHONPATH": str(folder)}


def refused(folder: Path) -> list[str]:
    """The hosts that processes asked for, in order."""
    notes = folder / NOTE
    return notes.read_text().split() if notes.exists() else []
