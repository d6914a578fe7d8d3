"""Spare capacity that must stand ready beside what runs."""

from __future__ import annotations

from dataclasses import dataclass

from symbiosis.park.fields import flag, name, number


@dataclass(frozen=True, kw_only=True)
class Reserve:
    """Spare capacity at an enterprise, of its plants rated on a carrier that they make.

    Units that are switched count while they run; plants without units count with all that is available.
    """

    label: str
    carrier: str = name("what the plants are rated on", "carriers")
    share: float = number("spare capacity, as a share of what the plants make", "1", 0.0, lower=0.0)
    largest_unit: bool = flag("whether any one running unit may fail and the others carry on (N+1)", False)

    @property
    def enterprise(self) -> str:
        """The enterprise whose plants stand ready."""
        return self.label.rpartition(".")[0]
