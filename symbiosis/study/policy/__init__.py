"""Whether a plan is allowed and how it counts: entry, limits, schemes of indicators."""
