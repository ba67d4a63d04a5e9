"""Charts of how results changed over the milestones of a project."""

from markupsafe import Markup

from engage_cli.followup.course_wording import CourseWording
from engage_cli.model.theme import PLAIN, Theme
from engage_cli.report.charts.multiples import Series, draw_multiples
from engage_cli.report.charts.painting import apply_theme


def draw_course(words: CourseWording, *, wordy: bool, theme: Theme = PLAIN) -> Markup:
    """A small chart for each section; `wordy` puts all values into its accessible name, as a PDF needs."""
    _, w = words.w.tr.gettext, words.w
    title, values = _("Over the milestones"), words.values()
    series = [
        Series(name=words.name(line), shares=line.shares, figure=words.share(line.shares[-1]))
        for line in words.c.sections
    ]
    called = f"{title}{w.colon} {values}" if wordy else title
    return apply_theme(draw_multiples(f"{w.language}-course", called, values, series), theme)
