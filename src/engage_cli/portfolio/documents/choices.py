"""The kinds of documents about many projects, as they can be chosen on the command line."""

from engage_cli.i18n import N_
from engage_cli.values import Worded


class PortfolioKind(Worded):
    """The kind of a document about many projects."""

    PORTFOLIO = "portfolio", N_("the whole portfolio")
    PLAN = "plan", N_("the action plan alone")
    LETTERS = "letters", N_("a letter to each unit that --by names, else to each who leads steps")
