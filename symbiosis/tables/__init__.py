"""Files to park and back: units at the door, every error with its place."""

from symbiosis.tables.canonical import digest, from_json, to_json
from symbiosis.tables.read import read_park
from symbiosis.tables.totals import Total, annual_totals
from symbiosis.tables.write import write_park

__all__ = ["Total", "annual_totals", "digest", "from_json", "read_park", "to_json", "write_park"]
