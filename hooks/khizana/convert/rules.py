"""The rules that remove characters, by name, each with its reason in Arabic for the editor who asks."""

from __future__ import annotations

from khizana.convert.furniture import RULES

_MARKS = {
    "heading-mark": "علامة تدل على عنوان فرعي، والعنوان نفسه باقٍ",
    "list-mark": "علامة بند في قائمة، والبند نفسه باقٍ",
    "question-mark": "علامة تسبق سؤالًا في حوار، والسؤال نفسه باقٍ",
    "signature-mark": "علامة تسبق توقيع الكاتب، والتوقيع نفسه باقٍ",
    "outside-article": "ما حول المقال في الصفحة المحفوظة: قوائم وروابط وإعلانات ليست من نصه",
    "quote-mark": "علامة اقتباس في أول السطر، والنص نفسه باقٍ",
    "unseen": "محارف لا تُرى، ليس في السطر سواها",
    "breadcrumb": "موضع الصفحة في الموقع المنقول عنه",
}

REASONS: dict[str, str] = {rule.name: rule.why for rule in RULES} | _MARKS
