"""Water targets: how little fresh water could do, whoever is linked to whom, one contaminant at a time."""
