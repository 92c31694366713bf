"""The launcher answers a wrong command at once and never listens beyond this machine."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import pytest

from dashboard.__main__ import ADDRESS, command, free_port, is_free, main
from sources.library import Library


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["missing.txt"], "no file or folder missing.txt"),
        (["--port", "abc"], "abc is no port"),
        (["--port", "70000"], "70000 is no port"),
    ],
)
def test_a_wrong_command_ends_with_a_sentence(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert words in capsys.readouterr().err


def test_what_is_no_library_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("In Homs.", encoding="utf-8")
    monkeypatch.setenv("QUOTED_PLACES_LIBRARY", str(tmp_path / "a.txt"))
    for arguments, words in (
        (["--library"], "is a file and no library"),
        (["--library", str(tmp_path)], "the library alone"),
    ):
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert ended.value.code == 2
        assert words in capsys.readouterr().err


@pytest.mark.parametrize("filled", ["filled", "not there yet"])
def test_the_library_is_opened_as_a_path(
    filled: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "library"
    (tmp_path / "a.txt").write_text("In Homs.", encoding="utf-8")
    if filled == "filled":
        Library(kept).add([tmp_path / "a.txt"])
    monkeypatch.setenv("QUOTED_PLACES_LIBRARY", str(kept))
    opened: list[tuple[Path, ...]] = []
    monkeypatch.setattr("dashboard.__main__.begin", opened.append)
    monkeypatch.setattr("streamlit.web.cli.main", lambda: 0)
    monkeypatch.setattr("sys.argv", ["dashboard"])
    assert main(["--library", "--no-browser"]) == 0
    assert sys.argv[-2:] == ["--", str(kept)]
    assert opened == [(kept,)]


def test_a_port_in_use_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind((ADDRESS, 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert not is_free(port)
        with pytest.raises(SystemExit) as ended:
            main(["--port", str(port)])
    assert ended.value.code == 2
    assert f"port {port} is in use" in capsys.readouterr().err


def test_without_a_port_a_free_one_is_found() -> None:
    port = free_port()
    assert port is not None
    assert is_free(port)


def test_streamlit_is_told_to_stay_on_this_machine(tmp_path: Path) -> None:
    written = command(8765, [tmp_path], headless=True)
    flags = dict(zip(written[2:-2:2], written[3:-2:2], strict=True))
    assert flags["--server.address"] == "127.0.0.1"
    assert flags["--browser.gatherUsageStats"] == "false"
    assert flags["--server.showEmailPrompt"] == "false"
    assert flags["--server.headless"] == "true"
    assert written[-2:] == ["--", str(tmp_path)]
