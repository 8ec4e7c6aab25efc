"""A second, deliberately simple way to read the real recordings, to compare with.

It shares no line with the readers: regular expressions instead of an XML parser, the law of
cosines in the chord form instead of the haversine, and struct on the published layout of FIT
instead of a FIT library.
"""

import datetime as dt
import itertools
import math
import re
import struct

RADIUS_M = 6_371_008.8


def gpx(text):
    """(start in UTC, kilometres along the points)."""
    points = []
    for attributes, body in re.findall(r"<trkpt([^>]*)>(.*?)</trkpt>", text, re.DOTALL):
        lat = math.radians(float(re.search(r'lat="([^"]+)"', attributes).group(1)))
        lon = math.radians(float(re.search(r'lon="([^"]+)"', attributes).group(1)))
        time = dt.datetime.fromisoformat(re.search(r"<time>([^<]+)", body).group(1))
        points.append(
            (time, math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat))
        )
    metres = 0.0
    for one, two in itertools.pairwise(points):
        chord = math.dist(one[1:], two[1:])
        step = 2 * RADIUS_M * math.asin(chord / 2)
        seconds = (two[0] - one[0]).total_seconds()
        if seconds > 0 and step / seconds <= 12.5:
            metres += step
    return points[0][0], metres / 1000


def tcx(text):
    """(start in UTC, kilometres of the laps, minutes of the laps)."""
    start = dt.datetime.fromisoformat(re.search(r"<Id>([^<]+)", text).group(1))
    laps = re.findall(
        r"<TotalTimeSeconds>([^<]+)</TotalTimeSeconds>\s*<DistanceMeters>([^<]+)", text
    )
    return (
        start,
        sum(float(metres) for _, metres in laps) / 1000,
        sum(float(seconds) for seconds, _ in laps) / 60,
    )


def fit(content):
    """(start in UTC, kilometres, minutes, offset of the watch from UTC in minutes)."""
    epoch = dt.datetime(1989, 12, 31, tzinfo=dt.UTC)
    at = content[0]
    end = at + struct.unpack_from("<I", content, 4)[0]
    shapes, session, activity = {}, {}, {}
    while at < end:
        header = content[at]
        at += 1
        if header & 0x80:  # a compressed time stamp: data of local message 0-3
            local = (header >> 5) & 0x3
        elif header & 0x40:
            order = ">" if content[at + 1] else "<"
            number, count = struct.unpack_from(order + "HB", content, at + 2)
            fields = [tuple(content[at + 5 + 3 * n : at + 8 + 3 * n]) for n in range(count)]
            at += 5 + 3 * count
            if header & 0x20:
                extra = content[at]
                fields += [
                    (None, content[at + 2 + 3 * n], None) for n in range(extra)
                ]
                at += 1 + 3 * extra
            shapes[header & 0xF] = (order, number, fields)
            continue
        else:
            local = header & 0xF
        order, number, fields = shapes[local]
        for field, size, _ in fields:
            if size == 4 and number in (18, 34):
                value = struct.unpack_from(order + "I", content, at)[0]
                (session if number == 18 else activity)[field] = value
            at += size
    start = epoch + dt.timedelta(seconds=session[2])
    return (
        start, session[9] / 100_000, session[8] / 60_000, round((activity[5] - activity[253]) / 60)
    )
