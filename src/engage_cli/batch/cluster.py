"""Runs jobs on a Dask cluster; its workers need engage installed, and none of our files."""

import warnings
from types import TracebackType
from typing import Any, Self

from engage_cli.batch.executors import Chunk
from engage_cli.batch.messages import Outcome, RunSettings
from engage_cli.errors import Message, MissingLibraryError, UsageError

PATIENCE = "15s"
"""The timeout for reaching the scheduler and for its first worker."""


class Cluster:
    """An executor on the cluster with its scheduler at `address`; the scheduler reassigns the chunks of a lost worker.

    Raises UsageError where no scheduler answers or it has no worker, MissingLibraryError without the library.
    """

    def __init__(self, settings: RunSettings, address: str) -> None:
        self._settings, self._address = settings, address
        self._running: dict[Any, Chunk] = {}

    def __enter__(self) -> Self:
        distributed = _library()
        self._killed = (distributed.KilledWorker, distributed.client.FutureCancelledError)
        self._wait, self._first = distributed.wait, distributed.client.FIRST_COMPLETED
        self._client = self._connected(distributed)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with warnings.catch_warnings(action="ignore"):
            self._client.close()

    @property
    def size(self) -> int:
        """The number of workers now; workers may come and go."""
        return max(1, len(self._client.scheduler_info(n_workers=-1)["workers"]))

    def send(self, chunk: Chunk) -> None:
        """See `Executor`."""
        from engage_cli.batch.work import carry_out_all

        self._running[self._client.submit(carry_out_all, chunk, self._settings, pure=False)] = chunk

    def finished(self) -> list[tuple[Chunk, tuple[Outcome, ...] | None]]:
        """See `Executor`."""
        with self._client.as_current():
            self._wait(list(self._running), return_when=self._first)
        ended = [future for future in self._running if future.done()]
        return [(self._running.pop(future), self._result(future)) for future in ended]

    def stop(self) -> list[tuple[Outcome, ...]]:
        """The outcomes of finished chunks; all other chunks are cancelled."""
        ended = [future for future in self._running if future.status == "finished"]
        found = [self._result(future) for future in ended]
        self._client.cancel([future for future in self._running if future not in ended])
        self._running.clear()
        return [outcomes for outcomes in found if outcomes]

    def _result(self, future: Any) -> tuple[Outcome, ...] | None:
        """The outcomes of a chunk; None where every worker that had it was lost."""
        try:
            outcomes: tuple[Outcome, ...] = future.result()
        except self._killed:
            return None
        return outcomes

    def _connected(self, distributed: Any) -> Any:
        try:
            with warnings.catch_warnings(action="ignore"):
                client = distributed.Client(self._address, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError) as error:
            raise UsageError(
                Message.of("No scheduler answers at {address}: {why}.", address=self._address, why=_reason(error)),
                Message.of("Start one with “dask scheduler”, and “dask worker” on each machine."),
            ) from error
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except (TimeoutError, OSError) as error:
            client.close()
            raise UsageError(
                Message.of("The scheduler at {address} has no worker.", address=self._address),
                Message.of("On each machine: dask worker {address}", address=self._address),
            ) from error
        return client


def _library() -> Any:
    try:
        import distributed
    except ImportError as error:
        raise MissingLibraryError(
            Message.of("A cluster needs the library distributed, which is not installed."),
            Message.of('pip install "engage-cli[distributed]"'),
        ) from error
    return distributed


def _reason(error: Exception) -> Message:
    """Why no scheduler was reached, as a part of a sentence, in place of Dask's English message."""
    if isinstance(error, ValueError):
        return Message.of("this is no address")
    return Message.of("nothing answered in time") if isinstance(error, TimeoutError) else Message.of("nothing answered")
