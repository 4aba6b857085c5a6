"""Doing the same work on many things, in this process or in several, results in order."""

import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import TypeVar

from tellings.store.writing import StoreError

T = TypeVar("T")
R = TypeVar("R")

_RARELY = (100_000, 50, 50)
_AHEAD = 2
"""How many things a process may be ahead of the one whose result is wanted next."""


def in_order(work: Callable[[T], R], items: Sequence[T], jobs: int) -> Iterator[R]:
    """The results of ``work`` on each item, in the order of the items.

    Args:
        work: a function that other processes can import, if ``jobs`` is above 1.
        items: what to work on.
        jobs: how many processes work; with 1 the work is done in this one.

    Raises:
        StoreError: if a process dies, for want of memory say.
    """
    if jobs < 2 or len(items) < 2:
        with collecting_rarely():
            yield from map(work, items)
        return
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), _prepare)
    try:
        yield from _results(pool, work, items, jobs)
    except BrokenProcessPool as error:
        message = "a process that read the stories died; nothing was changed (try --jobs 1)"
        raise StoreError(message) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _results(
    pool: ProcessPoolExecutor, work: Callable[[T], R], items: Sequence[T], jobs: int
) -> Iterator[R]:
    waiting: deque[Future[R]] = deque()
    for item in items:
        waiting.append(pool.submit(work, item))
        if len(waiting) > jobs * _AHEAD:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _prepare() -> None:
    """Leave Ctrl-C to the parent, end when it ends, and collect rarely."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(*_RARELY)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A parent that is killed cannot end its pool: its processes would wait for ever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextmanager
def collecting_rarely() -> Iterator[None]:
    """Look for cycles rarely: records are trees, and there are many of them."""
    before = gc.get_threshold()
    gc.set_threshold(*_RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*before)
