"""Questions to one firm as a workbook, and its answers carried into the park with a log of every change."""
