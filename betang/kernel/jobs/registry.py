"""The jobs there are, by name: what a name in the database means to the code of today."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from inspect import signature
from typing import Any

from django.utils.functional import Promise

Function = Callable[..., None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A kind of work. Called like the function it was made of: `job(run, **args)`."""

    name: str
    title: str | Promise
    function: Function
    at: time | None = None  # every day after this time of the city
    every: timedelta | None = None  # again and again; without this and `at` only when started

    def __call__(self, run: Any, **args: Any) -> None:
        """Do the work of a run."""
        self.function(run, **args)

    def check(self, args: Mapping[str, Any]) -> None:
        """Raise TypeError when the function cannot be called with these arguments."""
        signature(self.function).bind(None, **args)


_jobs: dict[str, Job] = {}


def job(*, name: str, title: str | Promise) -> Callable[[Function], Job]:
    """Declare a job: `name` reads "<module>.<noun>_<verb>", is unique and stays, since rows in the database hold it.

    `title` is a lazy translation that says what is done. The function takes the `Run` and keyword arguments.
    """

    def declare(function: Function) -> Job:
        return _register(Job(name=name, title=title, function=function))

    return declare


def nightly(name: str, *, title: str | Promise, at: str = "01:00") -> Callable[[Function], Job]:
    """Declare a job without arguments that is started once a day, at `at` (hour:minute, time of the city) or later."""

    def declare(function: Function) -> Job:
        return _register(Job(name=name, title=title, function=function, at=time.fromisoformat(at)))

    return declare


def every(name: str, *, title: str | Promise, minutes: int) -> Callable[[Function], Job]:
    """Declare a job without arguments that is started again when its last start is so many minutes past."""

    def declare(function: Function) -> Job:
        return _register(Job(name=name, title=title, function=function, every=timedelta(minutes=minutes)))

    return declare


def find(name: str) -> Job | None:
    """Return the job of a name; None when the code of today knows none."""
    return _jobs.get(name)


def jobs() -> tuple[Job, ...]:
    """Return every job, in the order of names."""
    return tuple(_jobs[name] for name in sorted(_jobs))


def _register(new: Job) -> Job:
    known = _jobs.get(new.name)
    if known and _origin(known) != _origin(new):
        raise ValueError(f"Two jobs are called {new.name}: {_origin(known)} and {_origin(new)}.")
    if new.at or new.every:
        new.check({})
    _jobs[new.name] = new
    return new


def _origin(known: Job) -> str:
    return f"{known.function.__module__}.{known.function.__qualname__}"
