"""Results that are computed from an archive are cached on it, and freed with it."""

from collections.abc import Callable, Hashable, MutableMapping
from functools import wraps
from threading import Lock
from typing import Any, Concatenate, ParamSpec, TypeVar

from cachetools import LRUCache

from lib.archive.archive import Archive

P = ParamSpec("P")
R = TypeVar("R")


class ResultCell:
    """The place of one result. `lock` is held by the thread that computes it."""

    __slots__ = ("known", "lock", "result")

    def __init__(self) -> None:
        self.lock = Lock()
        self.known = False
        self.result: Any = None


class ResultCells:
    """The results of one function on one archive, by its arguments. Thread-safe."""

    def __init__(self, maxsize: int | None) -> None:
        self._cells: MutableMapping[Hashable, ResultCell] = {} if maxsize is None else LRUCache(maxsize)
        self._lock = Lock()

    def cell(self, key: Hashable) -> ResultCell:
        """The cell of these arguments, which is the same for all threads."""
        with self._lock:
            found = self._cells.get(key)
            if found is None:
                found = self._cells[key] = ResultCell()
            return found


def cached_on_archive(
    maxsize: int | None = None,
) -> Callable[[Callable[Concatenate[Archive, P], R]], Callable[Concatenate[Archive, P], R]]:
    """A decorator that caches the results of a function (archive, …) on the archive, so that both are freed together.

    `maxsize` is the number of results kept of one function on one archive; the least recently used are dropped. None
    sets no limit, for functions with few different arguments. The arguments after the archive must be hashable. The
    function may be called from many threads: one of those that ask for the same result computes it, the others wait.
    """

    def decorate(function: Callable[Concatenate[Archive, P], R]) -> Callable[Concatenate[Archive, P], R]:
        @wraps(function)
        def look_up(archive: Archive, /, *args: P.args, **kwargs: P.kwargs) -> R:
            cells = archive.cache.get(function)
            if cells is None:
                cells = archive.cache.setdefault(function, ResultCells(maxsize))
            cell = cells.cell((args, *sorted(kwargs.items())))
            if not cell.known:
                with cell.lock:
                    if not cell.known:
                        cell.result = function(archive, *args, **kwargs)
                        cell.known = True
            found: R = cell.result
            return found

        return look_up

    return decorate
