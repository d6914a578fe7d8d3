"""Published heat recovery problems, re-typed: supply and target [°C], heat, ΔT contribution [K], place.

Sources: Linnhoff and Hindmarsh 1983, Chem. Eng. Sci. 38, 745 (four streams); Smith, Chemical Process
Design and Integration; Ahmad 1985, PhD thesis, UMIST (example 1); Kim and Bagajewicz 2017; Varbanov,
Fodor and Klemeš 2012, Energy 44, 20 (three-level total site). The last three as collected by OpenPinch.
"""

from __future__ import annotations

from symbiosis.heat import HeatStream, Level

LINNHOFF_SMITH = """\
20 180 32 5 site
250 40 31.5 5 site
140 230 27 5 site
200 80 30 5 site
"""  # MW
LINNHOFF_HINDMARSH = """\
170 60 330 5 site
150 30 180 5 site
20 135 230 5 site
80 140 240 5 site
"""  # kW
AHMAD = """\
159 77 187.37 2 Ahmad
267 80 38.15 13 Ahmad
343 90 136.11 6 Ahmad
26 127 94.23 58 Ahmad
118 265 288.27 19 Ahmad
"""  # kW
KIM_BAGAJEWICZ = """\
140.2 39.5 10724.55 6.565 Plant
248.8 110 4415.228 6.565 Plant
170.1 60 3735.693 6.565 Plant
277 121.9 3812.358 6.565 Plant
250.6 90 21231.32 6.565 Plant
210 163 5440.72 6.565 Plant
303.6 270.2 7848.332 6.565 Plant
360 290 2786.7 6.565 Plant
178.6 108.9 3335.145 6.565 Plant
359.6 280 1952.588 6.565 Plant
290 115 6966.75 6.565 Plant
30 130 20248 6.565 Plant
130 350 63782.4 6.565 Plant
"""  # kW
VARBANOV = """\
110 80 40 10 chemical
150 149 180 10 chemical
50 135 104.4 10 chemical
85 100 82.3 10 chemical
62 100 130 10 chemical
92 55 130 10 chemical
200 195 160 2.5 food
20 54 10 2.5 food
50 85 107.3 2.5 food
100 120 130 2.5 food
150 40 83.5 2.5 food
80 95 48 2.5 food
95 25 80 2.5 food
85 40 23.85 5 hospital
80 40 96.4 5 hospital
25 55 17.3 5 hospital
55 85 18 5 hospital
33 60 12 5 hospital
25 60 15 5 hospital
82 121 34.1 5 hospital
25 28 23.1 5 hospital
80 100 32 5 hospital
18 25 41.1 5 hospital
21 121 5 5 hospital
15 25 88 6 residential
15 45 25 6 residential
15 45 65 6 residential
"""  # kW
VARBANOV_LEVELS = (
    Level("HPS", 220.0, 220.0, 6.0, cools=False),
    Level("LPS", 150.0, 150.0, 6.0),
    Level("HW", 70.0, 40.0, 6.0),
    Level("CW", 25.0, 13.0, 6.0, heats=False),
    Level("ChW", 0.0, 0.0, 0.0, heats=False),
)

# Below as collected by OpenPinch, with its targets: Ciric and Floudas 1989; Linnhoff and Ahmad 1990 (the
# aromatics plant, ΔT contributions by stream); Chew, Klemeš, Wan Alwi and Manan 2013 (site of four plants);
# Perry, Klemeš and Bulatov 2008 (a site of works, hospital and houses)
CIRIC_FLOUDAS = """\
160 110 351.6 7.45 Plant
249 138 936.84 7.45 Plant
227 106 1429.74 7.45 Plant
271 146 875 7.45 Plant
96 160 585.22 7.45 Plant
115 217 744.19 7.45 Plant
140 250 1980 7.45 Plant
"""  # kW
LINNHOFF_AHMAD = """\
327 40 28700 26.23 Plant
220 160 9600 1 Plant
220 60 9600 12 Plant
160 45 46000 4 Plant
100 300 20000 4 Plant
35 164 9030 26.23 Plant
85 138 18550 2 Plant
60 170 6600 12 Plant
140 300 32000 26.23 Plant
"""  # kW
CHEW = """\
260 210 25 10 A
235 185 17.5 10 A
260 125 6.75 10 A
240 260 14 10 A
165 260 28.5 10 A
185 140 55.35 10 B
225 140 35.7 10 B
165 125 51.2 10 B
223 240 10.2 10 B
165 240 63.75 10 B
120 165 57.15 10 B
185 100 22.1 10 C
125 100 26.25 10 C
165 185 27.2 10 C
105 185 27.2 10 C
105 165 21 10 C
165 85 16 10 D
100 85 66 10 D
80 145 26 10 D
50 105 27.5 10 D
"""  # MW
CHEW_LEVELS = (
    Level("HOIL", 300.0, 300.0, 7.5, cools=False),
    Level("HPS", 260.0, 260.0, 7.5),
    Level("MPS", 200.0, 200.0, 7.5),
    Level("LPS", 150.0, 150.0, 7.5),
    Level("CW", 40.0, 15.0, 7.5, heats=False),
)
PERRY = """\
170 80 5 10 A
150 55 6.477 10 A
25 100 1.5 10 A
70 100 0.75 10 A
30 65 5.25 10 A
200 80 10 10 B
20 100 4 10 B
100 120 10 10 B
150 40 8 10 B
60 110 1 10 B
75 150 7 10 B
85 40 0.02385 10 C
80 40 0.0964 10 C
25 55 0.0177 10 C
55 85 0.0774 10 C
33 60 0.0072 10 C
25 60 0.077 10 C
30 121 0.01274 10 C
25 28 0.15168 10 C
30 100 0.0595 10 C
18 25 0.1008 10 C
21 121 0.005 10 C
15 60 6 10 D
15 80 5 10 D
"""  # MW


# As (supply, target, kW/K), with the ΔTmin [K]. Typed from memory of the literature, not from the papers:
# that the known targets come out is their only check (of the aromatics plant ΔTmin was chosen for that).
# Lee, Masso and Rudd 1970 (Ind. Eng. Chem. Fundam. 9:48), problem 4SP1; Colberg and Morari 1990 (Comput.
# Chem. Eng. 14:1), in kelvin; Gundersen, process integration primer; Linnhoff and Ahmad 1990 (Comput.
# Chem. Eng. 14:729), aromatics plant, in MW/K
BY_SLOPE = {
    "4SP1": (10.0, ((60, 160, 7.62), (116, 260, 6.08), (160, 93, 8.79), (249, 138, 10.55))),
    "COLBERG_MORARI": (
        20.0,
        ((626, 586, 9.802), (620, 519, 2.931), (528, 353, 6.161), (497, 613, 7.179),
         (389, 576, 0.641), (326, 386, 7.627), (313, 566, 1.690)),
    ),
    "GUNDERSEN": (20.0, ((270, 160, 18.0), (220, 60, 22.0), (50, 210, 20.0), (160, 210, 50.0))),
    "AROMATICS": (
        26.0,
        ((327, 40, 0.10), (220, 160, 0.16), (220, 60, 0.06), (160, 45, 0.40), (100, 300, 0.10),
         (35, 164, 0.07), (85, 138, 0.35), (60, 170, 0.06), (140, 300, 0.20)),
    ),
}  # fmt: skip


def by_slope(name: str) -> list[HeatStream]:
    """Return the streams of a problem given by heat capacity flows."""
    apart, rows = BY_SLOPE[name]
    return [
        HeatStream(str(i), supply, target, abs(supply - target) * slope, supply > target, apart / 2, "site")
        for i, (supply, target, slope) in enumerate(rows)
    ]


def streams(text: str) -> list[HeatStream]:
    """Return the streams of a table."""
    found = []
    for i, line in enumerate(text.strip().splitlines()):
        *numbers, place = line.split()
        supply, target, duty, shift = map(float, numbers)
        found.append(HeatStream(f"{place} {i}", supply, target, duty, supply > target, shift, place))
    return found
