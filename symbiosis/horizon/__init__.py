"""Steps, weights, chains and groups: the time that a design is judged over."""

from symbiosis.horizon.horizon import Group, Horizon
from symbiosis.horizon.spec import HorizonError, coarse, from_spec, full, unequal, weeks, window

__all__ = ["Group", "Horizon", "HorizonError", "coarse", "from_spec", "full", "unequal", "weeks", "window"]
