"""Excel workbooks to park sections and back: a sheet per table, every problem with its sheet and cell."""
