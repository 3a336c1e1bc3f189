"""Settings: defaults, then the file, then the environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from coranto import settings
from coranto.errors import SettingError


def test_defaults_need_no_file(tmp_path: Path) -> None:
    assert settings.load({}, tmp_path) == settings.Settings()


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text(
        'port = 9000\ntitle = "Our desk"\nsteps = ["house.own"]\n', encoding="utf-8"
    )
    found = settings.load({"CORANTO_PORT": "9001"}, tmp_path)
    assert (found.port, found.title, found.steps) == (9001, "Our desk", ("house.own",))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("prot = 9000", "unknown setting 'prot'"),
        ('port = "high"', "port cannot be 'high'"),
        ("port = ", "not a TOML file"),
        ("steps = [1]", "steps cannot be"),
        ('reader = "best"', "reader cannot be 'best'"),
        ('reader = "spacy:"', "reader cannot be 'spacy:'"),
        ('reader = "spacy: "', "reader cannot be 'spacy: '"),
        ("reader = 1", "reader cannot be 1"),
    ],
)
def test_a_wrong_setting_names_file_and_remedy(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "settings.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingError, match=words) as caught:
        settings.load({}, tmp_path)
    assert "settings.toml" in caught.value.where
    assert caught.value.remedy


@pytest.mark.parametrize("reader", ["full", "fast", "spacy:en_core_web_sm", "spacy:/home/ana/my pipeline"])
def test_readers(tmp_path: Path, reader: str) -> None:
    assert settings.load({"CORANTO_READER": reader}, tmp_path).reader == reader


def test_home_follows_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CORANTO_HOME", str(tmp_path))
    assert settings.home() == tmp_path
