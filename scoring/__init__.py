"""The pure core: scheme and facts in; score card, ranking and grade out. No clock, no I/O, no framework."""

from scoring.card import Outlook, ScoreCard, ScoreLine, SectionScore, Standing
from scoring.cards.json import from_json, to_json
from scoring.cards.outlook import outlook_of
from scoring.cards.scorer import score_card
from scoring.details import MEETINGS
from scoring.errors import (
    CellFault,
    FactsFaults,
    NoLadder,
    SchemeFault,
    SchemeFaults,
    ScoringError,
    TangledReversal,
    UnknownFact,
    WrongPeriod,
)
from scoring.facts import Fact, standing
from scoring.grades.pipeline import Grade, GradingCase, Past, grade_branch
from scoring.grades.ranking import Ranked, average, rank
from scoring.grading import next_band
from scoring.grading_consequences import CONSEQUENCES
from scoring.ladders.climb import climb
from scoring.ladders.result import Climb, LadderStep, MeasureState, Proposal
from scoring.ladders.rows import climb_data, climb_rows
from scoring.language.schemes import dump_scheme, load_scheme
from scoring.local_settings import localised, with_setting
from scoring.member import CATEGORIES, Category, MemberProfile
from scoring.periods import Period
from scoring.reasons import REASONS, Reason
from scoring.scheme import CardPeriod, ClaimableItem, Scheme
from scoring.sheets.facts import read_facts, write_facts
from scoring.sheets.members import read_members
from scoring.text import Text
from scoring.vocabulary import VOCABULARY, Kind

__all__ = [
    "CATEGORIES",
    "CONSEQUENCES",
    "MEETINGS",
    "REASONS",
    "VOCABULARY",
    "CardPeriod",
    "Category",
    "CellFault",
    "ClaimableItem",
    "Climb",
    "Fact",
    "FactsFaults",
    "Grade",
    "GradingCase",
    "Kind",
    "LadderStep",
    "MeasureState",
    "MemberProfile",
    "NoLadder",
    "Outlook",
    "Past",
    "Period",
    "Proposal",
    "Ranked",
    "Reason",
    "Scheme",
    "SchemeFault",
    "SchemeFaults",
    "ScoreCard",
    "ScoreLine",
    "ScoringError",
    "SectionScore",
    "Standing",
    "TangledReversal",
    "Text",
    "UnknownFact",
    "WrongPeriod",
    "average",
    "climb",
    "climb_data",
    "climb_rows",
    "dump_scheme",
    "from_json",
    "grade_branch",
    "load_scheme",
    "localised",
    "next_band",
    "outlook_of",
    "rank",
    "read_facts",
    "read_members",
    "score_card",
    "standing",
    "to_json",
    "with_setting",
    "write_facts",
]
