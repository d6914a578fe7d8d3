"""Who could use what: candidate exchanges of a park, screened and ranked before any solve."""
