"""What a user does with steam: it goes into the product, or it condenses and the condensate comes back."""

from __future__ import annotations

from dataclasses import dataclass

from symbiosis.park.fields import choice, name, number


@dataclass(frozen=True, kw_only=True)
class Condensate:
    """Fields of a demand for steam that say how it is used and what comes back."""

    use: str = choice(
        "how steam is used: live (it stays in the product) or indirect (it condenses behind a wall)",
        ("", "live", "indirect"),
        "",
    )
    condensate: str = name("water as which its condensate comes back", "carriers", "")
    condensate_return: float = number(
        "share of the tonnes used that comes back as condensate", "1", 0.0, lower=0.0, upper=1.0
    )
    condensate_owner: str = name(
        "enterprise at which the condensate is then; the user itself when absent", "enterprises", ""
    )
