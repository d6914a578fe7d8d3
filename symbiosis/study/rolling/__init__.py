"""A design that stands, operated day after day as measured series come in."""
