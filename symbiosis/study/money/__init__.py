"""What money comes of a plan, year by year: cash flows, retrofits, exact bills."""
