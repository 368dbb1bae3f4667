"""The icons keep to the rules of Teams: size, background, safe area, and white only."""

import io

import pytest
from berichtwacht_teams.manifest import PackageChoice, build_files
from PIL import Image

BLUE = (0x0F, 0x4C, 0x6B)
WHITE = (255, 255, 255)


@pytest.fixture(scope="module")
def files():
    address = "https://example.nl/"
    return build_files(
        PackageChoice("0f8fad5b-d9cb-469f-a165-70867728950e", "example.nl", "Voorbeeld", address, address, address)
    )


def test_the_colour_icon_fills_its_square_and_keeps_the_mark_in_the_safe_area(files):
    icon = Image.open(io.BytesIO(files["color.png"]))
    assert (icon.format, icon.size, icon.mode) == ("PNG", (192, 192), "RGB")
    mark = [(x, y) for x in range(192) for y in range(192) if icon.getpixel((x, y)) != BLUE]
    columns, rows = zip(*mark, strict=True)
    assert 36 <= min(columns) < max(columns) < 156
    assert 36 <= min(rows) < max(rows) < 156
    assert WHITE in {icon.getpixel(place) for place in mark}


def test_the_outline_is_white_on_nothing(files):
    icon = Image.open(io.BytesIO(files["outline.png"]))
    assert (icon.format, icon.size, icon.mode) == ("PNG", (32, 32), "RGBA")
    pixels = [icon.getpixel((x, y)) for x in range(32) for y in range(32)]
    assert {(red, green, blue) for red, green, blue, alpha in pixels if alpha} == {WHITE}
    assert sum(alpha == 255 for *_, alpha in pixels) > 100
    assert sum(alpha == 0 for *_, alpha in pixels) > 600
    assert all(icon.getpixel(corner)[3] == 0 for corner in [(0, 0), (31, 0), (0, 31), (31, 31)])
