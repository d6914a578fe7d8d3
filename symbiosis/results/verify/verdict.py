"""What a check of a result found: residuals with their names, hours, amounts and tolerances."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
SHOWN = 20


def exact_sum(values: Iterable[float]) -> float:
    """Add up without rounding on the way; NaN where any number is not finite or too large to add."""
    listed = list(values)
    try:
        return math.fsum(listed) if all(map(math.isfinite, listed)) else math.nan
    except OverflowError:
        return math.nan


@dataclass(frozen=True)
class Finding:
    """One thing that does not hold: what, where, when, by how much, and how much is allowed."""

    what: str
    where: str
    when: str
    amount: float
    tolerance: float

    @property
    def ratio(self) -> float:
        """Amount over tolerance; above 1 (or not a number) is a violation."""
        if self.amount == 0.0:
            return 0.0
        return float("inf") if self.tolerance == 0.0 else self.amount / self.tolerance

    def __str__(self) -> str:
        when = f", {self.when}" if self.when else ""
        return f"{self.where}{when}: {self.what} (off by {self.amount:.6g}, allowed {self.tolerance:.3g})"


@dataclass(frozen=True)
class Verdict:
    """Whether a result holds, and the evidence.

    `findings` are violations; `notes` are lawful but worth a look; `checks` counts comparisons by
    family and `worst` names the largest residual of each family against its tolerance.
    """

    ok: bool
    findings: tuple[Finding, ...]
    notes: tuple[Finding, ...]
    checks: Mapping[str, int]
    worst: Mapping[str, Finding]

    def __bool__(self) -> bool:
        """Tell whether the result holds."""
        return self.ok

    def __str__(self) -> str:
        """Return a few lines for people: the verdict, the findings, the largest residuals."""
        total = sum(self.checks.values())
        found = len(self.findings)
        head = "holds" if self.ok else f"does NOT hold, {found} finding{'s' if found != 1 else ''}"
        lines = [f"result {head} ({total} checks)"]
        lines += [f"  - {finding}" for finding in self.findings[:SHOWN]]
        if found > SHOWN:
            lines.append(f"  - … and {found - SHOWN} more")
        lines += [f"  note: {note.where}, {note.when}: {note.what}" for note in self.notes[:SHOWN]]
        for family, count in self.checks.items():
            worst = self.worst.get(family)
            place = f" at {worst.where} {worst.when}".rstrip() if worst and worst.amount > 0.0 else ""
            size = f"largest residual {worst.amount:.2g} of {worst.tolerance:.2g}{place}" if worst else ""
            lines.append(f"  {family:<10} {count:>9} checks  {size}".rstrip())
        return "\n".join(lines)


@dataclass
class Ledger:
    """Collects checks while they run; `times` are the names of the steps, for reports."""

    times: NDArray[np.str_]
    findings: list[Finding] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)
    checks: dict[str, int] = field(default_factory=dict)
    worst: dict[str, Finding] = field(default_factory=dict)

    def same(
        self,
        family: str,
        what: str,
        where: str,
        residual: Floats | float,
        tolerance: float,
        times: NDArray[np.str_] | None = None,
    ) -> None:
        """Record that a residual should be zero; an array over steps, or over `times`, or one number."""
        size = np.abs(np.atleast_1d(np.asarray(residual, dtype=float)))
        self.checks[family] = self.checks.get(family, 0) + size.size
        if size.size == 0:
            return
        size = np.where(np.isnan(size), np.inf, size)
        at = int(size.argmax())
        names = self.times if times is None else times
        when = str(names[at]) if np.ndim(residual) else ""
        bad = int((size > tolerance).sum())
        said = f"{what} in {bad} steps, worst here" if bad > 1 else what
        finding = Finding(said, where, when, float(size[at]), tolerance)
        if bad:
            self.findings.append(finding)
        known = self.worst.get(family)
        if known is None or finding.ratio > known.ratio:
            self.worst[family] = finding

    def at_most(
        self,
        family: str,
        what: str,
        where: str,
        value: Floats | float,
        limit: Floats | float,
        tolerance: float,
        times: NDArray[np.str_] | None = None,
    ) -> None:
        """Record that a value should not exceed a limit (which may be infinite)."""
        over = np.asarray(value, dtype=float) - np.asarray(limit, dtype=float)
        # maximum() passes a NaN on, which counts as a violation
        self.same(family, what, where, np.maximum(over, 0.0), tolerance, times)

    def fail(self, family: str, what: str, where: str, when: str = "", amount: float = 1.0) -> None:
        """Record a violation that has no tolerance: something missing, unknown or not a number."""
        self.checks[family] = self.checks.get(family, 0) + 1
        self.findings.append(Finding(what, where, when, amount, 0.0))

    def passed(self, family: str, count: int = 1) -> None:
        """Count checks that held exactly."""
        self.checks[family] = self.checks.get(family, 0) + count

    def note(self, what: str, where: str, amounts: Floats, tolerance: float) -> None:
        """Record something lawful but worth a look, at the step where it is largest."""
        if amounts.size and amounts.max() > tolerance:
            at, count = int(amounts.argmax()), int((amounts > tolerance).sum())
            said = f"{what}, in {count} step{'s' if count != 1 else ''}"
            self.notes.append(Finding(said, where, str(self.times[at]), float(amounts[at]), tolerance))

    def verdict(self) -> Verdict:
        """Close the ledger."""
        return Verdict(
            not self.findings, tuple(self.findings), tuple(self.notes), dict(self.checks), dict(self.worst)
        )
