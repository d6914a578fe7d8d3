"""A main that may follow a tree of corridors: works, a junction, and a mill and a dormitory beyond it."""

from __future__ import annotations

from tests.parks import hub, junctions, member, need, plant, shop, small_park, way


def tree(*more, segments, steps=1, mill=3.0, dorm=4.0):
    """Return works at (0, 0), a junction at (3, 0), and two users of heat a kilometre to either side of it.

    Heat is made at 1 or bought by the users at 100; the main has these segments.
    """
    return small_park(
        steps,
        plant("works.boiler", "heat", capacity=100.0, running_cost=1.0),
        need("mill.heat", mill),
        need("dorm.heat", dorm),
        shop("heat", 100.0, "mill", "dorm"),
        *junctions(cross=(3.0, 0.0)),
        way("trunk", "works", "cross", 3.0),
        way("left", "cross", "mill", 1.0),
        way("right", "cross", "dorm", 1.0),
        hub(
            "main",
            "heat",
            "works",
            member("main", "works", "feed", capacity=50.0),
            member("main", "mill", "draw", capacity=50.0),
            member("main", "dorm", "draw", capacity=50.0),
            segments=tuple(segments),
            exists=True,
        ),
        *more,
    )
