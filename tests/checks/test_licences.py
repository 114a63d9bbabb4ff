"""`checks.licences`: strong copyleft is refused, weak copyleft must be known, silence is none."""

from importlib import metadata
from pathlib import Path
from types import SimpleNamespace

import pytest

from checks import licences
from tests.site.calls import ROOT


def verdict(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, licence: str, name: str) -> list[str]:
    """Check a run lock of one package with a licence."""
    (tmp_path / "lock").mkdir(exist_ok=True)
    (tmp_path / "lock" / "run.txt").write_text(f"{name}==1 --hash=sha256:00\n")
    monkeypatch.setattr(licences, "licence_of", lambda _name: licence)
    return licences.check(tmp_path)


def test_what_this_repository_installs_is_well() -> None:
    assert licences.check(ROOT) == []
    assert len(licences.table(ROOT)) > 40


@pytest.mark.parametrize(
    "licence",
    [
        "MIT",
        "Apache-2.0",
        "BSD-3-Clause",
        "BSD License",
        "ISC",
        "PSF-2.0",
        "Apache-2.0 OR BSD-2-Clause",
        "MIT License; Python Software Foundation License",
        "0BSD",
        "Zlib",
        "The Unlicense (Unlicense)",
    ],
)
def test_a_permissive_licence_is_well(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, licence: str
) -> None:
    # The control of all that follow.
    assert verdict(monkeypatch, tmp_path, licence, "made-up") == []


@pytest.mark.parametrize(
    "licence",
    [
        "GPL-3.0-only",
        "GPLv2",
        "gpl-2.0-or-later",
        "AGPL-3.0-or-later",
        "GNU General Public License v3 or later (GPLv3+)",
        "GNU Affero General Public License v3",
        "MIT AND GPL-3.0-only",
    ],
)
@pytest.mark.parametrize("name", ["made-up", "psycopg"])
def test_strong_copyleft_is_refused_even_under_a_known_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, licence: str, name: str
) -> None:
    assert verdict(monkeypatch, tmp_path, licence, name) == [
        f"{name}: {licence} may not be in the run lock."
    ]


@pytest.mark.parametrize(
    "licence",
    [
        "LGPL-3.0-only",
        "GNU Lesser General Public License v3 (LGPLv3)",
        "GNU Library or Lesser General Public License (LGPL)",
        "MPL-2.0",
        "Mozilla Public License 2.0 (MPL 2.0)",
        "European Union Public Licence 1.2 (EUPL 1.2)",
    ],
)
def test_weak_copyleft_must_be_written_down(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, licence: str
) -> None:
    assert verdict(monkeypatch, tmp_path, licence, "made-up") == [
        f"made-up: {licence}; write down how it is used, then list it here."
    ]
    assert verdict(monkeypatch, tmp_path, licence, "psycopg") == []


def test_no_licence_at_all_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert verdict(monkeypatch, tmp_path, "not declared", "made-up") == [
        "made-up: declares no licence; read it and write it down."
    ]


@pytest.mark.parametrize(
    "licence",
    [
        "Other/Proprietary License",
        "SSPL-1.0",
        "BUSL-1.1",
        "Elastic-2.0",
        "Free for non-commercial use",
    ],
)
def test_a_licence_that_charities_may_not_use_freely_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, licence: str
) -> None:
    assert len(verdict(monkeypatch, tmp_path, licence, "made-up")) == 1


def test_a_package_for_another_platform_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "lock").mkdir()
    (tmp_path / "lock" / "run.txt").write_text("made-up-windows-only==1 --hash=sha256:00\n")
    assert licences.table(tmp_path) == {}


@pytest.mark.parametrize(
    ("declared", "licence"),
    [
        ({"license_expression": "MIT", "license": "GPL"}, "MIT"),
        (
            {"classifier": ["License :: OSI Approved :: BSD License", "Topic :: Text"]},
            "BSD License",
        ),
        (
            {
                "classifier": [
                    "License :: OSI Approved :: MIT License",
                    "License :: OSI Approved :: Apache Software License",
                ]
            },
            "MIT License; Apache Software License",
        ),
        ({"license": "MIT\n\nPermission is hereby granted"}, "MIT"),
        ({"license": "  \n"}, "not declared"),
        ({}, "not declared"),
    ],
)
def test_a_licence_is_read_from_expression_then_classifiers_then_field(
    monkeypatch: pytest.MonkeyPatch, declared: dict[str, object], licence: str
) -> None:
    monkeypatch.setattr(metadata, "metadata", lambda _name: SimpleNamespace(json=declared))
    assert licences.licence_of("made-up") == licence
