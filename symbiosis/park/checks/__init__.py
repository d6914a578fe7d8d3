"""Whether a park makes sense: names that are known, numbers in range, flows with a way in and out.

Every check is a generator of problems; all of them run, so that a planner mends everything at once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from symbiosis.park.checks.admission import admission_problems
from symbiosis.park.checks.building import building_problems
from symbiosis.park.checks.cleaning import cleaning_problems
from symbiosis.park.checks.condensate import condensate_problems
from symbiosis.park.checks.districts import district_problems
from symbiosis.park.checks.emissions import cap_problems, emission_problems
from symbiosis.park.checks.energy import energy_problems
from symbiosis.park.checks.every import Problems
from symbiosis.park.checks.finance import finance_problems
from symbiosis.park.checks.flexibility import flexibility_problems
from symbiosis.park.checks.formulas import base_year_problems, requirement_problems
from symbiosis.park.checks.haulage import haulage_problems
from symbiosis.park.checks.heat import heat_level_problems, stream_problems
from symbiosis.park.checks.labels import label_problems
from symbiosis.park.checks.legal import legal_problems
from symbiosis.park.checks.markets import market_problems
from symbiosis.park.checks.names import name_problems
from symbiosis.park.checks.operation import operation_problems
from symbiosis.park.checks.options import option_problems
from symbiosis.park.checks.pipes import pipe_problems
from symbiosis.park.checks.positions import position_problems
from symbiosis.park.checks.profiles import profile_problems
from symbiosis.park.checks.quality import quality_problems
from symbiosis.park.checks.range import range_problems
from symbiosis.park.checks.rights import fee_problems, quota_problems, tax_problems
from symbiosis.park.checks.routes import route_problems
from symbiosis.park.checks.scale import scale_problems
from symbiosis.park.checks.seasonal import seasonal_problems
from symbiosis.park.checks.separation import separation_problems
from symbiosis.park.checks.sizes import size_problems
from symbiosis.park.checks.steam import steam_problems
from symbiosis.park.checks.technologies import technology_problems
from symbiosis.park.checks.ways import way_problems

if TYPE_CHECKING:
    from symbiosis.park.park import Park

Check = Callable[["Park"], Problems]

FIRST: tuple[Check, ...] = (range_problems, name_problems, label_problems)
LATER: tuple[Check, ...] = (  # these need sound names
    district_problems,
    position_problems,
    profile_problems,
    size_problems,
    seasonal_problems,
    scale_problems,
    technology_problems,
    operation_problems,
    option_problems,
    separation_problems,
    building_problems,
    flexibility_problems,
    pipe_problems,
    condensate_problems,
    energy_problems,
    route_problems,
    haulage_problems,
    emission_problems,
    cap_problems,
    cleaning_problems,
    requirement_problems,
    admission_problems,
    base_year_problems,
    legal_problems,
    quota_problems,
    fee_problems,
    tax_problems,
    market_problems,
    finance_problems,
    way_problems,
    quality_problems,
    stream_problems,
    heat_level_problems,
    steam_problems,
)


def problems_of(park: Park) -> Problems:
    """Yield every problem of a park; checks that need sound names run only when the names are sound."""
    first = [problem for check in FIRST for problem in check(park)]
    yield from first
    if not first:
        for check in LATER:
            yield from check(park)
