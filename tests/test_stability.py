"""What the page of stability calls frozen is still there, and what else the repository says of itself is so."""

import json
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from engage_cli import __version__
from engage_cli.files import yaml_reading

from . import frozen

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
RIGHTS = "See docs/en/stability.md for how something is withdrawn; what is new is added by: python -m tests.frozen"


@pytest.mark.parametrize("kind", frozen.frozen())
def test_nothing_that_is_frozen_is_gone(kind: str) -> None:
    assert [name for name in frozen.frozen()[kind] if name not in frozen.now()[kind]] == [], RIGHTS


def test_every_kind_is_frozen_and_a_loss_is_noticed() -> None:
    kept, there = frozen.frozen(), frozen.now()
    assert kept.keys() == there.keys()
    assert {"engage check --policy", "engage score --json"} <= set(kept["commands and options"])
    assert {"project charter: name", "results provenance.as_of", "configuration check.fail_on"} <= set(
        kept["keys of files and of JSON"]
    )
    assert all(len(names) > 3 for names in kept.values())


def metadata(name: str) -> Any:
    return yaml_reading.read(ROOT / name).value


def test_the_citation_is_valid_and_of_this_version() -> None:
    schema = files("check_jsonschema").joinpath("builtin_schemas/vendor/citation-file-format.json").read_text()
    citation = metadata("CITATION.cff")
    assert [e.message for e in jsonschema_rs.Draft7Validator(json.loads(schema)).iter_errors(citation)] == []
    assert citation["version"] == __version__
    assert " AND ".join(citation["license"]) == PROJECT["license"]
    assert citation["abstract"] == PROJECT["description"]
    assert citation["keywords"] == PROJECT["keywords"]
    (source,) = citation["references"]
    shipped = metadata("questionnaires/engagement-numerique/questionnaire.yaml")["source"]
    assert (source["url"], source["license"]) == (shipped["url"], shipped["licence"])


REQUIRED = {
    "publiccodeYmlVersion", "name", "platforms", "developmentStatus", "softwareType", "description", "legal",
    "maintenance", "localisation",
}  # fmt: skip
"""By the standard; it also asks for `url`, which there is none of: no address is made up."""


def test_publiccode_has_what_the_standard_asks_for() -> None:
    public = metadata("publiccode.yml")
    assert public.keys() >= REQUIRED
    assert "url" not in public
    assert public["softwareVersion"] == __version__
    assert public["legal"]["license"] == PROJECT["license"]
    assert public["localisation"] == {"localisationReady": True, "availableLanguages": list(public["description"])}
    for said in public["description"].values():
        assert len(said["shortDescription"]) <= 150
        assert 150 <= len(said["longDescription"]) <= 10_000
        assert all(len(feature) <= 100 for feature in said["features"])
    assert all(contact.keys() == {"name"} for contact in public["maintenance"]["contacts"])
