"""Pictures written into a page as `data:` addresses: most of the bytes of a page saved as a single file.

They are taken out before the page is parsed, and a number is left in their place.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

_ADDRESS = re.compile(r"(?<=[=\"'(])data:[\w/+.;=-]{0,80},[A-Za-z0-9+/=%_-]{200,}")
_PLACE = re.compile(r"data:,(\d{1,6})")
# SingleFile writes a picture that occurs more than once into a variable of the style sheet.
_VARIABLE = re.compile(r"--(sf-img-\d{1,5})\s*:\s*url\(\s*[\"']?(data:,\d{1,6})")
_USED = re.compile(r"var\(\s*--(sf-img-\d{1,5})\s*\)")


@dataclass(frozen=True)
class Embedded:
    """The page without such pictures, what was taken out, and the variables that stand for one."""

    html: str
    addresses: list[str] = field(default_factory=list)
    variables: Mapping[str, str] = field(default_factory=dict)

    def address_in(self, style: str) -> str:
        """The address of the picture an element's style shows; nothing where that is none."""
        used = _USED.search(style)
        return self.variables.get(used[1], "") if used else ""

    def whole(self, address: str) -> str:
        """The address as the page has it."""
        place = _PLACE.fullmatch(address.strip())
        return self.addresses[int(place[1])] if place and int(place[1]) < len(self.addresses) else address


def take_out(html: str) -> Embedded:
    """The page and its embedded pictures, apart."""
    addresses: list[str] = []

    def number(match: re.Match[str]) -> str:
        addresses.append(match.group())
        return f"data:,{len(addresses) - 1}"

    lighter = _ADDRESS.sub(number, html)
    return Embedded(lighter, addresses, dict(_VARIABLE.findall(lighter)) if addresses else {})


def decoded(address: str) -> tuple[str, bytes]:
    """The media type and the bytes of a `data:` address; no bytes where it is damaged."""
    head, _, payload = address.strip()[5:].partition(",")
    kind = head.partition(";")[0].strip().lower()
    try:
        data = unquote_to_bytes(payload)
        return kind, base64.b64decode(data) if head.lower().endswith(";base64") else data
    except (binascii.Error, ValueError):
        return kind, b""
