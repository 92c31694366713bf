"""What a browser sends is read as actions, and anything else as nothing."""

from __future__ import annotations

import math

import pytest

from dashboard.panel import read_actions, read_view
from dashboard.state import Action, View


def test_actions_are_read_in_their_order() -> None:
    sent = [
        {"number": 7, "action": "choose", "values": {"place": "p"}, "view": [35.0, 36.5, 7]},
        {"number": 8, "action": "reset", "values": {}, "view": None},
    ]
    assert read_actions(sent) == [
        (7, Action("choose", {"place": "p"}, View(35.0, 36.5, 7.0))),
        (8, Action("reset", {}, None)),
    ]


@pytest.mark.parametrize("sent", [None, "x", {}, [None], [{"action": "choose"}], [{"number": "1"}]])
def test_what_is_no_action_is_nothing(sent: object) -> None:
    assert read_actions(sent) == []


def test_values_of_another_form_are_read_as_text_or_left_out() -> None:
    assert read_actions([{"number": 1, "action": 2, "values": {"a": 3}}]) == [
        (1, Action("2", {"a": "3"}))
    ]
    assert read_actions([{"number": 1, "action": "x", "values": [1]}]) == [(1, Action("x", {}))]


@pytest.mark.parametrize("sent", [None, [1, 2], [1, 2, "3"], [1, 2, math.nan], {"lat": 1}, "1,2,3"])
def test_what_is_no_view_is_none(sent: object) -> None:
    assert read_view(sent) is None
