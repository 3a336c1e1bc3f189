"""Settings: one table of name, default and meaning; a TOML file and the environment may change them.

The file is `settings.toml` in the home folder (`coranto doctor` names it); an environment variable
`CORANTO_<NAME>` wins over the file. An unknown name is an error that lists the known ones.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

import platformdirs

from coranto.errors import SettingError

FILE = "settings.toml"

HELP: Mapping[str, str] = {
    "store": "Where the record is kept: an SQLAlchemy URL; empty means coranto.db in the home folder.",
    "overlay": "A folder of own codes, patterns and actors, laid over the codebook; empty means none.",
    "reader": 'Which reader parses: "full", "fast" (quicker, less exact), or "spacy:NAME_OR_PATH" (a spaCy pipeline).',
    "threads": "How many threads the reader's network may use.",
    "zone": "Time zone of an article that gives none and whose place tells none (an IANA name).",
    "host": "Address that `coranto serve` listens on.",
    "port": "Port that `coranto serve` listens on.",
    "title": "Name of the desk, shown on every page.",
    "steps": "Own reading steps by dotted path, run after ours, in this order.",
    "contact": "A web or mail address sent with each request, where a site's owner may complain; empty means none.",
    "follow": 'Which items of feeds are followed to their pages: "never", "teasers" or "always".',
    "private": 'Whether hosts of your own network and machine may be fetched: "no" or "yes".',
}

FORMS: Mapping[str, re.Pattern[str]] = {
    "reader": re.compile(r"full|fast|spacy:.*\S.*"),
    "contact": re.compile(r"|https?://[!-~]+|[\w.+-]+@[\w.-]+", re.ASCII),
    "private": re.compile(r"no|yes"),
    "follow": re.compile(r"never|teasers|always"),
}
"""What a setting's text must look like, where not every text will do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user may set; `HELP` says what each means, `docs/settings.md` shows a file."""

    store: str = ""
    overlay: str = ""
    reader: str = "full"
    threads: int = 1
    zone: str = "UTC"
    host: str = "127.0.0.1"
    port: int = 8000
    title: str = "coranto desk"
    steps: tuple[str, ...] = ()
    contact: str = ""
    private: str = "no"
    follow: str = "teasers"


def home() -> Path:
    """The folder of a user's own data: CORANTO_HOME, else the platform's place for it."""
    return Path(os.environ.get("CORANTO_HOME") or platformdirs.user_data_dir("coranto", appauthor=False))


def place(given: Settings, where: str = "") -> str:
    """Where the record is: at `where`, else where the settings say, else in the home folder."""
    return where or given.store or str(home() / "coranto.db")


def load(environ: Mapping[str, str] | None = None, folder: Path | None = None) -> Settings:
    """Defaults, then the file, then the environment.

    Raises SettingError for an unknown name or a value of the wrong kind, naming file and remedy.
    """
    env = os.environ if environ is None else environ
    path = (folder or home()) / FILE
    settings = _apply(Settings(), _file(path), str(path))
    named = {f.name: env[f"CORANTO_{f.name.upper()}"] for f in fields(Settings) if f"CORANTO_{f.name.upper()}" in env}
    return _apply(settings, named, "environment")


def _file(path: Path) -> Mapping[str, object]:
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise SettingError(f"not a TOML file: {fault}", where=str(path), remedy="see docs/settings.md") from fault


def _apply(settings: Settings, values: Mapping[str, object], where: str) -> Settings:
    known = {f.name for f in fields(Settings)}
    for name in values:
        if name not in known:
            raise SettingError(f"unknown setting {name!r}", where=where, remedy=f"known: {', '.join(sorted(known))}")
    return replace(settings, **{name: _value(settings, name, value, where) for name, value in values.items()})  # type: ignore[arg-type]  # _value checked it


def _value(settings: Settings, name: str, value: object, where: str) -> object:
    default = getattr(settings, name)
    if isinstance(default, tuple):
        items = value.split(",") if isinstance(value, str) else value
        if isinstance(items, list) and all(isinstance(item, str) for item in items):
            return tuple(item.strip() for item in items if item.strip())
    elif isinstance(default, int) and isinstance(value, (int, str)) and str(value).isdigit():
        return int(value)
    elif isinstance(default, str) and isinstance(value, str) and (name not in FORMS or FORMS[name].fullmatch(value)):
        return value
    raise SettingError(f"{name} cannot be {value!r}", where=where, remedy=HELP[name])
