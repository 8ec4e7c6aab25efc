"""Exports as large as people have, made from nothing: Strava, folders of files, Apple Health.

Every recording is a run of 40 minutes, a point a second, at 3 m/s, with height, heart rate and
cadence, on its own day.
"""

from __future__ import annotations

import datetime as dt
import gzip
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path

TODAY = dt.date(2026, 11, 23)
SECONDS = 2400
FIT_EPOCH = dt.datetime(1989, 12, 31, tzinfo=dt.UTC)
DEGREE_M = 111_195.0
LIST_HEAD = (
    "Activity ID,Activity Date,Activity Name,Activity Type,Elapsed Time,Distance,Filename,"
    "Elapsed Time,Moving Time,Distance,Average Heart Rate,Elevation Gain\n"
)
_TABLE = (
    0x0000, 0xCC01, 0xD801, 0x1400, 0xF001, 0x3C00, 0x2800, 0xE401,
    0xA001, 0x6C00, 0x7800, 0xB401, 0x5000, 0x9C01, 0x8801, 0x4400,
)  # fmt: skip


def start_of(number: int) -> dt.datetime:
    """When the run of this number began."""
    day = TODAY - dt.timedelta(days=1 + number)
    return dt.datetime.combine(day, dt.time(7, 30), tzinfo=dt.UTC)


def gpx(number: int, *, seconds: int = SECONDS) -> bytes:
    """A GPX file as Strava writes it."""
    start = start_of(number)
    rows = "".join(
        f'<trkpt lat="0.0" lon="{second * 3 / DEGREE_M:.7f}"><ele>{10 + second % 40 / 10}</ele>'
        f"<time>{(start + dt.timedelta(seconds=second)):%Y-%m-%dT%H:%M:%SZ}</time><extensions>"
        f"<gpxtpx:TrackPointExtension><gpxtpx:hr>{140 + second % 20}</gpxtpx:hr><gpxtpx:cad>84"
        "</gpxtpx:cad></gpxtpx:TrackPointExtension></extensions></trkpt>"
        for second in range(seconds)
    )
    return (
        '<?xml version="1.0"?><gpx xmlns="http://www.topografix.com/GPX/1/1" xmlns:gpxtpx='
        '"http://www.garmin.com/xmlschemas/TrackPointExtension/v1"><trk><type>running</type>'
        f"<trkseg>{rows}</trkseg></trk></gpx>"
    ).encode()


def tcx(number: int) -> bytes:
    """A TCX file with one lap."""
    start = start_of(number)
    began = f"{start:%Y-%m-%dT%H:%M:%SZ}"
    rows = "".join(
        f"<Trackpoint><Time>{(start + dt.timedelta(seconds=second)):%Y-%m-%dT%H:%M:%SZ}</Time>"
        f"<Position><LatitudeDegrees>0.0</LatitudeDegrees><LongitudeDegrees>"
        f"{second * 3 / DEGREE_M:.7f}</LongitudeDegrees></Position><DistanceMeters>{second * 3}"
        f"</DistanceMeters><HeartRateBpm><Value>{140 + second % 20}</Value></HeartRateBpm>"
        "</Trackpoint>"
        for second in range(SECONDS)
    )
    return (
        '<?xml version="1.0"?><TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/'
        f'TrainingCenterDatabase/v2"><Activities><Activity Sport="Running"><Id>{began}</Id>'
        f'<Lap StartTime="{began}"><TotalTimeSeconds>{SECONDS}</TotalTimeSeconds><DistanceMeters>'
        f"{3 * SECONDS}</DistanceMeters><Track>{rows}</Track></Lap></Activity></Activities>"
        "</TrainingCenterDatabase>"
    ).encode()


def fit(number: int) -> bytes:
    """A FIT file with a record a second and the watch's session."""
    stamp = int((start_of(number) - FIT_EPOCH).total_seconds())
    end = stamp + SECONDS
    body = bytearray()

    def define(local: int, message: int, fields: tuple[tuple[int, int, int], ...]) -> None:
        body.extend(struct.pack("<BBBHB", 0x40 | local, 0, 0, message, len(fields)))
        for field, size, base in fields:
            body.extend(struct.pack("<BBB", field, size, base))

    define(0, 0, ((0, 1, 0), (4, 4, 0x86)))
    body.extend(struct.pack("<BBI", 0, 4, stamp))
    define(1, 20, ((253, 4, 0x86), (0, 4, 0x85), (1, 4, 0x85), (5, 4, 0x86), (2, 2, 0x84),
                   (3, 1, 2), (4, 1, 2)))  # fmt: skip
    for second in range(SECONDS):
        longitude = round(second * 3 / DEGREE_M * 2**31 / 180)
        body.extend(
            struct.pack(
                "<BIiiIHBB", 1, stamp + second, 0, longitude, 300 * second,
                5 * (510 + second % 4), 140 + second % 20, 84,
            )
        )  # fmt: skip
    define(2, 18, ((253, 4, 0x86), (2, 4, 0x86), (5, 1, 0), (7, 4, 0x86), (8, 4, 0x86),
                   (9, 4, 0x86), (16, 1, 2), (18, 1, 2)))  # fmt: skip
    body.extend(
        struct.pack("<BIIBIIIBB", 2, end, stamp, 1, 1000 * SECONDS, 1000 * SECONDS,
                    300 * SECONDS, 150, 84)
    )  # fmt: skip
    define(3, 34, ((253, 4, 0x86), (5, 4, 0x86), (1, 2, 0x84)))
    body.extend(struct.pack("<BIIH", 3, end, end, 1))
    header = struct.pack("<BBHI4s", 14, 0x20, 2132, len(body), b".FIT")
    header += struct.pack("<H", _crc(header))
    return header + bytes(body) + struct.pack("<H", _crc(header + bytes(body)))


def _crc(data: bytes) -> int:
    crc = 0
    for byte in data:
        crc = (crc >> 4) & 0x0FFF ^ _TABLE[crc & 0xF] ^ _TABLE[byte & 0xF]
        crc = (crc >> 4) & 0x0FFF ^ _TABLE[crc & 0xF] ^ _TABLE[byte >> 4]
    return crc


def strava_zip(path: Path, activities: int, *, listed: bool) -> None:
    """A bulk export: FIT, GPX and TCX in turn, two of three gzipped, with or without its list."""
    makers = (
        ("fit.gz", lambda n: gzip.compress(fit(n), 6)),
        ("gpx", gpx),
        ("tcx.gz", lambda n: gzip.compress(tcx(n), 6)),
        ("gpx.gz", lambda n: gzip.compress(gpx(n), 6)),
    )
    rows = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(activities):
            ending, make = makers[number % len(makers)]
            archive.writestr(f"activities/{number}.{ending}", make(number))
            day = start_of(number)
            rows.append(
                f'{number},"{day:%b} {day.day}, {day.year}, 7:30:00 AM",Run,Run,{SECONDS},7.20,'
                f"activities/{number}.{ending},{SECONDS},{SECONDS},{3 * SECONDS},150,12\n"
            )
        if listed:
            archive.writestr("activities.csv", LIST_HEAD + "".join(rows))
        archive.writestr("media/photo.jpg", bytes(50_000))


def small_files(folder: Path, count: int) -> None:
    """A folder of short GPX files, one a run."""
    for number in range(count):
        (folder / f"{number}.gpx").write_bytes(gpx(number, seconds=60))


def health_pieces(records: int) -> Iterator[bytes]:
    """An Apple Health export piece by piece: heart rates by the million, a run on every day."""
    yield (
        b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE HealthData [\n<!ELEMENT HealthData '
        b'(ExportDate,Record*)>\n]>\n<HealthData locale="en_GB">\n'
    )
    record = (
        b'<Record type="HKQuantityTypeIdentifierHeartRate" sourceName="Watch" sourceVersion="11.1" '
        b'unit="count/min" creationDate="2025-03-01 07:31:00 +0100" startDate="2025-03-01 07:31:00 '
        b'+0100" endDate="2025-03-01 07:31:00 +0100" value="150"/>\n'
    )
    for _ in range(records // 1000):
        yield record * 1000
    for number in range(1000):
        start = start_of(number)
        yield (
            f'<Workout workoutActivityType="HKWorkoutActivityTypeRunning" duration="40" '
            f'durationUnit="min" startDate="{start:%Y-%m-%d %H:%M:%S} +0000"><WorkoutStatistics '
            'type="HKQuantityTypeIdentifierDistanceWalkingRunning" sum="7.2" unit="km"/>'
            "</Workout>\n"
        ).encode()
    yield b"</HealthData>\n"


def health_export(path: Path, records: int) -> None:
    """An Apple Health ``export.xml``."""
    with path.open("wb") as file:
        for piece in health_pieces(records):
            file.write(piece)
