"""Vectors and rotations in space, with tuples."""

from __future__ import annotations

import math

Vector = tuple[float, float, float]
Matrix = tuple[Vector, Vector, Vector]
"""Columns: where the x, y and z axis of the turned frame point."""

UPRIGHT: Matrix = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))


def plus(a: Vector, b: Vector, times: float = 1.0) -> Vector:
    """``a + times * b``.

    Examples
    --------
    >>> plus((1, 2, 3), (1, 0, -1), times=2)
    (3, 2, 1)
    """
    return (a[0] + times * b[0], a[1] + times * b[1], a[2] + times * b[2])


def dot(a: Vector, b: Vector) -> float:
    """Inner product."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross(a: Vector, b: Vector) -> Vector:
    """Vector product.

    Examples
    --------
    >>> cross((1, 0, 0), (0, 1, 0))
    (0, 0, 1)
    """
    return (
        a[1] * b[2] - a[2] * b[1],
        a[2] * b[0] - a[0] * b[2],
        a[0] * b[1] - a[1] * b[0],
    )


def length(a: Vector) -> float:
    """Length."""
    return math.sqrt(dot(a, a))


def unit(a: Vector) -> Vector:
    """The direction of `a`, of length 1."""
    size = length(a) or 1.0
    return (a[0] / size, a[1] / size, a[2] / size)


def turned(frame: Matrix, local: Vector) -> Vector:
    """A vector given in a frame, as the world sees it."""
    x, y, z = frame
    return (
        x[0] * local[0] + y[0] * local[1] + z[0] * local[2],
        x[1] * local[0] + y[1] * local[1] + z[1] * local[2],
        x[2] * local[0] + y[2] * local[1] + z[2] * local[2],
    )


def inside(frame: Matrix, world: Vector) -> Vector:
    """A vector of the world, as seen from a frame."""
    return (dot(frame[0], world), dot(frame[1], world), dot(frame[2], world))


def then(frame: Matrix, local: Matrix) -> Matrix:
    """The frame turned further by a rotation given in its own axes."""
    return (turned(frame, local[0]), turned(frame, local[1]), turned(frame, local[2]))


def about_x(degrees: float) -> Matrix:
    """Rotation about x: y goes towards z."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return ((1.0, 0.0, 0.0), (0.0, c, s), (0.0, -s, c))


def about_y(degrees: float) -> Matrix:
    """Rotation about y: z goes towards x."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return ((c, 0.0, -s), (0.0, 1.0, 0.0), (s, 0.0, c))


def about_z(degrees: float) -> Matrix:
    """Rotation about z: x goes towards y.

    Examples
    --------
    >>> [round(each) for each in turned(about_z(90), (1, 0, 0))]
    [0, 1, 0]
    """
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return ((c, s, 0.0), (-s, c, 0.0), (0.0, 0.0, 1.0))


def angles_zxy(local: Matrix) -> tuple[float, float, float]:
    """Angles a, b, c of ``about_z(a) then about_x(b) then about_y(c)``, in degrees.

    Examples
    --------
    >>> m = then(then(about_z(30), about_x(-20)), about_y(10))
    >>> [round(each, 6) for each in angles_zxy(m)]
    [30.0, -20.0, 10.0]
    """
    y = local[1]
    b = math.asin(max(-1.0, min(1.0, y[2])))
    a = math.atan2(-y[0], y[1])
    c = math.atan2(-local[0][2], local[2][2])
    return (math.degrees(a), math.degrees(b), math.degrees(c))
