"""Run the command as `python -m symbiosis.cli`."""

from symbiosis.cli import main

main()
