"""CPU time of programs, as ratios to `python -c pass`, from interleaved runs: machines differ, ratios less."""

import os
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence

Command = Sequence[str]


ENVIRONMENT = {k: v for k, v in os.environ.items() if k not in ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")}
"""Of the programs measured: what is installed is compiled."""


def cpu_seconds(command: Command) -> float:
    """User and system time of one run of `command`, its children included; its output is thrown away.

    Raises RuntimeError where it fails: a program that stops early is quick.
    """
    started = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENVIRONMENT)
    _, status, used = os.wait4(started.pid, 0)
    started.returncode = os.waitstatus_to_exitcode(status)
    if started.returncode not in (0, 1):
        raise RuntimeError(f"{' '.join(command)}: exit code {started.returncode}")
    return used.ru_utime + used.ru_stime


def medians(commands: Mapping[str, Command], runs: int) -> dict[str, float]:
    """Median CPU seconds by name; the commands take turns, after one run each that is not counted."""
    for command in commands.values():
        cpu_seconds(command)
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            taken[name].append(cpu_seconds(command))
    return {name: statistics.median(times) for name, times in taken.items()}


def table(found: Mapping[str, float], base: str) -> str:
    """Milliseconds and ratio to `base`, a line a command."""
    width = max(map(len, found))
    lines = [f"{'':{width}}  {'ms':>7}  {'×':>6}"]
    lines += [f"{name:{width}}  {s * 1000:7.0f}  {s / found[base]:6.1f}" for name, s in found.items()]
    return "\n".join(lines)


def python(*arguments: str) -> Command:
    """This interpreter with `arguments`."""
    return (sys.executable, *arguments)
