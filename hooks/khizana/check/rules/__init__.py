"""The rules, one module each. What a rule is called in a finding is its `id`, the module's name with hyphens."""

from __future__ import annotations

from khizana.check.model import ArchiveRule, ChangeRule, PageRule
from khizana.check.rules import (
    address_kept,
    bidi_controls,
    conservation,
    file_kind,
    file_name,
    file_size,
    front_matter,
    furniture,
    images,
    links,
    look_alike,
    maintainers_only,
    mixed_digits,
    name_spelling,
    near_duplicate,
    original,
    original_kept,
    page_place,
    paragraph_ids,
    personal_data,
    picture_file,
    plausible_date,
    profile,
    record_kept,
    references,
    registry,
    section_ids,
    text_form,
    withdrawn,
)

CHANGE_RULES: tuple[ChangeRule, ...] = (
    maintainers_only.RULE,
    file_kind.RULE,
    file_size.RULE,
    file_name.RULE,
    picture_file.RULE,
    address_kept.RULE,
    original_kept.RULE,
    record_kept.RULE,
)
PAGE_RULES: tuple[PageRule, ...] = (
    front_matter.RULE,
    page_place.RULE,
    withdrawn.RULE,
    original.RULE,
    conservation.RULE,
    section_ids.RULE,
    paragraph_ids.RULE,
    references.RULE,
    profile.RULE,
    links.RULE,
    images.RULE,
    plausible_date.RULE,
    text_form.RULE,
    bidi_controls.RULE,
    look_alike.RULE,
    mixed_digits.RULE,
    name_spelling.RULE,
    furniture.RULE,
    personal_data.RULE,
)
ARCHIVE_RULES: tuple[ArchiveRule, ...] = (registry.RULE, near_duplicate.RULE)
RULES = tuple(sorted((*CHANGE_RULES, *PAGE_RULES, *ARCHIVE_RULES), key=lambda rule: rule.id))
