"""What exists and what may be built, as frozen data with units, checked on creation."""

from symbiosis.park.base_year import BaseYear
from symbiosis.park.carrier import Carrier
from symbiosis.park.corridor import Corridor, Junction
from symbiosis.park.district import District
from symbiosis.park.enterprise import Enterprise
from symbiosis.park.figure import Figure
from symbiosis.park.finance import Finance
from symbiosis.park.flow import Demand, Outlet, Supply
from symbiosis.park.frozen import FrozenDict
from symbiosis.park.heat import HeatLevel, Stream
from symbiosis.park.link import Link
from symbiosis.park.market import Market
from symbiosis.park.meter import Meter
from symbiosis.park.network import Connection, Network, Segment
from symbiosis.park.offer import CENTRAL, EXCHANGE, offer
from symbiosis.park.park import Park
from symbiosis.park.piped import Piped
from symbiosis.park.problems import ParkError, Problem
from symbiosis.park.profile import Calendar, Profile, Varying
from symbiosis.park.quality import Pool, Quality, Recipe, WaterUse
from symbiosis.park.quota import Fee, Offset, Quota
from symbiosis.park.requirement import Requirement
from symbiosis.park.reserve import Reserve
from symbiosis.park.rule import Cap, Levy
from symbiosis.park.settings import Settings
from symbiosis.park.store import Store
from symbiosis.park.tax import Tax
from symbiosis.park.technology import Technology
from symbiosis.park.threshold import Threshold

__all__ = [
    "CENTRAL",
    "EXCHANGE",
    "BaseYear",
    "Calendar",
    "Cap",
    "Carrier",
    "Connection",
    "Corridor",
    "Demand",
    "District",
    "Enterprise",
    "Fee",
    "Figure",
    "Finance",
    "FrozenDict",
    "HeatLevel",
    "Junction",
    "Levy",
    "Link",
    "Market",
    "Meter",
    "Network",
    "Offset",
    "Outlet",
    "Park",
    "ParkError",
    "Piped",
    "Pool",
    "Problem",
    "Profile",
    "Quality",
    "Quota",
    "Recipe",
    "Requirement",
    "Reserve",
    "Segment",
    "Settings",
    "Store",
    "Stream",
    "Supply",
    "Tax",
    "Technology",
    "Threshold",
    "Varying",
    "WaterUse",
    "offer",
]
