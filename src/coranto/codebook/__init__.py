"""What the work is done with: who is who, what is where, which words mean what. Data in files, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from coranto.codebook import sources
from coranto.codebook.actors import Actors
from coranto.codebook.cues import read_cues
from coranto.codebook.gazetteer import Gazetteer, read_gazetteer
from coranto.codebook.plover import Types, read_types
from coranto.codebook.roster import read_actors
from coranto.codebook.sources import Fault
from coranto.errors import CodebookError

__all__ = ["Codebook", "load", "read"]


@dataclass(frozen=True, slots=True)
class Codebook:
    """Actors, places, cue words and event types, with the hash of all files that they were read from."""

    actors: Actors
    gazetteer: Gazetteer
    cues: Mapping[str, Mapping[str, tuple[str, ...]]]
    types: Types
    digest: str


def load(overlay: Path | None = None) -> Codebook:
    """The shipped codebook, with a user's folder of the same layout laid over it.

    Raises CodebookError that lists every fault of every file, with file, line where it is known, and remedy.
    """
    codebook, faults = read(overlay)
    if faults:
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        listing = "\n".join(map(str, faults))
        raise CodebookError(
            f"{count} in the codebook\n{listing}", remedy="mend what is named above; see docs/patterns.md"
        )
    return codebook


def read(overlay: Path | None = None) -> tuple[Codebook, tuple[Fault, ...]]:
    """As `load`, with all faults beside what could be read in spite of them.

    Raises CodebookError where there is no such folder.
    """
    if overlay is not None and not overlay.is_dir():
        raise CodebookError("no such folder", where=str(overlay), remedy="name a folder with actors/, cues/ or places/")
    files = sources.gather(overlay)
    documents, faults = sources.documents(files)
    of = {room: [one for one in documents if one.name.startswith(f"{room}/")] for room in sources.FOLDERS}
    actors, actor_faults = read_actors(of["actors"])
    cues, cue_faults = read_cues(of["cues"])
    gazetteer, place_faults = read_gazetteer([one for one in files if one.name.startswith("places/")])
    types, type_faults = read_types(of["plover"])
    codebook = Codebook(actors, gazetteer, cues, types, sources.digest(files))
    return codebook, (*faults, *actor_faults, *cue_faults, *place_faults, *type_faults)
