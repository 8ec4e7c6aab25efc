"""Force on the hip joint as running speed changes."""

from __future__ import annotations

SLOWEST_KM_PER_H = 6.0
FASTEST_KM_PER_H = 12.0


def hip_contact_force_bw(speed_km_per_h: float) -> float | None:
    """Peak hip contact force of one model, as multiples of body weight.

    Parameters
    ----------
    speed_km_per_h : float
        Running speed [km/h].

    Returns
    -------
    float or None
        Force [BW]; None outside 6-12 km/h.

    Notes
    -----
    ``7.49 + 0.42 (v - 6)``: a straight line through the two ends of one study, which
    nobody here has read again. Other models give about half as much, so only the
    *relative* change is of use: about 5 % more for each km/h.

    References
    ----------
    giarmatzis2015contact, vandenbogert1999hip

    Examples
    --------
    >>> hip_contact_force_bw(6)
    7.49
    >>> hip_contact_force_bw(15) is None
    True
    """
    if not SLOWEST_KM_PER_H <= speed_km_per_h <= FASTEST_KM_PER_H:
        return None
    return 7.49 + 0.42 * (speed_km_per_h - SLOWEST_KM_PER_H)
