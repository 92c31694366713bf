"""The form that puts a field of a record right, and what was typed into it.  Pure."""

from __future__ import annotations

from typing import NamedTuple

from dashboard.claimed import LABELS, Field, by_hand
from dashboard.markup import Html, button, tag

LONGEST = 2000
HINTS = {
    "date": "2020-03-04, 2020-03 or 2020",
    "language": "A code: en, ar, pt-BR",
    "url": "Beginning with https:// or http://",
}


class Edit(NamedTuple):
    """A field that is being put right: what was typed, None at first, and what is wrong with it."""

    field: str
    value: str | None = None
    fault: str = ""


def opener(field: Field) -> Html:
    """The way to the form."""
    words = LABELS[field.name].lower()
    return button("edit", "Correct", class_="text", data_field=field.name,
                  data_key=f"edit:{field.name}", aria_label=f"Correct the {words}")  # fmt: skip


def form(field: Field, edit: Edit) -> Html:
    """A line to type into, with what is wrong beside it."""
    typed = field.value if edit.value is None else edit.value
    hint = HINTS.get(field.name)
    about = " ".join(part for part, there in (("hint", hint), ("fault", edit.fault)) if there)
    box = tag(
        "input",
        type="text",
        value=typed or "",
        aria_label=LABELS[field.name],
        aria_describedby=about or None,
        aria_invalid="true" if edit.fault else None,
        data_key=f"edit:{field.name}",
        maxlength=LONGEST,
        autocomplete="off",
        dir="auto",
    )
    as_said = button("correct", "As the file says", class_="text", data_field=field.name,
                     data_value="", data_key="as-said")  # fmt: skip
    return tag(
        "div",
        box,
        tag("p", hint, class_="hint", id="hint") if hint else None,
        tag("p", edit.fault, class_="fault", id="fault", role="alert") if edit.fault else None,
        tag(
            "div",
            button("correct", "Save", data_field=field.name, data_sends=True, data_key="save"),
            as_said if by_hand(field) else None,
            button("edit", "Cancel", class_="text", data_field="", data_cancels=True),
            class_="tools",
        ),
        class_="correction",
        data_form=True,
    )
