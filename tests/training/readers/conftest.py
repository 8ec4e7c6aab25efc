"""Small recordings written by hand, so that every number in a test can be worked out."""

import datetime as dt
import struct

import pytest

from hipedu.training.readers import Limits
from hipedu.training.readers.recording import Context

TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def context():
    def make(**options):
        return Context(**{"today": TODAY, **options})

    return make


@pytest.fixture
def small_limits():
    return Limits(
        files=5, file_bytes=20_000, archive_bytes=100_000, unpacked_bytes=60_000, rows=20,
        columns=30, points=100,
    )


def gpx_text(points, *, sport="running", extra=""):
    """points: (seconds, longitude in degrees, heart rate or None)."""
    start = dt.datetime(2025, 3, 1, 7, 30, tzinfo=dt.UTC)
    rows = []
    for seconds, longitude, heart in points:
        time = (start + dt.timedelta(seconds=seconds)).isoformat().replace("+00:00", "Z")
        beat = (
            f"<extensions><gpxtpx:TrackPointExtension><gpxtpx:hr>{heart}</gpxtpx:hr>"
            "</gpxtpx:TrackPointExtension></extensions>"
            if heart
            else ""
        )
        rows.append(f'<trkpt lat="0" lon="{longitude}"><time>{time}</time>{beat}</trkpt>')
    kind = f"<type>{sport}</type>" if sport else ""
    return (
        '<?xml version="1.0"?><gpx xmlns="http://www.topografix.com/GPX/1/1" '
        'xmlns:gpxtpx="http://www.garmin.com/xmlschemas/TrackPointExtension/v1" version="1.1">'
        f"{extra}<trk>{kind}<trkseg>{''.join(rows)}</trkseg></trk></gpx>"
    ).encode()


@pytest.fixture
def gpx():
    return gpx_text


TCX_HEAD = (
    '<?xml version="1.0"?><TrainingCenterDatabase '
    'xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2" '
    'xmlns:ns3="http://www.garmin.com/xmlschemas/ActivityExtension/v2"><Activities>'
)


def tcx_text(laps, *, sport="Running", start="2025-03-01T07:30:00Z"):
    """laps: (seconds, metres, heart rate, cadence of one leg)."""
    body = "".join(
        f'<Lap StartTime="{start}"><TotalTimeSeconds>{seconds}</TotalTimeSeconds>'
        f"<DistanceMeters>{metres}</DistanceMeters>"
        f"<AverageHeartRateBpm><Value>{heart}</Value></AverageHeartRateBpm>"
        f"<Track><Trackpoint><Time>{start}</Time><Extensions><ns3:TPX><ns3:RunCadence>{cadence}"
        "</ns3:RunCadence></ns3:TPX></Extensions></Trackpoint></Track></Lap>"
        for seconds, metres, heart, cadence in laps
    )
    return (
        f'{TCX_HEAD}<Activity Sport="{sport}"><Id>{start}</Id>{body}</Activity></Activities>'
        "</TrainingCenterDatabase>"
    ).encode()


@pytest.fixture
def tcx():
    return tcx_text


# A minimal FIT writer: definition and data messages as the public protocol describes them.
FIT_EPOCH = dt.datetime(1989, 12, 31, tzinfo=dt.UTC)
ENUM, U8, U16, U32 = (0x00, "B"), (0x02, "B"), (0x84, "H"), (0x86, "I")


def _crc(data):
    table = (
        0x0000, 0xCC01, 0xD801, 0x1400, 0xF001, 0x3C00, 0x2800, 0xE401,
        0xA001, 0x6C00, 0x7800, 0xB401, 0x5000, 0x9C01, 0x8801, 0x4400,
    )
    crc = 0
    for byte in data:
        for nibble in (byte & 0xF, byte >> 4):
            crc = (crc >> 4) & 0x0FFF ^ table[crc & 0xF] ^ table[nibble]
    return crc


def _message(number, fields):
    """fields: (field number, (base type, struct letter), value)."""
    definition = struct.pack("<BBBHB", 0x40, 0, 0, number, len(fields))
    data = b"\x00"
    for field, (base, letter), value in fields:
        definition += struct.pack("<BBB", field, struct.calcsize(letter), base)
        data += struct.pack("<" + letter, value)
    return definition + data


def fit_bytes(
    *, start=dt.datetime(2025, 3, 1, 7, 30, tzinfo=dt.UTC), offset_h=0, sport=1, metres=8000,
    seconds=2400, heart=150, strides=84, file_type=4, sessions=1, with_session=True,
):
    """A FIT activity. sport 1 running, 2 cycling; file_type 4 activity, 2 settings."""
    stamp = int((start - FIT_EPOCH).total_seconds())
    body = _message(0, [(0, ENUM, file_type), (4, U32, stamp)])
    for number in range(sessions if with_session else 0):
        begin = stamp + number * seconds
        body += _message(18, [
            (253, U32, begin + seconds), (2, U32, begin), (5, ENUM, sport),
            (7, U32, seconds * 1000), (8, U32, seconds * 1000), (9, U32, metres * 100),
            (16, U8, heart), (18, U8, strides), (22, U16, 40),
        ])
    if with_session:
        end = stamp + seconds
        body += _message(34, [
            (253, U32, end), (5, U32, end + int(offset_h * 3600)), (1, U16, sessions),
        ])
    header = struct.pack("<BBHI4s", 14, 0x20, 2132, len(body), b".FIT")
    header += struct.pack("<H", _crc(header))
    return header + body + struct.pack("<H", _crc(header + body))


@pytest.fixture
def fit():
    return fit_bytes
