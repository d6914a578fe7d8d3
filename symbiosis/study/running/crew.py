"""Who solves the cases: one worker beside the controller, or many through dask.

Each dask worker is a process with one thread that holds one worker process of ours: a solve that dies
takes neither the dask worker nor its neighbours with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from symbiosis.park.problems import did_you_mean
from symbiosis.study.running.archive import Archive
from symbiosis.study.running.hand import COMMAND, Event, Hand
from symbiosis.study.study import StudyError

SCHEDULERS = {"slurm": "SLURMCluster", "pbs": "PBSCluster", "lsf": "LSFCluster", "sge": "SGECluster"}

Order = Mapping[str, Any]
Heard = Callable[[Event], None]


class Crew(Protocol):
    """Solves orders, in any order, and yields what happened to each."""

    @property
    def workers(self) -> int:
        """How many solve beside each other."""

    def solve(self, orders: Sequence[tuple[Order, int]], stop: Path, heard: Heard) -> Iterator[list[Event]]:
        """Yield the events of every case; each order comes with the workers its case has taken before."""


@dataclass(frozen=True)
class Alone:
    """One worker process, one case after the other."""

    command: tuple[str, ...] = COMMAND
    workers: int = 1

    def solve(self, orders: Sequence[tuple[Order, int]], stop: Path, heard: Heard) -> Iterator[list[Event]]:
        """Yield the events of every case."""
        hand = Hand(stop, self.command)
        try:
            for order, died in orders:
                if stop.exists():
                    return
                yield hand.solve(order, died, heard)
        finally:
            hand.close()


@dataclass(frozen=True)
class Together:
    """The workers of a dask cluster, here or elsewhere; results pass through the shared folder."""

    client: Any
    workers: int
    command: tuple[str, ...] = COMMAND

    def solve(self, orders: Sequence[tuple[Order, int]], stop: Path, heard: Heard) -> Iterator[list[Event]]:
        """Yield the events of every case as they come."""
        futures = {
            self.client.submit(in_cluster, order, died, str(stop), self.command, pure=False, retries=1): order
            for order, died in orders
        }
        try:
            for future in _distributed().as_completed(list(futures), raise_errors=False):
                case = futures[future]["case"]
                if future.status == "finished":
                    yield future.result()
                else:
                    error = future.exception() if future.status == "error" else "cancelled"
                    yield [{"event": "died", "case": case, "message": f"a cluster worker was lost: {error}"}]
                if stop.exists():
                    self.client.cancel([f for f in futures if not f.done() and f.status == "pending"])
        finally:
            self.client.cancel(list(futures))


_hands: dict[str, Hand] = {}


def in_cluster(order: Order, died: int, stop: str, command: tuple[str, ...]) -> list[Event]:
    """Solve one case in a dask worker; a case that another worker has finished meanwhile is not repeated."""
    archive = Archive(Path(order["folder"]))
    if order["fresh"] and archive.path(order["case"]).is_file():
        record = archive.read(order["case"])
        return [{"event": "finished", **record.as_data}]
    if stop not in _hands:
        for hand in _hands.values():
            hand.close()
        _hands.clear()
        _hands[stop] = Hand(Path(stop), command)
    return _hands[stop].solve(order, died)


@contextmanager
def local(workers: int, command: tuple[str, ...] = COMMAND) -> Iterator[Crew]:
    """Yield a crew of so many workers on this machine."""
    if workers == 1:
        yield Alone(command)
        return
    distributed = _distributed()
    with (
        distributed.LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            dashboard_address=None,
            host="127.0.0.1",
            memory_limit=None,  # the solves are in processes of their own
            silence_logs=50,
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield Together(client, workers, command)


@contextmanager
def remote(address: str) -> Iterator[Crew]:
    """Yield the crew of a dask scheduler that is running already."""
    distributed = _distributed()
    try:
        client = distributed.Client(address, timeout=20)
    except (OSError, ValueError) as error:
        raise StudyError(f"there is no dask scheduler at {address} ({error}).") from None
    with client:
        yield Together(client, max(1, len(client.scheduler_info(n_workers=-1)["workers"])))


@contextmanager
def slurm(profile: Mapping[str, Any]) -> Iterator[Crew]:
    """Yield a crew of cluster jobs, of Slurm unless the profile's `scheduler` says pbs, lsf or sge.

    `profile` has `jobs` and what the cluster of dask-jobqueue takes.
    """
    distributed = _distributed()
    try:
        import dask_jobqueue
    except ImportError:
        raise StudyError("--slurm needs dask-jobqueue. Install symbiosis[hpc].") from None
    given = dict(profile)
    jobs = int(given.pop("jobs", 1))
    word = str(given.pop("scheduler", "slurm"))
    if word not in SCHEDULERS:
        raise StudyError(f'scheduler "{word}" is not known. {did_you_mean(word, SCHEDULERS)}')
    cluster_of: Any = getattr(dask_jobqueue, SCHEDULERS[word])
    with cluster_of(processes=1, **{"cores": 1, **given}) as cluster:
        cluster.scale(jobs=jobs)
        with distributed.Client(cluster) as client:
            yield Together(client, jobs)


def _distributed() -> Any:
    try:
        import distributed
    except ImportError:
        raise StudyError("more than one worker needs dask. Install symbiosis[hpc].") from None
    return distributed


def flat(events: Iterable[list[Event]]) -> Iterator[Event]:
    """Yield events one by one."""
    for several in events:
        yield from several
