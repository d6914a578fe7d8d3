"""A picture of the site under the map, laid by points whose place on the site is known.

    [x, y] = A·[column, row] + b        kilometres from pixels, fitted by least squares

Two points fix shift, turn and scale; three or more also a skew, and their misfit is told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Floats = NDArray[np.float64]
PIXELS_MAX = 60_000_000
KNOWN = (".png", ".jpg", ".jpeg")
_ANCHOR = re.compile(r"\s*(-?[\d.]+)\s*,\s*(-?[\d.]+)\s*=\s*(-?[\d.]+)\s*,\s*(-?[\d.]+)\s*")


class SitePlanError(ValueError):
    """A site plan that cannot be laid under the map, in one sentence."""


@dataclass(frozen=True, eq=False)
class SitePlan:
    """A picture and how its pixels become kilometres; `misfit` is the worst anchor's [km]."""

    image: Any
    matrix: Floats
    misfit: float

    def draw(self, axes: Axes) -> None:
        """Draw it pale, below everything."""
        from matplotlib.transforms import Affine2D

        (a, b), (c, d) = self.matrix[0, :2], self.matrix[1, :2]
        place = Affine2D.from_values(a, c, b, d, self.matrix[0, 2], self.matrix[1, 2])
        limits = axes.get_xlim(), axes.get_ylim()
        drawn = axes.imshow(self.image, alpha=0.45, zorder=0, origin="upper", interpolation="bilinear")
        drawn.set_transform(place + axes.transData)
        axes.set_xlim(limits[0])
        axes.set_ylim(limits[1])
        axes.set_aspect("equal", adjustable="box")


def site_plan(file: Path, anchors: str) -> SitePlan:
    """Return a picture laid by anchors `column,row=x,y; …` (pixels from the top left; kilometres).

    Raises SitePlanError for a file that is no picture, and for anchors that do not fix it.
    """
    pixels, places = _anchors(anchors)
    if file.suffix.lower() not in KNOWN:
        raise SitePlanError(f"{file}: a site plan is a picture: {', '.join(KNOWN)}.")
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(file) as opened:
            if opened.width * opened.height > PIXELS_MAX:
                raise SitePlanError(f"{file} has {opened.width} × {opened.height} pixels: make it smaller.")
            image = np.asarray(opened.convert("RGB"))
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        raise SitePlanError(f"{file}: cannot be read as a picture.") from None
    matrix = _fit(pixels, places)
    misfit = np.abs(pixels @ matrix[:, :2].T + matrix[:, 2] - places).max()
    return SitePlan(image, matrix, float(misfit))


def _anchors(text: str) -> tuple[Floats, Floats]:
    found = [_ANCHOR.fullmatch(part) for part in text.split(";") if part.strip()]
    if len(found) < 2 or None in found:
        raise SitePlanError('anchors: write two or more, e.g. "120,340=0,0; 900,80=2.1,1.4".')
    try:
        numbers = np.array([[float(v) for v in anchor.groups()] for anchor in found if anchor is not None])
    except ValueError:
        raise SitePlanError("anchors: something is not a number.") from None
    return numbers[:, :2], numbers[:, 2:]


def _fit(pixels: Floats, places: Floats) -> Floats:
    """Return [A | b]; with two anchors A is a turn and a scale (rows of pixels run downwards)."""
    count = len(pixels)
    if count == 2:
        (c1, r1), (c2, r2) = pixels
        span = complex(c2 - c1, -(r2 - r1))
        if span == 0:
            raise SitePlanError("anchors: two of them are the same pixel.")
        turn = complex(*(places[1] - places[0])) / span
        if turn == 0:
            raise SitePlanError("anchors: two of them are the same place.")
        linear = np.array([[turn.real, turn.imag], [turn.imag, -turn.real]])
    else:
        design = np.column_stack([pixels, np.ones(count)])
        if np.linalg.matrix_rank(design) < 3:
            raise SitePlanError("anchors: they lie on one line.")
        return np.asarray(np.linalg.lstsq(design, places, rcond=None)[0].T, dtype=np.float64)
    return np.column_stack([linear, places[0] - linear @ pixels[0]])
