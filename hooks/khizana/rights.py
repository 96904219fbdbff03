"""How much of an article may be shown: originals are other people's copyright.

The page's own text is kept either way; what is published of it is decided here and nowhere else.
"""

from __future__ import annotations

from khizana.article import Article, Publish
from khizana.registry import Outlet


def published(article: Article, outlet: Outlet | None) -> Publish:
    """What of an article is shown: its own word goes before its outlet's, and everything is shown where none says."""
    return article.publish or (outlet.publish if outlet else "") or "full"
