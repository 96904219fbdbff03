"""Page furniture: lines that belong to the web page an article was copied from, not to the article.

A line is removed only on positive evidence, by a rule with a name; the ledger keeps the line. Words are
compared folded, so spelling and vowel signs do not matter. One family of rules a module; `glued` finds
furniture that shares a line with the text.
"""

from __future__ import annotations

from khizana.convert.furniture.contact import CONTACT_RULES
from khizana.convert.furniture.controls import CONTROL_RULES
from khizana.convert.furniture.glued import split_glued
from khizana.convert.furniture.page import Page, Rule, Spot
from khizana.convert.furniture.related import RELATED_RULES

__all__ = ["RULES", "Page", "Rule", "Spot", "furniture_rule", "split_glued"]

RULES = (*CONTROL_RULES, *RELATED_RULES, *CONTACT_RULES)
# The longest line a rule takes but for the one of run-together titles; longer ones need no look.
_LONGEST = 400


def furniture_rule(spot: Spot, page: Page) -> Rule | None:
    """The rule that takes the line for furniture, or None."""
    if len(spot.folded) > _LONGEST and not page.is_near_end(spot.place):
        return None
    return next((rule for rule in RULES if rule.holds(spot, page)), None)
