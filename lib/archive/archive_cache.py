"""Results that are computed from an archive are cached on it, and freed with it."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar
from weakref import ref

from lib.archive.archive import Archive

P = ParamSpec("P")
R = TypeVar("R")


def cached_on_archive(
    maxsize: int | None = None,
) -> Callable[[Callable[Concatenate[Archive, P], R]], Callable[Concatenate[Archive, P], R]]:
    """A decorator that caches the results of a function (archive, …) on the archive, so that both are freed together.

    `maxsize` is the number of results kept of one function on one archive; the least recently used are dropped. None
    sets no limit, for functions with few different arguments. The arguments after the archive must be hashable. The
    function may be called from many threads; two that ask for the same result at once may both compute it.
    """

    def decorate(function: Callable[Concatenate[Archive, P], R]) -> Callable[Concatenate[Archive, P], R]:
        @wraps(function)
        def look_up(archive: Archive, /, *args: P.args, **kwargs: P.kwargs) -> R:
            results = archive.cache.get(function)
            if results is None:
                owner = ref(archive)  # not the archive itself: what refers to itself waits for the garbage collector

                @lru_cache(maxsize)
                def compute(*args: P.args, **kwargs: P.kwargs) -> R:
                    held = owner()
                    assert held  # `look_up` has it as its argument
                    return function(held, *args, **kwargs)

                results = archive.cache.setdefault(function, compute)
            found: R = results(*args, **kwargs)
            return found

        return look_up

    return decorate
