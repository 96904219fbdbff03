"""The files of a site: only what has changed is rendered and written, the rest is linked from the site that stands.

A file is what it was if its key is (all it is made of) and the file itself is untouched since it was written: same
size, moment and inode. A file rendered anew with the bytes it had is linked too, so a change rewrites what it
changes and nothing else. What the folder has already of these files, under whatever name, is not touched.
"""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from io import BufferedWriter
from pathlib import Path

from khizana.parallel import spread
from khizana.publish.fingerprint import digest_of_value
from khizana.publish.page import Page, Site
from khizana.publish.shelf import Kept, Output, Row, Shelf
from khizana.publish.shells import Shell
from khizana.publish.states import bring, link_equal, state_of

_ENOUGH = 10_000  # outputs that are rendered at once


@dataclass(frozen=True)
class Made:
    """What every file is made of: the code, and what the site is called. `known` are the shelves of the last build."""

    code: bytes
    site: Site
    known: Mapping[str, Kept]

    def inputs_of(self, shelf: Shelf) -> bytes:
        """A digest of everything a shelf is made of but shells."""
        return digest_of_value((self.code, self.site, shelf.name, shelf.made_of, shelf.inputs))

    def addresses(self, shelf: Shelf) -> Sequence[str]:
        """The addresses of a shelf, which is asked for them only if it is not what it was."""
        kept = self.known.get(shelf.name)
        if kept and kept.inputs == self.inputs_of(shelf):
            return [url for url, _, _ in kept.rows]
        return [output.url for output in shelf.outputs()]


@dataclass(frozen=True)
class Place:
    """The folder a site is put together in, of whatever is in there already, and the site that stands, if any."""

    folder: Path
    standing: Path | None


@dataclass
class Outputs:
    """Everything a build puts into its folder. Two files that claim one path, on any file system, are an error.

    `shelves` are what to know of the files at the next build; `changed` are the names of those that are not what
    they were; `rendered` and `written` are the addresses of files that were. `there` are the states of what is in the
    folder, most of it another name of what stands. `tell` is told how many are rendered.
    """

    place: Place
    made: Made
    shells: Mapping[tuple[str, int], Shell]
    there: Mapping[str, bytes]
    tell: Callable[[int, int], None] = lambda done, total: None
    shelves: dict[str, Kept] = field(default_factory=dict)
    changed: list[str] = field(default_factory=list)
    rendered: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    _waiting: list[tuple[Output, bytes, str]] = field(default_factory=list)
    _rows: dict[str, list[Row]] = field(default_factory=dict)
    _claimed: set[str] = field(default_factory=set)
    _folders: set[str] = field(default_factory=set)
    _standing: Path | None = field(init=False)

    def __post_init__(self) -> None:
        standing = self.place.standing
        self._standing = standing if standing and standing.is_dir() else None

    def put(self, shelf: Shelf) -> None:
        """Bring the files of a shelf into the folder, at the latest when `finish` is called.

        Raises ValueError where a path is taken.
        """
        inputs, kept = self.made.inputs_of(shelf), self.made.known.get(shelf.name)
        if kept and (kept.inputs, kept.shells) == (inputs, self._all_shells):
            rows = self._take(kept.rows)
            if rows or not kept.rows:
                self.shelves[shelf.name] = kept._replace(rows=rows)
                self.changed += [shelf.name] if rows != kept.rows else []
                return
        self.shelves[shelf.name] = Kept(inputs, self._all_shells, ())
        self.changed.append(shelf.name)
        self._rows[shelf.name] = []
        for output in shelf.outputs():
            self.claim(output.url)
            self._put(output, self._key(output, shelf.made_of), shelf.name)
        if len(self._waiting) > _ENOUGH:
            self.render()

    def finish(self) -> None:
        """Render what is left to be rendered."""
        self.render()
        for name, rows in self._rows.items():
            self.shelves[name] = self.shelves[name]._replace(rows=tuple(rows))

    @cached_property
    def addresses(self) -> set[str]:
        """Every address of the site that is one of these, once all is finished."""
        return {url for kept in self.shelves.values() for url, _, _ in kept.rows}

    def left(self) -> list[str]:
        """What is in the folder and is none of these."""
        return sorted(self.there.keys() - self.addresses)

    def gone(self) -> list[str]:
        """The addresses the site that stands has and the new one has not."""
        return sorted(self._known.keys() - self.addresses)

    @cached_property
    def shell_keys(self) -> Mapping[tuple[str, int], bytes]:
        return {room: digest_of_value((shell.pieces, shell.names)) for room, shell in self.shells.items()}

    @cached_property
    def _all_shells(self) -> bytes:
        return digest_of_value(sorted(self.shell_keys.items()))

    @cached_property
    def _known(self) -> Mapping[str, tuple[bytes, bytes]]:
        """Key and state of every file of the site that stands."""
        kept = self.made.known.values() if self._standing else ()
        return {url: (key, state) for one in kept for url, key, state in one.rows}

    def _take(self, rows: Sequence[Row]) -> tuple[Row, ...]:
        """Bring the untouched files of a shelf; none where one of them cannot be had."""
        if self._standing is None:
            return ()
        taken = tuple((url, key, self._bring(url, state)) for url, key, state in rows)
        if not all(state for _, _, state in taken):
            return ()
        for url, _, _ in taken:
            self.claim(url)
        return taken

    def _bring(self, url: str, state: bytes) -> bytes:
        """Let a file be in the folder whose state is this; its state there, empty where it cannot be had."""
        if self.there.get(url) == state:
            return state
        standing = f"{self._standing}/{url}"
        if state_of(standing) != state:
            return b""
        self._make_way(url)
        return bring(standing, f"{self.place.folder}/{url}", state)

    def claim(self, url: str) -> None:
        """Take a path. Raises ValueError where it is taken or leads out of the site."""
        key = unicodedata.normalize("NFC", url).casefold()
        if key in self._claimed or url.startswith("/") or ".." in url.split("/"):
            raise ValueError(f"two pages would be written to {url}")
        self._claimed.add(key)

    def _make_way(self, url: str) -> None:
        """Let nothing be at the address of a file, and its folder be there."""
        if url in self.there:
            (self.place.folder / url).unlink(missing_ok=True)
        above = url.rpartition("/")[0]
        if above in self._folders:
            return
        folder = self.place.folder / above
        for one in reversed([folder, *folder.parents][: above.count("/") + 1] if above else []):
            if one.is_file():
                one.unlink()
        folder.mkdir(parents=True, exist_ok=True)
        self._folders.add(above)

    def _key(self, output: Output, made_of: bytes) -> bytes:
        """A digest of everything a file is made of."""
        about: tuple[object, ...] = (output.url, output.inputs)
        if isinstance(output, Page):
            about = (*about, output.title, output.description, output.moved_to, self.shell_keys[output.shell])
        return digest_of_value((self.made.code, made_of, self.made.site, about))

    def _put(self, output: Output, key: bytes, shelf: str) -> None:
        """Bring a file that is what it was; another has to be rendered."""
        known = self._known.get(output.url)
        if known and known[0] == key and (state := self._bring(output.url, known[1])):
            self._rows[shelf].append((output.url, key, state))
        else:
            self._waiting.append((output, key, shelf))

    def render(self) -> None:
        """Render what waits for it."""
        waiting, self._waiting = self._waiting, []
        for number, (name, row, is_new) in enumerate(spread(self._render, waiting), 1):
            self.tell(number, len(waiting))
            self._rows[name].append(row)
            self.rendered.append(row[0])
            self.written += [row[0]] if is_new else []

    def _render(self, outputs: Sequence[tuple[Output, bytes, str]]) -> Iterator[tuple[str, Row, bool]]:
        """Render and write some files; of each the name of its shelf, its row, and whether its bytes are new."""
        for output, key, shelf in outputs:
            new = self._write(output.url, self._content(output))
            yield shelf, (output.url, key, state_of(f"{self.place.folder}/{output.url}")), new

    def _content(self, output: Output) -> Iterable[bytes]:
        if isinstance(output, Page):
            return [self.shells[output.shell].fill(output.slots(self.made.site.url)).encode()]
        content = output.render()
        if isinstance(content, bytes):
            return [content]
        return [content.encode()] if isinstance(content, str) else (piece.encode() for piece in content)

    def _write(self, url: str, content: Iterable[bytes]) -> bool:
        """Write a file of the new site; one that the standing site has byte for byte is linked instead."""
        self._make_way(url)
        file = self.place.folder / url
        with _new_file(file) as stream:
            stream.writelines(content)
        return not (self._standing and link_equal(self._standing / url, file))


def _new_file(path: Path) -> BufferedWriter:
    """A file that was not there: what is may be another name of a file that is being served, and goes."""
    try:
        return path.open("xb")
    except FileExistsError:
        if path.is_dir():
            shutil.rmtree(path)
        path.unlink(missing_ok=True)
        return path.open("xb")
