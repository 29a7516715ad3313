"""Shapes are read in both byte orders, lightened without parting neighbours, and have a middle."""

import struct

import pytest

from services.directory.domain.outlines import middle, read_point, read_rings, rounded, surrounds

SQUARE = [(0.0, 0.0), (0.0, 2.0), (2.0, 2.0), (2.0, 0.0), (0.0, 0.0)]
HOLE = [(0.5, 0.5), (1.0, 0.5), (1.0, 1.0), (0.5, 0.5)]


def polygon(*rings, order="<"):
    head = struct.pack(f"{order}BII", order == "<", 3, len(rings))
    bodies = (
        struct.pack(f"{order}I", len(ring)) + b"".join(struct.pack(f"{order}2d", *p) for p in ring) for ring in rings
    )
    return head + b"".join(bodies)


@pytest.mark.parametrize("order", ["<", ">"])
def test_polygons_of_both_byte_orders_are_read_with_their_holes(order):
    many = (
        struct.pack(f"{order}BII", order == "<", 6, 2) + polygon(SQUARE, HOLE, order=order) + polygon(HOLE, order=order)
    )

    assert read_rings(many.hex()) == [SQUARE, HOLE, HOLE]
    assert read_rings(polygon(SQUARE, order=order).hex()) == [SQUARE]


def test_a_point_is_longitude_then_latitude():
    assert read_point(struct.pack("<BI2d", 1, 1, 4.03, 49.25).hex()) == (4.03, 49.25)


def test_one_shape_is_not_taken_for_another():
    with pytest.raises(ValueError):
        read_point(polygon(SQUARE).hex())
    with pytest.raises(ValueError):
        read_rings(struct.pack("<BI2d", 1, 1, 4.03, 49.25).hex())


def test_fewer_digits_leave_no_point_twice_and_no_ring_too_small_to_show():
    near = [(0.0, 0.0), (0.0001, 0.0), (1.0, 0.0), (1.0, 1.00049), (0.0, 0.0)]
    speck = [(0.0, 0.0), (0.0002, 0.0), (0.0002, 0.0002), (0.0, 0.0)]

    assert rounded([near, speck]) == [[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 0.0)]]


def test_the_middle_is_that_of_the_largest_ring():
    assert middle([HOLE, SQUARE]) == (1.0, 1.0)


def test_what_lies_outside_of_the_box_is_elsewhere():
    assert surrounds([SQUARE, HOLE], (2.0, 0.1))
    assert not surrounds([SQUARE, HOLE], (2.1, 0.1))
    assert not surrounds([SQUARE, HOLE], (0.1, -0.1))
