"""A pool of processes that outlives any of them: who dies is replaced, and what killed it is found and left out.

Each process loads the reader once and is given one job at a time. It says which unit it begins, so that after its
death (by the kernel, for want of memory, or by a fault in a library) the suspect is known. The suspect is read alone
in a fresh process: if that dies too, the unit is left out from then on; if not, the job is tried again whole.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any, TypeVar

from coranto.errors import CorantoError, UsageError
from coranto.read import Tools
from coranto.read import tools as load_tools
from coranto.scale.corpus import Job
from coranto.scale.reading import Note, probe
from coranto.settings import Settings

Result = TypeVar("Result")
Task = Callable[[Job, Tools, Note], Result]
"""What is done with a job. It is sent to other processes: a function of a module, or a `partial` of one."""
Check = Callable[[Tools], None]
"""Called in each process with what it has loaded; raises CorantoError where that is not what was to be loaded."""
Progress = Callable[[int], None]
"""Called with the number of units that are done."""

MOST_DEATHS = 6
"""Processes that one job may cost: three units that kill, each met once in the job and once alone."""
MOST_FALSE_STARTS = 3
AHEAD = 4
"""Jobs a process that may be given out before the oldest is done: what waits for it is held in memory."""
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")
"""Variables that keep numerical libraries to one thread: the processes are as many as there are cores."""


@dataclass(frozen=True, slots=True)
class Crew:
    """So many processes with the same settings, and what each makes sure of before it begins."""

    settings: Settings
    workers: int = 1
    check: Check | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """A job that was given up, with the reason; it names the units that were in it."""

    job: Job
    why: str


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    pipe: Connection
    job: Job | None = None
    alone: bool = False
    at: int = 0
    ready: bool = False


@dataclass(slots=True)
class _State:
    """What the pool knows: jobs still to be read, those to be done again, results that wait for earlier ones."""

    jobs: Iterator[Job]
    again: deque[tuple[Job, bool]] = field(default_factory=deque)
    done: dict[int, Any] = field(default_factory=dict)
    whole: dict[int, Job] = field(default_factory=dict)
    deaths: dict[int, int] = field(default_factory=dict)
    false_starts: int = 0
    units: int = 0
    exhausted: bool = False


def run(
    jobs: Iterator[Job], task: Task[Result], crew: Crew, progress: Progress = lambda _: None
) -> Iterator[Result | Failed]:
    """The results of all jobs, in the order of the jobs, whatever the number of processes.

    Raises CorantoError for a set-up with which no process can work.
    """
    state = _State(jobs)
    hands: list[_Worker] = []
    order: deque[int] = deque()
    try:
        with _one_thread():
            while _staff(hands, state, order, crew, task):
                _listen(hands, state)
                progress(state.units + sum(max(w.at - w.job.first, 0) for w in hands if w.job and not w.alone))
                while order and order[0] in state.done:
                    yield state.done.pop(order.popleft())
    finally:
        for worker in hands:
            worker.pipe.close()
            worker.process.kill()
            worker.process.join()


@contextmanager
def _one_thread() -> Iterator[None]:
    before = {name: os.environ.get(name) for name in ONE_THREAD}
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _staff(hands: list[_Worker], state: _State, order: deque[int], crew: Crew, task: Task[Any]) -> bool:
    """Give every idle process a job, starting processes while there are too few; whether any is at work."""
    while True:
        idle = next((worker for worker in hands if worker.job is None), None)
        if idle is None and len(hands) >= crew.workers:
            return True
        found = _next_job(state, order, crew.workers)
        if found is None:
            return any(worker.job for worker in hands)
        if idle is None:
            idle = _hired(task, crew)
            hands.append(idle)
        job, alone = found
        idle.job, idle.alone, idle.at = job, alone, job.first
        try:
            idle.pipe.send((job, alone))
        except OSError:  # dead already: its end is heard of by its pipe
            continue


def _next_job(state: _State, order: deque[int], workers: int) -> tuple[Job, bool] | None:
    if state.again:
        return state.again.popleft()
    if state.exhausted or len(order) >= AHEAD * workers:
        return None
    job = next(state.jobs, None)
    if job is None:
        state.exhausted = True
        return None
    order.append(job.number)
    state.whole[job.number] = job
    return job, False


def _hired(task: Task[Any], crew: Crew) -> _Worker:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    given = (theirs, task, replace(crew.settings, threads=1), crew.check)
    process = context.Process(target=_work, args=given, daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _listen(hands: list[_Worker], state: _State) -> None:
    """Wait until a process says something or dies, and hear all that do."""
    by_pipe = {worker.pipe: worker for worker in hands}
    for pipe in wait(list(by_pipe)):
        worker = by_pipe[pipe]  # type: ignore[index]  # only pipes were given
        try:
            kind, value = worker.pipe.recv()
        except (EOFError, OSError):
            hands.remove(worker)
            _bury(worker, state)
        else:
            _heard(worker, kind, value, state)


def _heard(worker: _Worker, kind: str, value: Any, state: _State) -> None:
    worker.ready, state.false_starts = True, 0
    if kind == "at":
        worker.at = value
    elif kind == "broken":
        raise value
    elif kind in {"done", "failed"} and worker.job:
        job, worker.job = worker.job, None
        if worker.alone and kind == "done":  # it can be read alone: what killed the process was something else
            state.again.append((state.whole[job.number], False))
        else:
            _settle(state, job, value if kind == "done" else Failed(job, _named(job, value)))


def _bury(worker: _Worker, state: _State) -> None:
    """Decide what becomes of the job of a process that has ended."""
    worker.process.join()
    worker.pipe.close()
    if not worker.ready:
        state.false_starts += 1
        if state.false_starts >= MOST_FALSE_STARTS:
            raise UsageError(
                f"processes end before they have loaded the reader (exit code {worker.process.exitcode})",
                where="--workers",
                remedy="free some memory, or use fewer",
            )
    job = worker.job
    if job is None:
        return
    if not worker.ready:
        state.again.append((job, worker.alone))
        return
    whole = state.whole[job.number]
    state.deaths[job.number] = state.deaths.get(job.number, 0) + 1
    if worker.alone:
        whole = state.whole[job.number] = replace(whole, left_out=whole.left_out | {worker.at})
    if state.deaths[job.number] >= MOST_DEATHS:
        ending = f"reading it ended {MOST_DEATHS} processes, the last at unit {worker.at:,}"
        _settle(state, whole, Failed(whole, _named(whole, ending)))
    elif worker.alone:
        state.again.append((whole, False))
    else:
        suspect = whole.units[worker.at - whole.first]
        state.again.append((Job(whole.number, worker.at, (suspect,), whole.at), True))


def _settle(state: _State, job: Job, outcome: Any) -> None:
    state.units += len(state.whole.pop(job.number).units)
    state.done[job.number] = outcome


def _named(job: Job, why: object) -> str:
    return f"units {job.first:,} to {job.last:,} (shard {job.number}): {why}"


# In the other process ----------------------------------------------------------------------------------------------


def _work(pipe: Connection, task: Task[Any], settings: Settings, check: Check | None) -> None:
    """Load the reader, then do jobs until nobody is there to give any."""
    try:
        tools = load_tools(settings)
        if check:
            check(tools)
        while True:
            job, alone = pipe.recv()
            pipe.send(_answer(pipe, probe if alone else task, job, tools))
    except CorantoError as fault:
        pipe.send(("broken", fault))
    except (EOFError, OSError, KeyboardInterrupt):  # whoever gave the jobs is gone
        return


def _answer(pipe: Connection, task: Task[Any], job: Job, tools: Tools) -> tuple[str, object]:
    try:
        return "done", task(job, tools, lambda number: pipe.send(("at", number)))
    except (CorantoError, OSError):
        raise
    except Exception as fault:  # noqa: BLE001 - one job's fault must not end the others
        return "failed", f"{type(fault).__name__}: {fault}"
