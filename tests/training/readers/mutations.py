"""Files that are nearly right: what damage, carelessness and malice make of a recording.

Everything is made from a seed and a number, so that any file can be made again:
``mutated(seed, number)``.
"""

from __future__ import annotations

import gzip
import io
import random
import re
import runpy
import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

HERE = Path(__file__).resolve().parent
RECORDINGS = HERE.parents[3] / "shared" / "real_runs"
"""Recordings of real watches beside this checkout; used too where they are there."""

MOST_BYTES = 60_000
"""Of a file that is mutated; a bomb is small before it is opened."""


def originals() -> dict[str, bytes]:
    """Good files of every kind, small and made here."""
    make = runpy.run_path(str(HERE / "conftest.py"))
    csv = runpy.run_path(str(HERE / "test_csv.py"))
    health = runpy.run_path(str(HERE / "test_health.py"))
    points = [(10 * n, n * 0.0003, 140 + n % 20) for n in range(60)]
    files = {
        "run.gpx": make["gpx_text"](points),
        "run.tcx": make["tcx_text"]([(600, 2000, 140, 80), (660, 2000, 150, 82)]),
        "run.fit": make["fit_bytes"](sessions=2, offset_h=1),
        "garmin.csv": csv["GARMIN"].encode(),
        "strava.csv": csv["STRAVA"].encode(),
        "own.csv": b"date,distance_km,duration_min,rpe\n2025-03-01,8,48,4\n2025-03-03,5,30,3\n",
        "komma.csv": "Datum;Distanz;Zeit\n01.03.2025 07:30;10,05;00:50:00\n".encode("utf-16"),
        "export.xml": health["export"](health["workout"](), health["workout"](kind="Cycling")),
    }
    files["run.fit.gz"] = gzip.compress(files["run.fit"], mtime=0)
    files["run.gpx.gz"] = gzip.compress(files["run.gpx"], mtime=0)
    files["health.zip"] = packed({"apple_health_export/export.xml": files["export.xml"]})
    files["strava.zip"] = packed({
        "activities.csv": files["strava.csv"], "activities/1.fit.gz": files["run.fit.gz"],
        "activities/2.gpx": files["run.gpx"], "activities/3.tcx": files["run.tcx"],
    })  # fmt: skip
    if RECORDINGS.is_dir():
        for path in sorted(RECORDINGS.iterdir()):
            if path.suffix in (".gpx", ".tcx", ".fit"):
                files[path.name] = path.read_bytes()[:MOST_BYTES]
    return files


def packed(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2025, 3, 1, 0, 0, 0)), content, method)
    return target.getvalue()


Mutator = Callable[[bytes, random.Random], bytes]


def cut(content: bytes, draw: random.Random) -> bytes:
    """Cut off somewhere."""
    return content[: draw.randrange(len(content) + 1)]


def cut_front(content: bytes, draw: random.Random) -> bytes:
    """The beginning is missing."""
    return content[draw.randrange(len(content) + 1) :]


def flip(content: bytes, draw: random.Random) -> bytes:
    """Some bits are wrong."""
    changed = bytearray(content)
    for _ in range(draw.choice([1, 2, 8, 64])):
        if changed:
            changed[draw.randrange(len(changed))] ^= 1 << draw.randrange(8)
    return bytes(changed)


def overwrite(content: bytes, draw: random.Random) -> bytes:
    """A stretch is zeros, ones or noise."""
    if not content:
        return content
    begin = draw.randrange(len(content))
    length = draw.choice([1, 4, 32, 300])
    fill = draw.choice([b"\0" * length, b"\xff" * length, draw.randbytes(length), b"9" * length])
    return content[:begin] + fill + content[begin + length :]


def drop(content: bytes, draw: random.Random) -> bytes:
    """A stretch is missing."""
    begin = draw.randrange(len(content) + 1)
    return content[:begin] + content[begin + draw.choice([1, 7, 100, 1000]) :]


def repeat(content: bytes, draw: random.Random) -> bytes:
    """A stretch comes many times."""
    begin = draw.randrange(len(content) + 1)
    part = content[begin : begin + draw.choice([1, 20, 200])]
    return content[:begin] + part * draw.choice([2, 10, 200]) + content[begin:]


def swap(content: bytes, draw: random.Random) -> bytes:
    """Two stretches have changed places."""
    a, b, c = sorted(draw.randrange(len(content) + 1) for _ in range(3))
    return content[:a] + content[b:c] + content[a:b] + content[c:]


def numbers(content: bytes, draw: random.Random) -> bytes:
    """Numbers are impossible, enormous, or no numbers."""
    odd = [
        b"-1", b"0", b"1e308", b"1e-308", b"nan", b"inf", b"9" * 400, b"0x10", b"1,234,567.8",
        b"--", b"", b"1_000", b"\xd9\xa3", b"999999999999999999999", b"-0.0", b"25:61:61",
        b"0001-01-01", b"9999-12-31", b"2025-02-30",
    ]  # fmt: skip
    share = draw.choice([0.02, 0.2, 1.0])

    def other(found: re.Match[bytes]) -> bytes:
        return draw.choice(odd) if draw.random() < share else found.group()

    return re.sub(rb"\d[\d.:-]*", other, content)


def words(content: bytes, draw: random.Random) -> bytes:
    """Words are markup, formulas, or characters that turn the line round."""
    odd = [
        b"<script>alert(1)</script>", b"=1+1", b"\xe2\x80\xae", b"\x00", b"\x1b[2J", b"]]>",
        b"<!--", b"&lt;", b"&nope;", b'"', b"'", b"\r", b"\n\n", b"\xff\xfe", b"%s%n", b"../../x",
        "\ud800".encode("utf-8", "surrogatepass"), b"A" * 5000,
    ]  # fmt: skip
    share = draw.choice([0.01, 0.1])

    def other(found: re.Match[bytes]) -> bytes:
        return draw.choice(odd) if draw.random() < share else found.group()

    return re.sub(rb"[A-Za-z]{3,}", other, content)


def encoded(content: bytes, draw: random.Random) -> bytes:
    """Another encoding than it says."""
    text = content.decode("utf-8", errors="replace")
    return text.encode(draw.choice(["utf-16", "utf-16-be", "latin-1", "utf-8-sig", "cp037"]),
                       errors="replace")  # fmt: skip


def joined(content: bytes, draw: random.Random) -> bytes:
    """Two files in one."""
    return content + draw.choice([b"", b"\n", b"\0" * 512]) + content[: draw.randrange(4000)]


def nested(content: bytes, draw: random.Random) -> bytes:
    """Deep in elements, brackets or quotes."""
    opening = draw.choice([b"<a>", b"[", b'"', b"<trk>", b"<Workout>", b"(", b"{"])
    at = draw.randrange(len(content) + 1)
    return content[:at] + opening * draw.choice([50, 20_000]) + content[at:]


def entities(content: bytes, draw: random.Random) -> bytes:
    """An XML bomb, or a file that asks for another one."""
    levels = '<!ENTITY a0 "boom">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, draw.choice([3, 9]))
    )
    outside = '<!ENTITY x SYSTEM "file:///etc/passwd">'
    head = f"<?xml version='1.0'?><!DOCTYPE gpx [{levels}{outside}]>".encode()
    body = re.sub(rb"<\?xml[^>]*\?>", b"", content, count=1)
    return head + body.replace(b"running", draw.choice([b"&a2;", b"&x;"]), 1)


def bomb(content: bytes, draw: random.Random) -> bytes:
    """Small when packed, enormous when opened."""
    zeros = b"\0" * draw.choice([5, 30]) * 1024 * 1024
    kind = draw.randrange(4)
    if kind == 0:
        return gzip.compress(b"<gpx>" + zeros, mtime=0)
    if kind == 1:
        return packed({"activities/1.gpx": zeros, "activities/2.gpx": content[:2000]})
    if kind == 2:
        return packed({f"activities/{n}.fit": b"" for n in range(3000)})
    return packed({"apple_health_export/export.xml": b"<HealthData>" + zeros})


def lying_zip(content: bytes, draw: random.Random) -> bytes:
    """An archive whose directory says something else than it holds."""
    made = bytearray(packed({"activities/1.gpx": content[:3000], "../../x.csv": b"date,km\n"}))
    for found in re.finditer(rb"PK\x01\x02|PK\x03\x04", bytes(made)):
        if draw.random() < 0.7:
            at = found.start() + draw.choice([6, 8, 14, 18, 20, 22, 24, 28])
            if at + 4 <= len(made):
                made[at : at + 4] = draw.choice(
                    [b"\xff\xff\xff\xff", b"\0\0\0\0", draw.randbytes(4)]
                )
    return bytes(made)


def inner(content: bytes, draw: random.Random) -> bytes:
    """Damage inside an archive or a packed file, which itself is whole."""
    damaged = draw.choice([flip, cut, overwrite, drop, numbers])(content, draw)
    small = gzip.compress(damaged, mtime=0)
    kind = draw.randrange(4)
    if kind == 0:
        return small
    if kind == 1:
        return packed({"activities/1.gpx": damaged, "activities/2.fit.gz": small})
    if kind == 2:
        return packed({"a.zip": packed({"1.gpx": damaged})}, zipfile.ZIP_STORED)
    return gzip.compress(small, mtime=0)


def mended_fit(content: bytes, draw: random.Random) -> bytes:
    """A damaged FIT file whose check sums are right again, so that the decoder sees it."""
    crc = FIT_CRC
    if content[8:12] != b".FIT" or len(content) < 20:
        content = ORIGINALS["run.fit"]
    body = bytearray(content[14:-2])
    for _ in range(draw.choice([1, 3, 20])):
        body[draw.randrange(len(body))] = draw.choice([0, 1, 0xFF, 0x7F, draw.randrange(256)])
    if draw.random() < 0.2:
        del body[draw.randrange(len(body)) :]
    header = content[:4] + struct.pack("<I", len(body)) + b".FIT"
    header += struct.pack("<H", crc(header))
    return header + bytes(body) + struct.pack("<H", crc(header + bytes(body)))


MUTATORS: tuple[Mutator, ...] = (
    cut, cut_front, flip, flip, overwrite, drop, repeat, swap, numbers, numbers, words, encoded,
    joined, nested, entities, bomb, lying_zip, inner, mended_fit, mended_fit,
)  # fmt: skip
ORIGINALS: dict[str, bytes] = originals()
FIT_CRC = runpy.run_path(str(HERE / "conftest.py"))["_crc"]
NAMES = ("run.gpx", "run.fit", "log.csv", "export.zip", "export.xml", "x", "a\u202eb<i>.gpx", "")


def mutated(seed: int, number: int) -> tuple[str, bytes]:
    """The file of this number: a name, not always the right one, and its bytes."""
    draw = random.Random(f"{seed}/{number}")
    origin = draw.choice(sorted(ORIGINALS))
    content = ORIGINALS[origin]
    for _ in range(draw.choice([1, 1, 1, 2, 3])):
        content = draw.choice(MUTATORS)(content, draw)[: 40 * MOST_BYTES]
    name = origin if draw.random() < 0.7 else draw.choice(NAMES)
    return name, content
