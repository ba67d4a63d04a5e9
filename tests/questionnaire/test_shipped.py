"""The shipped questionnaire, from one version to the next."""

from engage_cli.questionnaire.history.migration_path import MigrationPath
from engage_cli.questionnaire.history.releases import load_releases
from engage_cli.questionnaire.history.totality import find_gaps
from engage_cli.questionnaire.loading import load_questionnaire
from tests.cli.conftest import ROOT

FOLDER = ROOT / "questionnaires/engagement-numerique"


def test_nothing_that_was_released_is_forgotten() -> None:
    assert [old.version for old in load_releases(FOLDER)] == ["1.0.0"]
    assert list(find_gaps(load_questionnaire(FOLDER))) == []


def test_a_level_is_not_carried_where_it_says_more_now() -> None:
    way = MigrationPath(load_questionnaire(FOLDER).questionnaire, "1.0.0")
    assert way.question("revenus.cout-complet") == "durable.cout-complet"
    assert way.choice("personne.vie-privee", "intention") == "intention"
    assert way.choice("personne.vie-privee", "demontre") is None
    assert way.question("competences.affichage-poste") is None
    assert way.facet("hors-quebec") is None
    assert way.facet("hors-quebec", "yes") is None
    assert way.facet("hors-quebec", "no") == "hors-quebec"
