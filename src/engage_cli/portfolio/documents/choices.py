"""What one may choose of a document about many projects."""

from engage_cli.i18n import N_
from engage_cli.values import Worded


class PortfolioKind(Worded):
    """What is said of many projects."""

    PORTFOLIO = "portfolio", N_("the whole portfolio")
    PLAN = "plan", N_("the action plan alone")
    LETTERS = "letters", N_("a letter to each unit that --by names, else to each who leads steps")
