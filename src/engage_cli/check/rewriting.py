"""Rewrites a baseline: projects that were checked are replaced, the others kept, and what is gone is named."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from engage_cli.check.baselines import BaselineInUse, name_in, save_baseline, within
from engage_cli.errors import InputError, Message, join_words
from engage_cli.files.outputs import is_special
from engage_cli.model.baseline import Baseline, BaselineRecord
from engage_cli.values import Value


class RewrittenBaseline(Value, kw_only=True):
    """A baseline to be saved."""

    path: Path
    baseline: Baseline
    kept: int
    """The number of records of projects that were not checked."""
    dropped: tuple[str, ...]
    """The names of records whose file is gone."""

    def save(self) -> Iterator[Message]:
        """Writes the baseline, and gives the messages on what it holds. Raises UsageError."""
        save_baseline(self.path, self.baseline)
        yield Message.of("Baseline written: {path}", path=self.path)
        if self.kept:
            yield Message.plural(
                "It keeps {count} project that was not checked.",
                "It keeps {count} projects that were not checked.",
                self.kept,
            )
        if self.dropped:
            yield Message.of("Taken out of it, as their files are gone: {names}", names=join_words(self.dropped))


def rewrite_baseline(path: Path, records: Mapping[Path, BaselineRecord], folders: Iterable[Path]) -> RewrittenBaseline:
    """The baseline at `path` with `records` in it; records of files in `folders` that no longer exist are dropped."""
    new = {name_in(path, file): record for file, record in records.items()}
    known = _known(path)
    if known is None:
        return RewrittenBaseline(path=path, baseline=new, kept=0, dropped=())
    for file, record in records.items():
        known.record_of(file, record.id)
    others = [name for name in known.unclaimed if name not in new]
    dropped = tuple(name for name in others if known.is_lost(name) and within(known.path_of(name), folders))
    kept = {name: known.baseline[name] for name in others if name not in dropped}
    return RewrittenBaseline(path=path, baseline={**kept, **new}, kept=len(kept), dropped=dropped)


def _known(path: Path) -> BaselineInUse | None:
    """The baseline that stands there already; None where there is none, or something else."""
    try:
        return None if is_special(path) or not path.exists() else BaselineInUse(path)
    except InputError:
        return None


def baseline_remarks(baselines: Iterable[BaselineInUse], settled: int) -> Iterator[Message]:
    """The messages on what is out of date in baselines: projects that are gone or moved, findings that are no more."""
    for known in baselines:
        for old, new in sorted(known.moved.items()):
            yield Message.of("{path} knows {name} as {old}.", path=known.path, name=new, old=old)
        if gone := known.gone_names:
            yield Message.plural(
                "{path} knows {count} project whose file is gone: {names}",
                "{path} knows {count} projects whose files are gone: {names}",
                len(gone), path=known.path, names=join_words(gone),
            )  # fmt: skip
    if settled:
        yield Message.plural(
            "{count} finding of the baseline is gone; --write-baseline leaves it out, so that it counts if it "
            "comes back.",
            "{count} findings of the baseline are gone; --write-baseline leaves them out, so that they count if "
            "they come back.",
            settled,
        )
