"""What exists and what may be built, as frozen data with units, checked on creation."""

from symbiosis.park.carrier import Carrier
from symbiosis.park.enterprise import Enterprise
from symbiosis.park.figure import Figure
from symbiosis.park.flow import Demand, Outlet, Supply
from symbiosis.park.frozen import FrozenDict
from symbiosis.park.heat import HeatLevel, Stream
from symbiosis.park.link import Link
from symbiosis.park.market import Market
from symbiosis.park.meter import Meter
from symbiosis.park.network import Connection, Network
from symbiosis.park.offer import CENTRAL, EXCHANGE, offer
from symbiosis.park.park import Park, Settings
from symbiosis.park.problems import ParkError, Problem
from symbiosis.park.profile import Calendar, Profile, Varying
from symbiosis.park.quality import Pool, Quality, Recipe, WaterUse
from symbiosis.park.reserve import Reserve
from symbiosis.park.rule import Cap, Levy
from symbiosis.park.store import Store
from symbiosis.park.technology import Technology

__all__ = [
    "CENTRAL",
    "EXCHANGE",
    "Calendar",
    "Cap",
    "Carrier",
    "Connection",
    "Demand",
    "Enterprise",
    "Figure",
    "FrozenDict",
    "HeatLevel",
    "Levy",
    "Link",
    "Market",
    "Meter",
    "Network",
    "Outlet",
    "Park",
    "ParkError",
    "Pool",
    "Problem",
    "Profile",
    "Quality",
    "Recipe",
    "Reserve",
    "Settings",
    "Store",
    "Stream",
    "Supply",
    "Technology",
    "Varying",
    "WaterUse",
    "offer",
]
