"""A figure as SVG that stands inside a page: no prolog, no comments, ids of its own."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from symbiosis.report.style import style

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def inline(figure: Figure, prefix: str, says: str) -> str:
    """Return the `<svg>` element of a figure, its ids prefixed so that several fit in one page.

    `says` is read out where the figure cannot be seen. Comments are dropped: matplotlib writes every
    text into one, beside the outlines that are drawn.
    """
    out = io.StringIO()
    with style():
        figure.savefig(
            out, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None}
        )
    text = re.sub(r"<!--.*?-->", "", out.getvalue(), flags=re.DOTALL)
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
    text = text[text.index("<svg") :]
    text = re.sub(r'\bid="([^"]+)"', rf'id="{prefix}-\1"', text)
    text = re.sub(r'href="#([^"]+)"', rf'href="#{prefix}-\1"', text)
    text = re.sub(r"url\(#([^)]+)\)", rf"url(#{prefix}-\1)", text)
    from markupsafe import escape

    return text.replace("<svg ", f'<svg role="img" aria-label="{escape(says)}" ', 1).strip()
