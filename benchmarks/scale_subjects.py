"""What the scaling benchmark measures: subjects by kind, each with its limit in seconds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.scale_losing import LIMIT, PARKS, WAYS

METHODS = {
    "certified": "**certified**",
    "hipo": "HiPO, no crossover",
    "ipm": "IPX, no crossover",
    "simplex": "simplex",
    "hipdlp": "HiPDLP at its own default tolerance",
}
KINDS = {
    "solve": "one park by one method",
    "typical": "typical days: estimate and honest cost",
    "dask": "periods dispatched by dask workers",
    "again": "a changed price: in place against anew",
    "integers": "60 links with fixed costs and 10 plants",
}
SIDE_BY_SIDE = (10, 8760)
ALONE = ((3, 1460), (3, 4380), (3, 8760), (10, 1460), (40, 8760), (100, 8760), (200, 8760))
SMALL = ((3, 1460), (3, 4380), (3, 8760))  # where other methods end soon, too
TYPICAL_DAYS = (4, 12, 24, 48)
WORKERS = (1, 2)
INTEGERS = 900.0  # seconds that the question of whole numbers is given


@dataclass(frozen=True)
class Subject:
    """One measurement; `amount` counts typical days or workers, `limit` is in seconds."""

    method: str
    enterprises: int
    hours: int
    gap: float
    limit: float
    kind: str = "solve"
    amount: int = 0

    @property
    def key(self) -> str:
        """The name its measurement is kept under, and by which `--only` finds it."""
        size = f"{self.enterprises} x {self.hours}"
        if self.kind == "solve":
            return f"{self.method} {size}"
        amount = f" {self.amount}" if self.amount else ""
        return f"{self.kind}{amount} {self.method} {size}"


def subjects(gap: float, limit: float | None) -> list[Subject]:
    """Return all subjects, what takes long last; `limit` in place of the usual ones when it is given."""
    usual = 2400.0 if limit is None else limit
    many = INTEGERS if limit is None else limit
    n, hours = SIDE_BY_SIDE
    found = [Subject("certified", *size, gap, usual) for size in ALONE if size[0] <= n]
    found += [Subject("certified", n, hours, gap, usual)]
    found += [Subject("certified", n, hours, gap, usual, "typical", days) for days in TYPICAL_DAYS]
    found += [Subject("simplex", n, hours, gap, usual, "again")]
    found += [Subject("certified", n, hours, gap, usual, "dask", workers) for workers in WORKERS]
    losing = LIMIT if limit is None else limit
    found += [Subject(way, *size, gap, losing, kind) for kind, size in PARKS.items() for way in WAYS]
    found += [Subject("certified", *size, gap, usual) for size in ALONE if size[0] > n]
    found += [Subject(method, 30, hours, gap, many, "integers") for method in ("certified", "hipo")]
    others = [method for method in METHODS if method != "certified"]
    found += [Subject(method, *size, gap, usual) for size in SMALL for method in others]
    found += [Subject(method, n, hours, gap, usual) for method in others]
    return found


def chosen(every: Sequence[Subject], only: Sequence[str]) -> list[Subject]:
    """Return the subjects whose key holds one of some texts; all when there are none."""
    return [subject for subject in every if not only or any(text in subject.key for text in only)]


def custom(sizes: Sequence[str], methods: Sequence[str], gap: float, limit: float | None) -> list[Subject]:
    """Return every method at sizes such as 10x8760, small sizes first."""
    pairs = sorted(tuple(int(part) for part in size.split("x")) for size in sizes)
    usual = 2400.0 if limit is None else limit
    return [Subject(method, n, h, gap, usual) for n, h in pairs for method in methods]
