"""The bytes of a FIT file before anything is decoded: check sums, and which messages there are.

A recording holds a message for every second and one that sums them up. Decoding a message in
full takes a hundred times as long as stepping over it, so the sums come first; of the seconds the
few fields that are wanted are unpacked, and only where the sums leave something open. Whatever is
built in an unusual way is `NotPlain` and left to the decoder (see `hipedu.training.readers.fit`).
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

HEADER_BYTES = (12, 14)
"""Without and with a check sum of its own."""
CRC_BYTES = 2
RECORD = 20
"""The number of the message for a second."""

_REVERSED_POLYNOMIAL = 0xA001


class NotPlain(ValueError):
    """The file is not built as nearly all are; whoever decodes all of it knows better."""


@cache
def _table() -> array[int]:
    """What two bytes do to a check sum of two bytes, for each of their 65,536 values."""
    one = []
    for byte in range(256):
        value = byte
        for _bit in range(8):
            value = value >> 1 ^ (_REVERSED_POLYNOMIAL if value & 1 else 0)
        one.append(value)
    both = array("H", bytes(2 * 65_536))
    for value in range(65_536):
        first = value >> 8 ^ one[value & 0xFF]
        both[value] = first >> 8 ^ one[first & 0xFF]
    return both


def fit_crc(data: bytes) -> int:
    """The check sum of FIT: a CRC of 16 bits, polynomial 0x8005, lowest bit first.

    Examples
    --------
    >>> hex(fit_crc(b"123456789"))
    '0xbb3d'
    """
    table = _table()
    crc = 0
    for (word,) in struct.iter_unpack("<H", data[: len(data) // 2 * 2]):
        crc = table[crc ^ word]
    if len(data) % 2:
        crc ^= data[-1]
        for _bit in range(8):
            crc = crc >> 1 ^ (_REVERSED_POLYNOMIAL if crc & 1 else 0)
    return crc


def sound_parts(content: bytes) -> list[tuple[int, int]]:
    """Where the data of each FIT file in a chain of them begin and end.

    Raises
    ------
    NotPlain
        If something is cut off, is no FIT file, or has a wrong check sum.
    """
    parts = []
    at = 0
    while at < len(content):
        size = content[at]
        if size not in HEADER_BYTES or content[at + 8 : at + 12] != b".FIT":
            raise NotPlain
        (length,) = struct.unpack_from("<I", content, at + 4)
        begin, end = at + size, at + size + length
        if end + CRC_BYTES > len(content):
            raise NotPlain
        if size == HEADER_BYTES[1]:
            (told,) = struct.unpack_from("<H", content, at + HEADER_BYTES[0])
            if told and told != fit_crc(content[at : at + HEADER_BYTES[0]]):
                raise NotPlain
        (told,) = struct.unpack_from("<H", content, end)
        if told != fit_crc(content[at:end]):
            raise NotPlain
        parts.append((begin, end))
        at = end + CRC_BYTES
    if not parts:
        raise NotPlain
    return parts


@dataclass(frozen=True, slots=True)
class Sums:
    """A FIT file without its many small messages.

    `content` can be decoded without looking at check sums. `records` says how many messages for a
    second were left out, `record_fields` which fields they may hold, by their numbers.
    """

    content: bytes
    records: int
    record_fields: frozenset[int]


@dataclass(frozen=True, slots=True, eq=False)
class _Defined:
    """What a definition says: bytes of it and of its messages, whose they are, their fields.

    A field is its number, its size [byte] and its base type.
    """

    length: int
    size: int
    number: int
    big_endian: bool
    fields: tuple[tuple[int, int, int], ...]


Message = tuple[int, _Defined, bool, bool]
"""Where it begins, its definition, whether it is the definition itself, whether its time is
counted on from the message before."""


def _messages(content: bytes, begin: int, end: int) -> Iterator[Message]:
    """Every message of one FIT file in order, none of them decoded."""
    defined: dict[int, _Defined] = {}
    at = begin
    while at < end:
        head = content[at]
        compressed = bool(head & 0x80)
        if not compressed and head & 0x40:
            new = defined[head & 0xF] = _definition(content, at, end)
            yield at, new, True, False
            at += new.length
            continue
        known = defined.get(head >> 5 & 3 if compressed else head & 0xF)
        if known is None or at + 1 + known.size > end:
            raise NotPlain
        yield at, known, False, compressed
        at += 1 + known.size


def _definition(content: bytes, at: int, end: int) -> _Defined:
    """The definition that begins at `at`."""
    if at + 6 > end:
        raise NotPlain
    big = content[at + 2] != 0
    (number,) = struct.unpack_from(">H" if big else "<H", content, at + 3)
    length = 6 + 3 * content[at + 5]
    if at + length > end:
        raise NotPlain
    fields = tuple(struct.iter_unpack("3B", content[at + 6 : at + length]))
    size = sum(each for _number, each, _type in fields)
    if content[at] & 0x20:  # fields that an app made
        if at + length >= end:
            raise NotPlain
        more = length + 1 + 3 * content[at + length]
        if at + more > end:
            raise NotPlain
        size += sum(content[at + length + 2 : at + more : 3])
        length = more
    return _Defined(length, size, number, big, fields)


def sums_only(
    content: bytes, parts: Sequence[tuple[int, int]], *, wanted: Collection[int]
) -> Sums:
    """The file with the messages of some numbers only.

    Parameters
    ----------
    content : bytes
        A whole file.
    parts : sequence of (int, int)
        From `sound_parts`.
    wanted : collection of int
        Global numbers of the messages that are kept.

    Raises
    ------
    NotPlain
        If a message cannot be stepped over, or counts on from one that would be left out.
    """
    pieces: list[bytes] = []
    fields: set[int] = set()
    records = 0
    for begin, end in parts:
        kept: list[bytes] = []
        for at, each, defines, compressed in _messages(content, begin, end):
            if each.number in wanted:
                if compressed:
                    raise NotPlain
                kept.append(content[at : at + (each.length if defines else 1 + each.size)])
            elif each.number == RECORD:
                if defines:
                    fields.update(number for number, _size, _type in each.fields)
                else:
                    records += 1
        body = b"".join(kept)
        pieces += (struct.pack("<BBHI4s", 12, 0x20, 2132, len(body), b".FIT"), body, b"\0\0")
    return Sums(b"".join(pieces), records, frozenset(fields))


class Second(NamedTuple):
    """What is wanted of a message for a second, raw: in the units of the file."""

    timestamp: int | None
    position_lat: int | None
    position_long: int | None
    altitude: int | None
    heart_rate: int | None
    cadence: int | None
    distance: int | None
    fractional_cadence: int | None


_FIELDS: dict[int, tuple[str, int, str, int]] = {
    253: ("timestamp", 0x86, "I", 0xFFFFFFFF),
    0: ("position_lat", 0x85, "i", 0x7FFFFFFF),
    1: ("position_long", 0x85, "i", 0x7FFFFFFF),
    2: ("altitude", 0x84, "H", 0xFFFF),
    3: ("heart_rate", 0x02, "B", 0xFF),
    4: ("cadence", 0x02, "B", 0xFF),
    5: ("distance", 0x86, "I", 0xFFFFFFFF),
    53: ("fractional_cadence", 0x02, "B", 0xFF),
    78: ("altitude", 0x86, "I", 0xFFFFFFFF),  # the same, wider
}
"""By number: name, base type, how Python unpacks it, the value that means nothing."""

NAMES = frozenset({*Second._fields, "enhanced_altitude"})
"""What the decoder calls them; a field of an app with such a name would be taken for one."""

_NARROW, _WIDE = 2, 78
_PACKED = 8
"""Speed and distance squeezed into three bytes, which only old watches write."""


def seconds(
    content: bytes, parts: Sequence[tuple[int, int]], *, session: int
) -> Iterator[Second | None]:
    """The messages for a second in order, and None for every message of a session.

    Raises
    ------
    NotPlain
        If they are written in another way than nearly all are.
    """
    empty = Second(*[None] * len(Second._fields))
    for begin, end in parts:
        known: dict[_Defined, tuple[struct.Struct, list[tuple[int, int]]]] = {}
        for at, each, defines, compressed in _messages(content, begin, end):
            if each.number == session and not defines:
                yield None
            if each.number != RECORD:
                continue
            if defines:
                known[each] = _unpacker(each)
                continue
            if compressed:
                raise NotPlain
            unpacker, places = known[each]
            found: list[int | None] = list(empty)
            for value, (place, nothing) in zip(
                unpacker.unpack_from(content, at + 1), places, strict=True
            ):
                if value != nothing:
                    found[place] = value
            yield Second._make(found)


def _unpacker(defined: _Defined) -> tuple[struct.Struct, list[tuple[int, int]]]:
    """Unpacks the wanted fields of a message; for each its place in `Second` and its nothing."""
    form = [">" if defined.big_endian else "<"]
    places: list[tuple[int, int]] = []
    seen: set[int] = set()
    numbers = [number for number, _size, _base in defined.fields]
    for at, (number, size, base) in enumerate(defined.fields):
        # the narrow altitude fills the wide one too, as the decoder has it, so a later one counts
        if number not in _FIELDS or (number == _WIDE and _NARROW in numbers[at:]):
            if number == _PACKED:
                raise NotPlain
            form.append(f"{size}x")
            continue
        name, usual, letter, nothing = _FIELDS[number]
        if base != usual or size != struct.calcsize(f"<{letter}") or number in seen:
            raise NotPlain
        seen.add(number)
        form.append(letter)
        places.append((Second._fields.index(name), nothing))
    return struct.Struct("".join(form)), places
