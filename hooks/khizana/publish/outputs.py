"""The files of a site: only what has changed is rendered and written, the rest is linked from the site that stands.

A file is what it was if its key is (all it is made of) and the file itself is untouched since it was written: same
size, moment and inode. A file rendered anew with the bytes it had is linked too, so a change rewrites what it
changes and nothing else.
"""

from __future__ import annotations

import os
import shutil
import struct
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path, PurePosixPath

import msgspec

from khizana.parallel import spread
from khizana.publish.page import File, Page
from khizana.publish.shells import Shell

_STATE = struct.Struct("<qqq")
Output = Page | File
Row = tuple[str, bytes, bytes]  # address, key, state


@dataclass(frozen=True)
class Place:
    """Where a site is built (`fresh`), and the one that stands, if any, with what is known of its files."""

    fresh: Path
    standing: Path | None
    known: Mapping[str, tuple[bytes, bytes]]


@dataclass
class Outputs:
    """Everything a build puts into its folder. Two files that claim one path, on any file system, are an error.

    `rows` are what to know of the files at the next build; `rendered` and `written` are the addresses that were.
    """

    place: Place
    shells: Mapping[tuple[str, int], Shell]
    site_url: str
    code: bytes
    rows: list[Row] = field(default_factory=list)
    rendered: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    _claimed: set[str] = field(default_factory=set)
    _folders: set[str] = field(default_factory=set)
    shell_keys: dict[tuple[str, int], bytes] = field(default_factory=dict)

    def put(self, outputs: Iterable[Output], made_of: bytes = b"") -> None:
        """Bring these files into the folder; `made_of` is what all of them are made of beside their inputs.

        Raises ValueError where two claim one path.
        """
        anew: list[tuple[Output, bytes]] = []
        for output in outputs:
            self.claim(output.url)
            self._make_folder(output.url)
            key = self._key(output, made_of)
            if state := self._linked(output.url, key):
                self.rows.append((output.url, key, state))
            else:
                anew.append((output, key))
        for row, is_new in spread(self._render, anew):
            self.rows.append(row)
            self.rendered.append(row[0])
            self.written += [row[0]] if is_new else []

    def claim(self, url: str) -> None:
        """Take a path. Raises ValueError where it is taken or leads out of the site."""
        key = unicodedata.normalize("NFC", url).casefold()
        if key in self._claimed or ".." in PurePosixPath(url).parts or url.startswith("/"):
            raise ValueError(f"two pages would be written to {url}")
        self._claimed.add(key)

    def gone(self) -> list[str]:
        """The addresses the site that stands has and the new one has not."""
        present = {url for url, _, _ in self.rows}
        return [url for url in self.place.known if url not in present]

    def _key(self, output: Output, made_of: bytes) -> bytes:
        """A digest of everything a file is made of."""
        about: tuple[object, ...] = (output.url, output.inputs)
        if isinstance(output, Page):
            about = (*about, output.title, output.description, output.moved_to, self._shell_key(output.shell))
        data = msgspec.msgpack.encode((self.code, made_of, self.site_url, about), order="deterministic")
        return blake2b(data, digest_size=16).digest()

    def _shell_key(self, room: tuple[str, int]) -> bytes:
        if room not in self.shell_keys:
            data = msgspec.msgpack.encode((self.shells[room].pieces, self.shells[room].names))
            self.shell_keys[room] = blake2b(data, digest_size=16).digest()
        return self.shell_keys[room]

    def _linked(self, url: str, key: bytes) -> bytes:
        """Link a file that is what it was, and give its state; empty where it has to be rendered."""
        known = self.place.known.get(url)
        if self.place.standing is None or known is None or known[0] != key:
            return b""
        standing = f"{self.place.standing}/{url}"
        if state_of(standing) != known[1] or not link(standing, f"{self.place.fresh}/{url}"):
            return b""
        return known[1]

    def _render(self, outputs: Sequence[tuple[Output, bytes]]) -> Iterator[tuple[Row, bool]]:
        """Render and write some files; with each, whether its bytes are new."""
        for output, key in outputs:
            new = self._write(output.url, self._content(output))
            yield (output.url, key, state_of(f"{self.place.fresh}/{output.url}")), new

    def _content(self, output: Output) -> Iterable[bytes]:
        if isinstance(output, Page):
            return [self.shells[output.shell].fill(output.slots(self.site_url)).encode()]
        content = output.render()
        if isinstance(content, bytes):
            return [content]
        return [content.encode()] if isinstance(content, str) else (piece.encode() for piece in content)

    def _write(self, url: str, content: Iterable[bytes]) -> bool:
        """Write a file of the new site; one that the standing site has byte for byte is linked instead."""
        file = self.place.fresh / url
        file.unlink(missing_ok=True)  # it may be another name of a file that is being served
        with file.open("wb") as stream:
            stream.writelines(content)
        return not (self.place.standing and link_equal(self.place.standing / url, file))

    def _make_folder(self, url: str) -> None:
        folder = url.rpartition("/")[0]
        if folder not in self._folders:
            (self.place.fresh / folder).mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)


def state_of(path: str) -> bytes:
    """What shows that a file is untouched: its size, moment and inode; empty where it is not there."""
    try:
        status = os.stat(path, follow_symlinks=False)  # noqa: PTH116 - a Path each for 100,000 files takes a second
    except OSError:
        return b""
    return _STATE.pack(status.st_size, status.st_mtime_ns, status.st_ino)


def link(standing: str, fresh: str) -> bool:
    """Give a file a second name, or copy it where the system has no links; False where it cannot be had."""
    try:
        os.link(standing, fresh)
    except OSError:
        try:
            shutil.copy2(standing, fresh)
        except OSError:
            return False
    return True


def link_equal(standing: Path, fresh: Path) -> bool:
    """Let `fresh` be the standing file if both hold the same bytes; says whether they do."""
    with suppress(OSError):
        if standing.stat().st_size == fresh.stat().st_size and standing.read_bytes() == fresh.read_bytes():
            neighbour = fresh.with_name(f".{fresh.name}.tmp")
            os.link(standing, neighbour)
            neighbour.replace(fresh)
            return True
    return False
