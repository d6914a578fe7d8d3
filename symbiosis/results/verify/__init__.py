"""Does a result follow from its inputs? Recomputed by code that shares nothing with the model.

`verify(park, horizon, data, objective)` reads only the park, the horizon and the labelled arrays of a
result, works out every balance, limit, size, store and cost line anew, and returns a `Verdict`.
"""

from symbiosis.results.verify.check import verify
from symbiosis.results.verify.verdict import Finding, Verdict

__all__ = ["Finding", "Verdict", "verify"]
