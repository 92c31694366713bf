"""What the package offers is what it says it offers."""

from __future__ import annotations

import inspect

import sources


def test_the_surface_is_what_all_lists() -> None:
    public = {
        name
        for name, value in vars(sources).items()
        if not name.startswith("_") and not inspect.ismodule(value)
    }
    assert public == set(sources.__all__)


def test_everything_offered_says_what_it_is() -> None:
    for name in sources.__all__:
        value = getattr(sources, name)
        if inspect.isclass(value) or inspect.isfunction(value):
            assert value.__doc__, name
