"""Words that say what a short line is not: verbs of saying, conjunctions, formulas of letters and statements.

All folded, from general knowledge of Arabic newspaper prose.
"""

from __future__ import annotations

import re

# Verbs that announce a quotation: a short line that begins with one is a lead-in or the quotation itself.
# Those of the second family are nouns or prepositions too (رد, نقل, كتب, بين): they need a suffix or a conjunction.
_SAYING = re.compile(
    r"[وف]?(?:قال|اضاف|اكد|اوضح|تابع|صرح|اعلن|يقول|يضيف|اجاب|استطرد|اشار|نوه|شدد|افاد|نفي|اعتبر|يري|يوكد|يشير|يوضح|"
    r"تقول|تضيف|توكد|نقول|اقول|قلت|اجبت|سالت|سالته|سالناه|قيل|انشد|هتف|صاح|همس)(?:ت|وا|ا|نا|تا)?\b"
    r"|[وف](?:ذكر|كتب|سال|رد|علق|ختم|نقل|زاد|بين|لفت|راي)(?:ت|وا|ا)?\b|(?:ذكر|كتب|سال|علق|ختم|نقل|زاد|لفت)(?:ت|وا)\b"
)
# A line that ends so, or begins so, introduces what follows and is no name for it.
_LEAD_IN = re.compile(
    r".*\b(?:[كو]?التالي|التاليه|كالتالي|كالاتي|الاتي|الاتيه|ما ?يلي|كما يلي|يلي|ياتي|مثل|منها|منهم|ابرزها|اهمها|هي|"
    r"هم|هو|وهي|وهم|"
    r"وهو|قائلا|قائله|مضيفا|قال|نقول|يقول|اقول|فقال|وقال|وقالت|نصه|نصها|نصوصها|ذلك|ان|انه|انها|بان|عن|من|الي|علي|في|"
    r"بعنوان|"
    r"قوله|حواره|الحوار|التفاصيل|النص|نص البيان|كل من)\s*[:\-–]*\s*"
)
_AND = re.compile(r"و(?=\w{2})")
# Words whose first letter و is their own; before any other word it is the conjunction.
_OWN_WAW = re.compile(
    r"(?:وزار|وزير|وزرا|وزن|وفاه|وفيات|وفد|وفود|وفره|وفاق|وفاء|وفا\b|واقع|واجب|واجه|واحه|واحد|واد|وادي|وجه|وجوه|وجود|"
    r"وجبات|وجبه|وجدان|"
    r"وحده|وحدات|وحش|وحشيه|وحي|وثيقه|وثائق|وداع|وراث|ورش|ورق|ورطه|ورد|ورده|ورود|وسط|وساط|وسائل|وسام|وسيط|وسيله|وسواس|"
    r"وصف|وصفه|وصول|وصايا|"
    r"وصيه|وضع|وضوح|وطن|وظيف|وظائف|وعد|وعود|وعي|وقت|وقف|وقفه|وقفات|وقائع|وقود|وقوع|وقايه|وكاله|وكالات|وكلاء|وكيل|"
    r"ولاده|ولاء|ولايه|ولي|ولد|"
    r"وليمه|ومض|وهم\b|وهج|ويلات|ودائع|ودياه|وديات|وديه|وتيره|وتر\b|واشنطن|وول|ويكيبيديا|واتساب|واردات|وارد|ورثه|واسط|"
    r"والد|والي|والده)"
)
_OPENERS = re.compile(
    r"(?:[وف]?(?:في|من|عن|الي|علي|هذا|هذه|ذلك|تلك|هو|هي|هم|قد|كان|كانت|لكن|لكنه|لكنها|ثم|او|ام|بل|حيث|اذ|اذا|ان|انه|"
    r"انها|الذي|التي|"
    r"كما|بينما|فيما|حتي|الا|لم|لن|لا|ليس|ليست|عندما|لقد|سوف|نعم|كلا|اما)|والله|وبالله|والسلام|وبعد|اما بعد)\b"
)
_GOES_ON = re.compile(r"(?:الا|لكن|لكنه|لكنها|اما|بل|حيث|اذ|ثم|كما|بينما|فيما|حتي|لان|لذلك|كذلك|ايضا|عليه)\b")
_FORMULA = re.compile(
    r"(?:بسم الله|السلام عليكم|والسلام عليكم|والله|تحيه طيبه|وبعد|اما بعد|انتهي\b|اللهم|رحمه الله|حفظه الله|تمت\b|"
    r"يتبع\b|"
    r"سعاده|معالي|فخامه|سمو |صاحب السمو|عزيزي|عزيزتي|اخي|السيد |الي اللقاء|مع تحيات|نقلا عن|المصدر|"
    r"\(?تصوير\s*[:\-–/(]|صوره? |"
    r"صدر عن|خاص ب|التقييم\s*:|(?:ترجمه|كتبت?)\s*[:\-–])"
)

# What captions of pictures say and names of sections do not: who is seen doing what, on which occasion.
_CAPTION = re.compile(
    r"(?:جانب من|لقطه|صوره|مشهد من|من اليمين|من اليسار|وقوفا|جلوسا)\b"
    r"|.*\b(?:اثناء|لدي (?:استقبال\w*|وصول\w*)|[يت]توسط\w*|[يت]صافح\w*|[يت]تسلم\w*|خلال (?:لقا\w+|افتتاح\w*|توقيع|"
    r"زيار\w+|جول\w+|استقبال\w*|حفل|المؤتمر|الاجتماع))\b"
)


def is_saying(folded: str) -> bool:
    """Does the line begin with a verb of saying?"""
    return _SAYING.match(folded) is not None


def leads_in(folded: str) -> bool:
    """Does the line end with a word that hands over to the next line?"""
    return _LEAD_IN.fullmatch(folded[-60:]) is not None


def continues(folded: str) -> bool:
    """Does the line begin with the conjunction و or ف glued to a word, so that it goes on from the one above?"""
    return _AND.match(folded) is not None and _OWN_WAW.match(folded) is None


def opens_sentence(folded: str) -> bool:
    """Does the line begin with a particle, pronoun or auxiliary, as sentences do and names of sections seldom?"""
    return _OPENERS.match(folded) is not None


def goes_on(folded: str) -> bool:
    """Does the line begin with a word that contrasts or explains what stands above it?"""
    return _GOES_ON.match(folded) is not None


def is_formula(folded: str) -> bool:
    """Is it a greeting, a salutation, a closing or a credit?"""
    return _FORMULA.match(folded) is not None


def is_caption(folded: str) -> bool:
    """Does it say what a picture shows?"""
    return _CAPTION.match(folded) is not None
