"""The short way through a FIT file gives what the decoder gives that looks at everything."""

import datetime as dt
import random
import runpy
import struct
from pathlib import Path

import pytest
from fitdecode.utils import compute_crc

from hipedu.training.readers import fit as reader
from hipedu.training.readers.fit_stream import NotPlain, fit_crc, sound_parts
from hipedu.training.readers.problems import Unreadable

HERE = Path(__file__).parent
EPOCH = dt.datetime(1989, 12, 31, tzinfo=dt.UTC)
STAMP = int((dt.datetime(2025, 3, 1, 7, 30, tzinfo=dt.UTC) - EPOCH).total_seconds())

SECOND = {  # number: base type, letter, nothing
    253: (0x86, "I", 0xFFFFFFFF), 0: (0x85, "i", 0x7FFFFFFF), 1: (0x85, "i", 0x7FFFFFFF),
    2: (0x84, "H", 0xFFFF), 3: (0x02, "B", 0xFF), 4: (0x02, "B", 0xFF),
    5: (0x86, "I", 0xFFFFFFFF), 53: (0x02, "B", 0xFF), 78: (0x86, "I", 0xFFFFFFFF),
    6: (0x84, "H", 0xFFFF), 13: (0x01, "b", 0x7F),
}  # fmt: skip


def message(local, number, fields, *, order="<", own=b""):
    """A definition and the function that makes its messages; fields: (number, base, letter)."""
    head = 0x40 | local | (0x20 if own else 0)
    defined = struct.pack(f"{order}BBBHB", head, 0, order == ">", number, len(fields))
    for field, base, letter in fields:
        defined += struct.pack("BBB", field, struct.calcsize(f"<{letter}"), base)
    form = order + "B" + "".join(letter for _field, _base, letter in fields)
    return defined + own, lambda *values: struct.pack(form, local, *values)


def whole(body):
    header = struct.pack("<BBHI4s", 14, 0x20, 2132, len(body), b".FIT")
    header += struct.pack("<H", compute_crc(header))
    return header + body + struct.pack("<H", compute_crc(header + body))


SESSION = ((253, 0x86, "I"), (2, 0x86, "I"), (5, 0x00, "B"), (8, 0x86, "I"), (9, 0x86, "I"),
           (16, 0x02, "B"), (18, 0x02, "B"), (22, 0x84, "H"))  # fmt: skip


def recording(draw, *, own=False):
    """A file whose sessions and seconds lack this and that."""
    body = b""
    defined, make = message(0, 0, [(0, 0x00, "B"), (4, 0x86, "I")])
    body += defined + make(4, STAMP)
    if own:  # an app's field of one byte, called cadence or not
        defined, make = message(1, 207, [(3, 0x02, "B")])
        body += defined + make(0)
        name = draw.choice([b"cadence\0", b"Form\0\0\0\0"])
        defined, make = message(2, 206, [(0, 2, "B"), (1, 2, "B"), (2, 2, "B"), (3, 7, "8s")])
        body += defined + make(0, 0, 2, name)
    order = draw.choice("<>")
    numbers = [253, *(n for n in SECOND if n != 253 and draw.random() < 0.7)]
    draw.shuffle(numbers)
    fields = [(n, SECOND[n][0], SECOND[n][1]) for n in numbers]
    session, close = message(4, 18, SESSION)
    begin = STAMP
    for _session in range(draw.choice([1, 1, 2])):
        defined, second = message(
            3, 20, fields, order=order, own=struct.pack("BBBB", 1, 0, 1, 0) if own else b""
        )
        body += defined
        seconds = draw.choice([0, 3, 40])
        for at in range(seconds):
            values = {
                253: begin + at, 0: 0, 1: round(at * 3 / 111_195 * 2**31 / 180),
                2: 5 * (500 + at % 9), 3: 140 + at % 5, 4: 80 + at % 3, 5: 300 * at,
                53: at % 128, 78: 5 * (500 + at % 9), 6: 3000, 13: 20,
            }  # fmt: skip
            body += second(*(
                SECOND[n][2] if draw.random() < 0.1 else values[n] for n in numbers
            )) + (bytes([draw.randrange(256)]) if own else b"")  # fmt: skip
        begin += max(1, seconds)
        known = [
            begin, begin - seconds, draw.choice([1, 1, 1, 2]), 1000 * seconds, 300 * seconds,
            150, 84, 12,
        ]  # fmt: skip
        for place, nothing in ((3, 0xFFFFFFFF), (4, 0xFFFFFFFF), (5, 255), (6, 255), (7, 0xFFFF)):
            if draw.random() < 0.3:
                known[place] = nothing
        body += session + close(*known)
    if draw.random() < 0.5:
        defined, make = message(5, 34, [(253, 0x86, "I"), (5, 0x86, "I")])
        body += defined + make(begin, begin + 3600)
    return whole(body)


def told(content, context):
    """What comes of a file, in comparable form."""
    try:
        found = reader.read_fit(content, name="a.fit", context=context)
    except Unreadable as problem:
        return problem.sentence("a.fit")
    return found.recordings, [problem.sentence("a.fit") for problem in found.problems]


def told_in_full(content, context, monkeypatch):
    """The same by the decoder alone, which looks at every message."""

    def not_plain(_content):
        raise NotPlain

    with monkeypatch.context() as patched:
        patched.setattr(reader, "sound_parts", not_plain)
        return told(content, context)


@pytest.mark.parametrize("own", [False, True])
def test_both_ways_agree(context, monkeypatch, own):
    home = context(home=dt.UTC)
    for seed in range(60):
        content = recording(random.Random(seed), own=own)
        assert sound_parts(content) == [(14, len(content) - 2)]
        for where in (context(), home):
            full = told_in_full(content, where, monkeypatch)
            assert told(content, where) == full, seed


def test_the_short_way_is_taken(context, monkeypatch):
    """Without it the test above would compare a thing with itself."""
    decoded = []
    decode = reader._decode

    def heard(content, found, *, checked):
        decoded.append(len(content))
        decode(content, found, checked=checked)

    monkeypatch.setattr(reader, "_decode", heard)
    content = max((recording(random.Random(seed)) for seed in range(20)), key=len)
    told(content, context())
    (size,) = decoded
    assert size < len(content) / 2


def test_damage_that_the_short_way_steps_over_changes_no_number(context, monkeypatch):
    mutations = runpy.run_path(str(HERE / "mutations.py"))
    for seed in range(150):
        draw = random.Random(seed)
        content = mutations["mended_fit"](recording(draw), draw)
        full = told_in_full(content, context(), monkeypatch)
        if not isinstance(full, str):  # refused by one that looks at every second: may be read
            assert told(content, context()) == full, seed


@pytest.mark.parametrize("odd", ["compressed", "wide", "cut", "twice", "chained"])
def test_what_is_built_in_another_way_is_left_to_the_decoder(context, monkeypatch, odd):
    defined, second = message(3, 20, [(253, 0x86, "I"), (3, 0x02, "B")])
    session, close = message(0, 18, SESSION)
    body = defined + second(STAMP, 140)
    if odd == "compressed":  # the time is counted on in five bits of the header
        plain, short = message(2, 20, [(3, 0x02, "B")])
        body += plain + bytes([0x80 | 2 << 5 | (STAMP + 5) & 0x1F]) + short(141)[1:]
    elif odd == "wide":  # a heart rate in two bytes
        plain, wide = message(2, 20, [(3, 0x84, "H")])
        body += plain + wide(141)
    elif odd == "twice":
        plain, both = message(2, 20, [(3, 0x02, "B"), (3, 0x02, "B")])
        body += plain + both(141, 142)
    body += session + close(STAMP + 60, STAMP, 1, 60_000, 20_000, 255, 84, 12)
    content = whole(body)
    if odd == "cut":
        content = content[:-3]
    elif odd == "chained":
        content += content
    full = told_in_full(content, context(), monkeypatch)
    assert told(content, context()) == full
    assert isinstance(full, str) == (odd == "cut")


def test_the_check_sum_of_another_package():
    draw = random.Random(3)
    for size in (1, 2, 3, 12, 255, 1000, 1001):
        data = draw.randbytes(size)
        assert fit_crc(data) == compute_crc(data)
