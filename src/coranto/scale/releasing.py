"""A corpus read into a folder of shards: by any number of processes, and taken up again after any end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from coranto.read import tools as load_tools
from coranto.scale import manifest, shards
from coranto.scale.corpus import Corpus, Job, cut, measure, units
from coranto.scale.pool import Crew, Failed, run
from coranto.scale.shards import Shard

Step = Callable[[int, int], None]
"""Called with the number of units that are done and that there are."""
SIZE = 1_000
"""Units of a shard: half a minute of one process, which is what an end costs at most."""


def silent(_done: int, _of: int) -> None:
    """Show no progress."""


def read_to(corpus: Corpus, folder: Path, crew: Crew, size: int = SIZE, step: Step = silent) -> manifest.Record:
    """Read a corpus into a folder and give its manifest; finished shards of an earlier, broken run are kept.

    The contents of all shards, and so the digest, are the same for any number of workers. Shards that could not be
    read are named under "failed", and the manifest is then not "finished": the same call tries those again. Raises
    InputError for a folder that holds something else or was begun with another input, run or settings.
    """
    tools = load_tools(crew.settings)
    known = measure(corpus)
    planned = manifest.plan(corpus, known, tools, size)
    crew = replace(crew, check=partial(manifest.check_maker, manifest.marks(tools)))
    del tools  # the processes have their own
    begun = manifest.begin(folder, planned)
    before: list[Shard] = []
    made: list[Shard] = []
    failed: list[str] = []
    task = partial(shards.write, folder=folder)
    jobs = _to_do(cut(units(corpus), size, begun), folder, before)
    for outcome in run(jobs, task, crew, lambda done: step(done + _units(before), known.units)):
        if isinstance(outcome, Failed):
            failed.append(outcome.why)
        else:
            made.append(outcome)
    finished = sorted(before + made, key=lambda shard: shard.number)
    return manifest.finish(folder, planned, begun, finished, failed)


def _to_do(jobs: Iterator[Job], folder: Path, before: list[Shard]) -> Iterator[Job]:
    """Jobs whose shards are not finished yet; those that are go to `before`."""
    for job in jobs:
        shard = shards.kept(folder, job.number)
        if shard is None or (shard.first, shard.units) != (job.first, len(job.units)):
            yield job
        else:
            before.append(shard)


def _units(given: list[Shard]) -> int:
    return sum(shard.units for shard in given)
