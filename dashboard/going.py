"""Work that takes a while: in a thread of its own, with how far it has come."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from typing import Generic, NamedTuple, TypeVar

Result = TypeVar("Result")


class Step(NamedTuple):
    """How far work has come, in words; `total` 0 where that is not known."""

    words: str
    done: int = 0
    total: int = 0


Report = Callable[[Step], None]


class Going(Generic[Result]):
    """Work that goes on whoever looks at it.  `what` says what is being done."""

    def __init__(self, what: str, work: Callable[[Report], Result]) -> None:
        self.what = what
        self.step = Step("Reading the documents")
        worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="going")
        self._future = worker.submit(work, self._report)
        worker.shutdown(wait=False)

    def wait(self, seconds: float | None) -> bool:
        """Wait at most so long, None for ever; True when the work has ended, well or not."""
        return bool(wait_for([self._future], timeout=seconds).done)

    def result(self) -> Result:
        """Wait for what the work gives, or raise what ended it."""
        return self._future.result()

    def _report(self, step: Step) -> None:
        self.step = step
