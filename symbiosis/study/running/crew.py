"""Who solves the cases: workers beside the controller, or many through dask.

Each dask worker is a process with one thread that holds one worker process of ours: a solve that dies
takes neither the dask worker nor its neighbours with it.
"""

from __future__ import annotations

import math
import queue
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from symbiosis.park.problems import did_you_mean
from symbiosis.study.running.archive import Archive
from symbiosis.study.running.hand import COMMAND, LOOK, PATIENCE, Event, Hand
from symbiosis.study.study import StudyError

SPARE = 5.0  # seconds for an answer to come back through the cluster
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
class Beside:
    """So many worker processes of this one, with no scheduler and no port: what a plain job may use."""

    workers: int
    command: tuple[str, ...] = COMMAND

    def solve(self, orders: Sequence[tuple[Order, int]], stop: Path, heard: Heard) -> Iterator[list[Event]]:
        """Yield the events of every case as they come; each hand takes the next order when it is free."""
        hands = [Hand(stop, self.command) for _ in range(min(self.workers, len(orders)))]
        free: queue.Queue[Hand] = queue.Queue()
        for hand in hands:
            free.put(hand)

        def one(order: Order, died: int) -> list[Event]:
            hand = free.get()
            try:
                return [] if stop.exists() else hand.solve(order, died)
            finally:
                free.put(hand)

        with ThreadPoolExecutor(len(hands)) as pool:
            try:
                asked = [pool.submit(one, order, died) for order, died in orders]
                for answered in as_completed(asked):
                    yield answered.result()
            finally:
                pool.shutdown(wait=True, cancel_futures=True)
                for hand in hands:
                    hand.close()


@dataclass(frozen=True)
class Together:
    """The workers of a dask cluster, here or elsewhere; results pass through the shared folder."""

    client: Any
    workers: int
    command: tuple[str, ...] = COMMAND

    def solve(self, orders: Sequence[tuple[Order, int]], stop: Path, heard: Heard) -> Iterator[list[Event]]:
        """Yield the events of every case as they come.

        Once `stop` is there, workers get the time that saving a plan takes; who has not answered by then,
        or is not there at all, is not waited for.
        """
        done: queue.Queue[Any] = queue.Queue()
        waiting = {
            self.client.submit(in_cluster, order, died, str(stop), self.command, pure=False, retries=1): order
            for order, died in orders
        }
        for future in waiting:
            future.add_done_callback(done.put)
        end = math.inf
        try:
            while waiting and time.monotonic() < end:
                try:
                    future = done.get(timeout=LOOK)
                except queue.Empty:
                    if stop.exists() and end == math.inf:
                        end = time.monotonic() + PATIENCE + SPARE
                    continue
                case = waiting.pop(future)["case"]
                if future.status == "finished":
                    yield future.result()
                elif stop.exists():
                    yield [{"event": "stopped", "case": case}]
                else:
                    yield [_lost(future, case)]
            for order in waiting.values():
                yield [{"event": "stopped", "case": order["case"]}]
        finally:
            self.client.cancel(list(waiting))


def _lost(future: Any, case: str) -> Event:
    """Return what became of a case that came back without an answer; it is to blame only if workers died."""
    if future.status != "error":
        return {"event": "failed", "case": case, "message": "the dask scheduler let it go; run it again"}
    error = future.exception()
    died = isinstance(error, _distributed().KilledWorker)
    kind = "died" if died else "failed"
    return {"event": kind, "case": case, "message": f"a cluster worker was lost: {error}"}


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
