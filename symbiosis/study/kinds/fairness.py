"""Fairness: what every coalition could do by itself, each a case of its own, and shares that hold together.

The cases are the groups that must be solved, in the order in which one is the next one's neighbour, so that
the cases of a worker go on from each other; the plan of everybody is solved anew. What a coalition pays is
added up from its groups (`symbiosis.study.sharing`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from symbiosis.scenario.apply import apply
from symbiosis.study.kinds.costs import Records, cost_of
from symbiosis.study.kinds.every import Findings, Stages
from symbiosis.study.running.archive import FINAL
from symbiosis.study.running.case import Case, asked
from symbiosis.study.sharing import findings
from symbiosis.study.sharing.coalitions import Coalitions, coalitions_of
from symbiosis.study.sharing.groups import CoalitionError, Group, Groups, Paid, cannot
from symbiosis.study.sharing.rules import Sharing, rules_for, share
from symbiosis.study.sharing.sampled import Sampled, drawn, met, sampled
from symbiosis.study.study import Study, StudyError

if TYPE_CHECKING:
    from symbiosis.park.park import Park
    from symbiosis.study.running.archive import Record

DISTRICTS = "districts"


@dataclass(frozen=True, eq=False)
class Game:
    """The game of a study: the park after its changes, the groups, and the case of each."""

    study: Study
    park: Park
    groups: Groups
    cases: Mapping[Group, Case]

    @property
    def money(self) -> str:
        """The unit of all sums."""
        return f"{self.study.park.settings.currency}{self.study.per_year}"

    def known(self, records: Records) -> dict[Group, Paid]:
        """Return what groups pay, as far as they are solved and have a plan."""
        found = {group: paid_of(records, case) for group, case in self.cases.items()}
        return {group: paid for group, paid in found.items() if paid is not None}

    def failing(self, records: Records) -> list[str]:
        """Return a sentence on every smallest group that is solved and has no plan by itself."""
        failed: dict[Group, Record] = {}
        for group, case in self.cases.items():
            record = records.get(case.name)
            if record is not None and record.status in FINAL and paid_of(records, case) is None:
                failed[group] = record
        least = [group for group in failed if not any(other < group for other in failed)]
        return [cannot(group, failed[group].message or failed[group].status) for group in least]

    def all(self, records: Records) -> tuple[Coalitions, list[Sharing]]:
        """Return every coalition's cost and the rules' shares; every group must be known."""
        played = coalitions_of(self.groups, self.known(records), self.study.years)
        least = float(self.study.details.get("least", 0.0))
        return played, [share(played, rule, least) for rule in rules_for(played)]

    def drawn(self, records: Records) -> Sampled:
        """Return Shapley values from drawn orders; every group must be known."""
        details = self.study.details
        return sampled(self.groups, self.known(records), details["orders"], details.get("seed", 0))


def game(study: Study) -> Game:
    """Return the game that a study plays; raises StudyError for more players than can be solved."""
    question, scenario, details = study.questions[0], study.scenarios[0], study.details
    park = asked(question).scope(apply(study.park, (*study.changes, *scenario.changes)))
    groups = Groups(park, details.get("by") == DISTRICTS)
    if details.get("orders"):
        walk = groups.walk(met(drawn(groups.players, details["orders"], details.get("seed", 0))))
    else:
        try:
            walk = groups.walk(groups.coalitions())
        except CoalitionError as error:
            raise StudyError(str(error)) from None
    whole = groups.everybody

    def case(group: Group) -> Case:
        labels = {"question": question, "scenario": scenario.name, "group": " + ".join(sorted(group))}
        task = {"part": {"enterprises": groups.enterprises(group), "settled": group in whole}}
        return study.case(question, scenario, labels, task=task, warm=group not in whole)

    return Game(study, park, groups, {group: case(group) for group in walk})


def fairness(study: Study) -> Stages:
    """Solve every group that a coalition needs; share what all save together by every rule.

    Raises StudyError for more players than can be solved.
    """
    played = game(study)
    records = yield list(played.cases.values())
    return found(played, records)


def found(played: Game, records: Records) -> Findings:
    """Return shares, payments and who would leave; or who cannot be alone, or what is open."""
    failing = played.failing(records)
    if failing:
        return Findings((), tuple(failing))
    missing = len(played.cases) - len(played.known(records))
    if missing:
        why = f"{missing} of {len(played.cases)} groups have no plan yet, so nothing is shared."
        return Findings((), (why,))
    money = played.money
    if played.study.details.get("orders"):
        some = played.drawn(records)
        said = [findings.opening_of_sampled(some, money), findings.shares_of_sampled(some, money)]
        said += findings.verdicts_of_sampled(some, money)
        return Findings(findings.rows_of_sampled(some, played.park), tuple(said))
    try:
        coalitions, shared = played.all(records)
    except ValueError as error:
        return Findings((), (str(error),))
    said = [findings.opening(coalitions, money), *findings.shares_of(shared, money)]
    said += findings.verdicts(coalitions, shared, money)
    return Findings(findings.rows_of(coalitions, shared, played.park), tuple(said))


def paid_of(records: Records, case: Case) -> Paid | None:
    """Return what the group of a case pays; None where it has no plan that holds."""
    high = cost_of(records, case)
    if high is None:
        return None
    known = records[case.name].indicators or {}
    low = min(float(known.get("bound", high)), high)
    return Paid(low, high, dict(known.get("cost_by_owner", {})), known.get("priced"))
