"""Scores in words, in one language: what every template says alike, whatever its format."""

from fractions import Fraction

from engage_cli import i18n
from engage_cli.model.project import FacetValue
from engage_cli.model.questionnaire import Question, QuestionType
from engage_cli.model.recommendation import Effort
from engage_cli.model.scales import Better, Choice, EvidenceKind, Facet
from engage_cli.model.sources import Resource
from engage_cli.scoring.question_scores import GateState, QuestionScore, Range, State
from engage_cli.scoring.results import Advice, AdviceKind, Assessment, NodeScore, Tally
from engage_cli.wording.enumerations import (
    ACTION_STATUS,
    CERTAINTY,
    EFFORT,
    EVIDENCE_KIND,
    FALL,
    GATE_STATE,
    SCOPE,
    STATE,
    capitalized,
    words,
    yes_no,
)
from engage_cli.wording.names import seen
from engage_cli.wording.plain import PlainWording

_MOST_NAMED = 3
"""How many questions to find out about are named in one step."""
