"""One module per way to bring the sites to HiGHS: `describe`, `build`, `hand_over` (see `registry`)."""
