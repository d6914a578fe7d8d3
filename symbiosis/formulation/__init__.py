"""From one hour in Pyomo to a sparse program over time, and its slow reference."""
