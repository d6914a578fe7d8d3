"""Heat recovery targets: what enterprises could exchange before any exchanger is drawn."""

from symbiosis.heat.cascade import Cascade, HeatStream, cascade
from symbiosis.heat.levels import Level, Placement, place
from symbiosis.heat.of_park import heat_targets
from symbiosis.heat.site import SiteTargets, ThroughMains, targets

__all__ = [
    "Cascade",
    "HeatStream",
    "Level",
    "Placement",
    "SiteTargets",
    "ThroughMains",
    "cascade",
    "heat_targets",
    "place",
    "targets",
]
