"""What the work is done with: who is who, what is where, which words mean what. Data in files, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from coranto.codebook import sources
from coranto.codebook.actors import Actors, read_actors
from coranto.codebook.cues import read_cues
from coranto.codebook.gazetteer import Gazetteer, read_gazetteer
from coranto.codebook.plover import Types, load_types
from coranto.errors import CodebookError

__all__ = ["Codebook", "load"]


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
    if overlay is not None and not overlay.is_dir():
        raise CodebookError("no such folder", where=str(overlay), remedy="name a folder with actors/, cues/ or places/")
    files = sources.gather(overlay)
    documents, faults = sources.documents([file for file in files if not file.name.startswith("plover/")])
    actors, actor_faults = read_actors([one for one in documents if one.name.startswith("actors/")])
    cues, cue_faults = read_cues([one for one in documents if one.name.startswith("cues/")])
    gazetteer, place_faults = read_gazetteer([one for one in files if one.name.startswith("places/")])
    types, type_faults = _types(overlay)
    _refuse([*map(str, (*faults, *actor_faults, *cue_faults, *place_faults)), *type_faults])
    return Codebook(actors, gazetteer, cues, types, sources.digest(files))


def _types(overlay: Path | None) -> tuple[Types, list[str]]:
    """The event types, or what is wrong with them: their room raises, and its faults join those of the others."""
    folder = overlay / "plover" if overlay is not None else None
    try:
        return load_types([folder] if folder is not None and folder.is_dir() else []), []
    except CodebookError as fault:
        return Types({}, {}, {}), fault.message.splitlines()


def _refuse(faults: list[str]) -> None:
    if faults:
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        listing = "\n".join(faults)
        raise CodebookError(
            f"{count} in the codebook\n{listing}", remedy="mend what is named above; see docs/codebook.md"
        )
