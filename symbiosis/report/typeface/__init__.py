"""The font of Chinese words in figures: GB 2312 of a free font, so that every machine draws the same.

`chinese.otf` is a part of Noto Sans CJK SC under a name of its own, with its licence in OFL.txt; `make.py`
made it.
"""
