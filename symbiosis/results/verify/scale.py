"""What new capacity costs where investment follows a curve: worked out anew from the stated numbers.

Between stated points it is interpolated. A power law I₀ · (s / s₀)^n is cut into the fewest pieces of equal
growth whose chords stay within the stated error, found here by looking at each piece closely.
"""

from __future__ import annotations

import numpy as np

from symbiosis.park.asset import Asset
from symbiosis.results.verify.verdict import Floats

LOOKS = 2001  # places on a piece at which its chord is compared with the law


def is_scaled(asset: Asset) -> bool:
    """Tell whether investment follows points or a power law."""
    return bool(asset.scale_sizes) or asset.scale_exponent is not None


def smallest_of(asset: Asset) -> float:
    """Return the smallest new capacity that may be built."""
    return asset.scale_sizes[0] if asset.scale_sizes else asset.capacity_min


def paid_on_curve(asset: Asset, room: float, new: float) -> float:
    """Return the payment at once for new capacity that is built."""
    if asset.scale_sizes:
        return float(np.interp(new, asset.scale_sizes, asset.scale_investments))
    smallest, exponent = asset.capacity_min, float(asset.scale_exponent or 0.0)
    for count in range(1, 33):
        sizes = np.geomspace(smallest, room, count + 1)
        if _error(sizes[:2], exponent) <= asset.scale_error * (1.0 + 1e-9):
            return float(np.interp(new, sizes, _law(asset, sizes)))
    return float("nan")


def again(asset: Asset) -> float:
    """Return what the capacity that stands would cost on the curve."""
    if not asset.scale_sizes:
        return float(_law(asset, np.array([asset.capacity]))[0])
    first, last = asset.scale_sizes[0], asset.scale_sizes[-1]
    nearest = min(max(asset.capacity, first), last)
    on_curve = float(np.interp(nearest, asset.scale_sizes, asset.scale_investments))
    return on_curve * asset.capacity / nearest if nearest > 0.0 else on_curve


def _law(asset: Asset, sizes: Floats) -> Floats:
    reference, paid = asset.scale_reference or 1.0, asset.scale_reference_investment or 0.0
    return np.asarray(paid * (sizes / reference) ** float(asset.scale_exponent or 0.0), dtype=float)


def _error(piece: Floats, exponent: float) -> float:
    sizes = np.linspace(piece[0], piece[1], LOOKS)
    law = sizes**exponent
    chord = np.interp(sizes, piece, piece**exponent)
    return float(np.max(np.abs(chord - law) / law))
