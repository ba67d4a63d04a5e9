"""The course of a project in sentences and table rows, in one language."""

from fractions import Fraction

from engage_cli.followup.course import Course, CourseLine, CourseStop
from engage_cli.scoring.results import IndexScore, SectionScore
from engage_cli.values import Value
from engage_cli.wording.assessments import Wording
from engage_cli.wording.names import titled

Cells = tuple[str, ...]


class CourseWording(Value):
    """The sentences and table rows about the course `c`."""

    c: Course
    w: Wording

    def intro(self) -> str:
        """A sentence on what the figures are, and on a change of questionnaire where there was one."""
        _ = self.w.tr.gettext
        said = _("Share of what is expected, on evidence, at worst, as it stood at each milestone.")
        versions = self.c.versions
        if len(versions) < 2:
            return said
        other = _("The questionnaire is not the same all along: versions {versions}.")
        return f"{said} {other.format(versions=self.w.listed(versions))}"

    def head(self) -> Cells:
        """The headings of the table, without its first column."""
        return tuple(self.stop(stop) for stop in self.c.stops)

    def stop(self, stop: CourseStop) -> str:
        """The name and day of a stop; of now, only the day."""
        day = self.w.date(stop.date)
        pattern = self.w.tr.gettext("{name}, {date}") if stop.name else self.w.tr.gettext("Now, {date}")
        return pattern.format(name=stop.name, date=day)

    def rows(self, *, indices: bool) -> tuple[Cells, ...]:
        """A row for each index, or for each section."""
        lines = self.c.indices if indices else self.c.sections
        return tuple((self.name(line), *(self.share(share) for share in line.shares)) for line in lines)

    def name(self, line: CourseLine) -> str:
        """The name of the index or section of a line."""
        node = line.node
        if isinstance(node, SectionScore):
            return titled(node.section.ref, self.w.text(node.title))
        assert isinstance(node, IndexScore)
        return self.w.text(node.title)

    def share(self, share: Fraction | None) -> str:
        """A share as "73%"; a dash where there was no result."""
        return "–" if share is None else self.w.percent(share)

    def values(self) -> str:
        """All results in one line, for those who do not see the charts: "P1 Person: 40%, 52%, 71%"."""
        pattern = self.w.tr.gettext("{name}: {text}")
        rows = (*self.rows(indices=True), *self.rows(indices=False))
        return "; ".join(pattern.format(name=row[0], text=", ".join(row[1:])) for row in rows)
