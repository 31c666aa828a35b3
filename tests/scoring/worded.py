"""A small scheme that says a little of everything, to be put in words."""

from __future__ import annotations

from scoring import Scheme, load_scheme

HEAD = """
id = "mine"
title = { zh = "试用办法", en = "A trial" }
source = { document = "9", title = "文件" }
since = 2026-01-01
cycle = "month"
"""
SECTIONS = """
[[sections]]
id = "work"
title = { zh = "工作", en = "Work" }
every = "quarter"
combine = "best"
empty = "left_out"
full = 10
applies_to = ["rural", "window"]
[[sections.pools]]
id = "both"
title = { zh = "两项", en = "Both" }
full = 10
[[sections.items]]
id = "year_mark"
title = { zh = "年度评分", en = "Yearly mark" }
pool = "both"
gather = "year"
since = 2026-01-01
until = 2027-01-01
rule = { kind = "occurrence", effect = "award", each = 1, reads = [{ kind = "deed" }] }
[[sections.items]]
id = "month_mark"
title = { zh = "每月评分", en = "Monthly" }
pool = "both"
gather = "month"
claimable = true
applies_to = ["agency"]
rule = { kind = "occurrence", effect = "award", each = 1, reads = [{ kind = "claim", outcomes = ["approved"] }] }
[[sections]]
id = "minus"
title = { zh = "扣分", en = "Minus" }
every = "year"
starts = "minus"
open = true
"""


def scheme_with(grading: str, head: str = "") -> Scheme:
    """Load a scheme with this grading, as TOML."""
    return load_scheme(HEAD + head + "[grading]\n" + grading + SECTIONS, "mine.toml")
