"""Files of every size and malice, sent over the websocket as the training page sends them."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import pytest

from tests.served import Server, Talk, Visitor, status, staying

from .test_line import kernel_process

MIB = 1024 * 1024
PIECE = MIB
"""As in the page's script."""

MOST_MB = 450
"""What a kernel may hold at its height [MB]: far below what the bombs unpack to."""

GOOD = b"date,distance_km\n2026-03-02,8\n2026-03-04,10\n2026-03-08,16\n"
ROW = b"2026-03-02,8,45,the same run as in every other row of this long table\n"


@pytest.fixture(scope="module")
def talk(served: Server) -> Iterator[Talk]:
    """One visitor who sends all files, so that what one leaves behind would show at the next."""
    with staying(served, "training_load") as talk:
        yield talk


async def upload(visitor: Visitor, name: str, body: bytes, add: bool = False) -> dict[str, Any]:
    """Send a file in pieces and return the view when it was read."""
    visitor.states["progress"] = None
    visitor.post({"method": "custom", "content": {"do": "upload_begin"}})
    for at in range(0, len(body) or 1, PIECE):
        asked = {"do": "upload_part", "args": {"file": 0, "name": name}}
        visitor.post({"method": "custom", "content": asked}, [body[at : at + PIECE]])
    visitor.states["view"] = {}
    visitor.post({"method": "custom", "content": {"do": "upload_end", "args": {"add": add}}})
    while not visitor.states["view"].get("files") and not visitor.states["view"].get("notice"):
        assert await visitor.receive(), "the line was closed"
    await visitor.silence()
    while visitor.states["progress"]:
        await visitor.silence()
    return visitor.view


def zipped(*files: tuple[str, bytes]) -> bytes:
    """A zip of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files:
            archive.writestr(name, body)
    return out.getvalue()


def zeros(mib: int) -> bytes:
    """That many megabytes of nothing as a deflate stream, made without holding them."""
    packer = zlib.compressobj(9, wbits=31)
    piece = bytes(MIB)
    return b"".join([*(packer.compress(piece) for _ in range(mib)), packer.flush()])


def table(size: int) -> bytes:
    """A table of so many bytes."""
    head = b"date,distance_km,duration_min,notes\n"
    return (head + ROW * (size // len(ROW) + 1))[:size]


def laughs(depth: int = 9) -> bytes:
    """Entities that name each other ten times over, inside a recording."""
    entities = "".join(
        f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' if at else '<!ENTITY a0 "ha">'
        for at in range(depth)
    )
    return (
        f'<?xml version="1.0"?><!DOCTYPE gpx [{entities}]><gpx version="1.1" creator="x">'
        f"<trk><name>&a{depth - 1};</name><trkseg></trkseg></trk></gpx>"
    ).encode()


def outside(kind: str) -> bytes:
    """A recording that asks for a file of the machine, or for another host."""
    target = {"file": "file:///etc/passwd", "host": "http://127.0.0.1:9/x"}[kind]
    return (
        f'<?xml version="1.0"?><!DOCTYPE gpx [<!ENTITY x SYSTEM "{target}">]>'
        '<gpx version="1.1" creator="x"><trk><name>&x;</name></trk></gpx>'
    ).encode()


FILES: dict[str, tuple[str, Any, str]] = {
    "nothing at all": ("empty.csv", lambda: b"", "empty"),
    "9.9 MB": ("large.csv", lambda: table(int(9.9 * MIB)), "50,000"),
    "11 MB": ("larger.csv", lambda: table(11 * MIB), "50,000"),
    "26 MB": ("largest.csv", lambda: table(26 * MIB), "25 MB"),
    "gzip bomb": ("bomb.csv.gz", lambda: zeros(512), "25 MB"),
    "small gzip bomb": ("bomb.csv.gz", lambda: zeros(20), "far more"),
    "zip bomb": ("bomb.zip", lambda: zipped(("a.csv", bytes(300 * MIB))), "25 MB"),
    "small zip bomb": ("bomb.zip", lambda: zipped(("a.csv", bytes(20 * MIB))), "far more"),
    "zip in zip": ("nest.zip", lambda: zipped(("b.zip", zipped(("a.csv", bytes(MIB))))), ""),
    "gzip in zip": ("nest.zip", lambda: zipped(("a.gpx.gz", zeros(256))), "25 MB"),
    "many small files": ("many.zip", lambda: zipped(
        *((f"{at}.csv", b"date,km\n") for at in range(10_050))), "10,000"),
    "ways up": ("up.zip", lambda: zipped(("../../../../tmp/hipedu-up.csv", GOOD)), ""),
    "cut off": ("cut.zip", lambda: zipped(("a.csv", GOOD * 100))[:-40], "damaged"),
    "entities": ("laughs.gpx", laughs, ""),
    "long entity": ("long.tcx", lambda: laughs(3).replace(b"ha", b"x" * 100_000), ""),
    "a file of ours": ("file.gpx", lambda: outside("file"), ""),
    "another host": ("host.gpx", lambda: outside("host"), ""),
    "deep": ("deep.gpx", lambda: b"<gpx>" + b"<a>" * 300_000, ""),
    "wide": ("wide.csv", lambda: b"," * 5_000_000, ""),
    "one long line": ("line.csv", lambda: b"date,km\n" + b"1" * 8_000_000, ""),
    "noise": ("noise.fit", lambda: bytes(range(256)) * 4000, ""),
    "half a recording": ("half.fit", lambda: b"\x0e\x20\x8b\x08\xff\xff\xff\x7f.FIT" * 50, ""),
}  # fmt: skip


@pytest.mark.parametrize("kind", FILES)
def test_a_file_is_read_or_refused_in_a_sentence(served: Server, talk: Talk, kind: str) -> None:
    """The page names the file and the reason, stays small, and reads the next one."""
    name, make, words = FILES[kind]
    visitor = talk.visitor
    kernel = kernel_process(served, visitor.page.kernel)
    view = talk.run(upload(visitor, name, make()))
    told = str([view["files"], view["problems"], view["notes"], view.get("notice")])
    assert words in told, told[:600]
    assert name in told or view.get("notice"), told[:600]
    assert "root:" not in str(view)
    assert "Traceback" not in told
    again = talk.run(upload(visitor, "good.csv", GOOD))
    assert [run["distance_km"] for run in again["runs"]] == [8.0, 10.0, 16.0]
    assert kernel_process(served, visitor.page.kernel) == kernel
    if peak := status(kernel, "VmHWM"):
        assert int(peak.split()[0]) // 1024 < MOST_MB


def test_the_bombs_would_go_off() -> None:
    """They are what they are called: small on the wire, large when they are unpacked."""
    bomb = zeros(64)
    assert len(bomb) < 100_000
    assert len(gzip.decompress(bomb)) == 64 * MIB
    with zipfile.ZipFile(io.BytesIO(zipped(("a.csv", bytes(8 * MIB))))) as archive:
        assert archive.infolist()[0].compress_size < 10_000
        assert archive.infolist()[0].file_size == 8 * MIB
    assert laughs().count(b"&a7;") == 10  # ten times ten, eight times over


def test_more_than_there_is_room_for_is_refused_and_forgotten(
    served: Server, talk: Talk
) -> None:
    """The page stops taking pieces at 256 MB; the memory is given back."""
    visitor = talk.visitor
    kernel = kernel_process(served, visitor.page.kernel)

    async def send() -> dict[str, Any]:
        visitor.post({"method": "custom", "content": {"do": "upload_begin"}})
        part = bytes(9 * MIB)
        for _ in range(30):  # 270 MB
            asked = {"do": "upload_part", "args": {"file": 0, "name": "a.csv"}}
            visitor.post({"method": "custom", "content": asked}, [part])
            await visitor.silence()
            if visitor.view.get("notice"):
                break
        return visitor.view

    view = talk.run(send())
    assert "256 MB" in view["notice"]
    again = talk.run(upload(visitor, "good.csv", GOOD))
    assert len(again["runs"]) == 3
    assert kernel_process(served, visitor.page.kernel) == kernel


ODD_PARTS: tuple[dict[str, Any], ...] = (
    {}, {"file": 0}, {"file": "0", "name": "a.csv"}, {"file": 0, "name": 7},
    {"file": None, "name": ""}, {"file": True, "name": "a.csv"}, {"file": [0], "name": "a.csv"},
    {"file": 1e300, "name": "a.csv"}, {"files": 7}, {"files": {}}, {"files": [None]},
    {"files": [{"file": 0, "name": "a", "size": -5}]},
    {"files": [{"file": 0, "name": "a", "size": 10**12}]}, {"files": [{}] * 20_000},
    {"files": [{"file": at, "name": "a", "size": 0} for at in range(20_000)]},
    {"files": [{"file": 0, "name": "a", "size": 2}, {"file": 0, "name": "b", "size": 1}]},
)  # fmt: skip


def test_pieces_of_no_form_are_refused_and_the_next_file_is_read(
    served: Server, talk: Talk
) -> None:
    """Numbers, names and sizes that do not fit each other or the bytes that came with them."""
    visitor = talk.visitor
    kernel = kernel_process(served, visitor.page.kernel)

    async def send() -> None:
        for args in ODD_PARTS:
            for buffers in ([b"abc"], [b"abc", b"def"], []):
                visitor.post({"method": "custom", "content": {"do": "upload_begin"}})
                asked = {"do": "upload_part", "args": args}
                visitor.post({"method": "custom", "content": asked}, buffers)
            await visitor.custom({"do": "cancel"})

    talk.run(send())
    view = talk.run(upload(visitor, "good.csv", GOOD))
    assert [run["distance_km"] for run in view["runs"]] == [8.0, 10.0, 16.0]
    assert kernel_process(served, visitor.page.kernel) == kernel
    assert "reading files failed" not in served.output()
