"""One reader's session: the state in the page and in the address, and what changes it.

The address is written at each choice and read only when it is not what was written last: at the
first run, and when the browser goes back or forward (Streamlit then runs the page again with the
older address, and adds no step to the history).  The part of the world that the list follows is
no step either: the map itself puts it into the address that is there.  Nor is reading on in the
reader: history.js says why.
"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard import address, keeping, map_view
from dashboard.correcting import Edit
from dashboard.library import Library, selection
from dashboard.map_view import MapScene
from dashboard.mention import stepping
from dashboard.state import Action, State, after

STATE, WRITTEN, NOTICES, FOCUS, REFRAME = "state", "written", "notices", "focus", "reframe"
SHOWN, CHANGED = "shown", "changed"
MAP = "map-choice"
BY_THE_MAP: dict[str, list[str]] = {"view": [], "area": []}


def begin(library: Library) -> None:
    """Take the state from the address where the browser brought another than was written.

    Where the documents are others than before, what still makes sense of the choice stays.
    """
    before = st.session_state.get(SHOWN)
    st.session_state[SHOWN] = library
    st.session_state[CHANGED] = False
    given = {name: st.query_params.get_all(name) for name in st.query_params}
    written = st.session_state.get(WRITTEN)
    # The browser itself writes the view when a choice has moved the map.
    if written is not None and {**given, **BY_THE_MAP} == {**written, **BY_THE_MAP}:
        if before is not None and before is not library:
            _fit(library, given)
        return
    state, notices = address.read(given, library.known)
    if state.place is not None and library.place(state.place) is None:
        notices += ("The place in the address is not named in these documents.",)
        state = replace(state, place=None, beside=None)
    if state.beside is not None and library.place(state.beside) is None:
        notices += ("The second place in the address is not named in these documents.",)
        state = replace(state, beside=None)
    st.session_state[STATE] = state
    st.session_state[NOTICES] = notices
    st.session_state[WRITTEN] = given


def _fit(library: Library, given: dict[str, list[str]]) -> None:
    """Leave out of the choice what the documents do not have any more; the map stays."""
    state = address.read(given, library.known).state
    if state.place is not None and library.place(state.place) is None:
        state = replace(state, place=None)
    now = current()
    told = notices()
    _move(
        library,
        replace(
            state,
            places_shown=now.places_shown,
            quotes_shown=now.quotes_shown,
            shown=now.shown,
        ),
    )
    st.session_state[NOTICES] = told


def restart(*, library: bool = False) -> None:
    """Forget the choice: other documents were opened, the reader's library or others."""
    state = State(library=library)
    st.query_params.from_dict(address.LIBRARY if library else {})
    st.session_state[WRITTEN] = {name: st.query_params.get_all(name) for name in st.query_params}
    st.session_state[STATE] = state
    st.session_state[NOTICES] = ()
    renew()


def renew() -> None:
    """Show all places on the map, and the head of the page as it was at first."""
    _count(REFRAME)


def asks_for_library() -> bool:
    """Whether the address asks for the reader's library, and not for what the command names."""
    return st.query_params.get_all("open") == [address.LIBRARY["open"]]


def changed() -> bool:
    """Whether something was done that the whole page must show."""
    return bool(st.session_state.get(CHANGED))


def openings() -> int:
    """Return how often other documents were opened in this session."""
    count: int = st.session_state.get(REFRAME, 0)
    return count


def current() -> State:
    """Return what is chosen."""
    state: State = st.session_state[STATE]
    return state


def notices() -> tuple[str, ...]:
    """Return what could not be followed in the address."""
    found: tuple[str, ...] = st.session_state.get(NOTICES, ())
    return found


def act(library: Library, action: Action) -> None:
    """Change the state by an action of the reader, and write the address.

    What is asked of the library that is open is done before.
    """
    done = keeping.do(library, action)
    if done is not None or action.name == "edit":
        _keep(action, done)
        return
    if action.name == "step":
        action = stepping(library, current(), action)
    if action.name in ("choose", "read") and action.value("place"):
        _count(FOCUS)
    if action.name == "frame":
        _count(REFRAME)
    _move(library, after(current(), action, library.known))


def _keep(action: Action, done: keeping.Done | None) -> None:
    """Follow what became of something that was asked of the library; what was typed is not lost."""
    field, fault = action.value("field"), done.fault if done else ""
    edit = None
    if fault and action.name == "correct":
        edit = Edit(field, action.value("value"), fault)
    elif action.name == "edit" and field:
        edit = Edit(field)
    elif done is not None:
        st.session_state[NOTICES] = (fault,) if fault else ()
        st.session_state[CHANGED] = True
    st.session_state[STATE] = replace(current(), editing=edit)


def take_map_events(library: Library) -> None:
    """Follow what was done on the map, before anything is drawn.

    A pan that was on its way when following was switched off elsewhere does not switch it on.
    """
    choice, moved = map_view.take_events(MAP)
    if choice is not None and library.place(choice.place) is not None:
        chosen = Action("choose", {"place": choice.place}, choice.view)
        _move(library, after(current(), chosen, library.known))
    if moved is not None and (moved.switched or current().area is not None):
        sides = address.sides(moved.area) if moved.area else ""
        _move(library, after(current(), Action("follow", {"area": sides}), library.known))


def scene(library: Library, state: State) -> MapScene:
    """Say what the map shows of a state."""
    chosen = selection(library, state)
    return MapScene(
        features=library.features(chosen),
        frame=library.frame(chosen),
        selected=state.place,
        outline=library.outline(state.place) if state.place else None,
        lines=library.lines(state.place, chosen) if state.place and state.lines else None,
        area=state.area,
        view=state.view,
        reframe=st.session_state.get(REFRAME, 0),
        focus=st.session_state.get(FOCUS, 0),
        dark=st.context.theme.type == "dark",
        tiles=state.tiles,
    )


def _count(name: str) -> None:
    st.session_state[name] = st.session_state.get(name, 0) + 1


def _move(library: Library, state: State) -> None:
    st.session_state[STATE] = state
    st.session_state[NOTICES] = ()
    parameters = address.write(state, library.known)
    written = {
        name: [value] if isinstance(value, str) else list(value)
        for name, value in parameters.items()
    }
    before = st.session_state.get(WRITTEN, {})
    st.session_state[WRITTEN] = written
    if {**written, "area": []} != {**before, "area": []}:
        st.query_params.from_dict(parameters)
