import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from services.directory.errors import UnusableLogo
from services.directory.files import logo
from services.directory.files.logo import read_logo, small_logo
from tests.factories.pictures import a_bomb, a_picture


def opened(picture):
    return Image.open(io.BytesIO(picture.data))


@pytest.mark.parametrize(
    ("kind", "size", "kept", "ending"),
    [
        ("PNG", (800, 200), (400, 100), "png"),
        ("WEBP", (500, 500), (160, 160), "png"),
        ("JPEG", (1600, 400), (400, 100), "jpg"),
        ("PNG", (40, 20), (40, 20), "png"),
    ],
)
def test_a_logo_is_kept_small_and_never_enlarged(kind, size, kept, ending):
    picture = small_logo(a_picture(kind, size))

    assert ((picture.width, picture.height), picture.ending) == (kept, ending)
    assert opened(picture).size == kept


def test_transparency_stays():
    assert opened(small_logo(a_picture(mode="RGBA"))).mode == "RGBA"
    assert opened(small_logo(a_picture(mode="P", transparency=0))).mode == "RGBA"


def test_what_a_camera_wrote_is_gone_and_the_picture_stands_upright():
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Appareil de Nadia"
    sent = a_picture("JPEG", (200, 100), exif=exif, comment=b"Reims")

    picture = small_logo(sent)

    assert b"Nadia" in sent
    assert b"Reims" in sent
    assert b"Nadia" not in picture.data
    assert b"Reims" not in picture.data
    assert (picture.width, picture.height) == (80, 160)


def test_a_photo_of_several_pictures_stays_a_photo():
    pair = a_picture("MPO", save_all=True, append_images=[Image.new("RGB", (800, 200))])

    assert Image.open(io.BytesIO(pair)).format == "MPO"
    assert small_logo(pair).ending == "jpg"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"<!doctype html><script>alert(1)</script>", logo.UNREADABLE),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', logo.VECTOR),
        (b"", logo.UNREADABLE),
        (a_picture("GIF", mode="P"), logo.UNREADABLE),
        (a_picture()[:200], logo.UNREADABLE),
        (a_picture("JPEG", dpi=(72, 72), exif=b"Exif\0\0no header at all"), logo.UNREADABLE),
        (a_picture(size=(4000, 4000)), logo.TOO_LARGE),
        (a_bomb(), logo.TOO_LARGE),
        (a_picture(size=(3000, 8)), logo.TOO_NARROW),
    ],
    ids=["html", "svg", "empty", "gif", "cut", "exif", "large", "bomb", "narrow"],
)
def test_what_cannot_be_a_logo_is_refused_with_its_mend(data, sentence):
    with pytest.raises(UnusableLogo) as refusal:
        small_logo(data)

    assert refusal.value.fields == {"file": [sentence]}


def test_a_file_of_more_than_a_megabyte_is_not_read_to_its_end():
    stream = io.BytesIO(b"\x89PNG" + bytes(5 * 1024**2))

    with pytest.raises(UnusableLogo):
        read_logo(stream)

    assert stream.tell() == 1024**2 + 1


@settings(max_examples=150)
@given(place=st.integers(0, 2000), byte=st.integers(0, 255), kind=st.sampled_from(["PNG", "JPEG", "WEBP"]))
def test_a_damaged_file_is_refused_or_read_but_never_breaks(place, byte, kind):
    data = bytearray(a_picture(kind, (64, 48)))
    data[place % len(data)] = byte
    try:
        picture = small_logo(bytes(data))
    except UnusableLogo:
        return

    assert picture.width <= 400
    assert picture.height <= 160
