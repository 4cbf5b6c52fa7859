"""What may be looked at: pixels and words alone; whatever hid beside them stays with the original."""

from __future__ import annotations

import resource
import struct
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from netral.evidence.errors import EvidenceRefused
from netral.evidence.views import apart, picture, text
from tests.evidence.bombs import BOMBS
from tests.evidence.originals import CANARY, PICTURES, frames, painted, saved
from tests.evidence.watching import most


def shown(data: bytes, regions: list[picture.Region] | None = None) -> Image.Image:
    made = picture.copied(data, regions or [])
    return Image.open(BytesIO(made.data))


@pytest.mark.parametrize("name", PICTURES)
def test_a_copy_holds_pixels_and_nothing_else(name: str) -> None:
    made = picture.copied(PICTURES[name])
    assert CANARY in PICTURES[name] or name == "jpeg-grey"
    assert CANARY not in made.data
    with Image.open(BytesIO(made.data)) as shown:
        assert not shown.getexif()
        assert set(shown.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi"}
        assert shown.size == (made.width, made.height) == (120, 90)


def test_the_same_picture_looks_alike_in_other_sizes_and_formats() -> None:
    with Image.open(BytesIO(PICTURES["jpeg"])) as image:
        out = BytesIO()
        image.resize((240, 180)).save(out, "PNG")
    assert picture.copied(out.getvalue()).looks_like == picture.copied(PICTURES["jpeg"]).looks_like


def test_a_covered_region_is_gone_from_the_pixels() -> None:
    made = picture.copied(PICTURES["png"], [(10, 20, 30, 40)])
    with Image.open(BytesIO(made.data)) as shown:
        region = shown.convert("RGB").crop((10, 20, 40, 60))
        assert region.getcolors() == [(1200, (0, 0, 0))]
        assert shown.convert("RGB").getpixel((5, 5)) == (0, 0, 128)


@pytest.mark.parametrize("region", [(500, 500, 9, 9), (5, 5, 0, 9), (120, 0, 9, 9)])
def test_a_region_off_the_picture_is_refused_since_it_would_cover_nothing(region: picture.Region) -> None:
    with pytest.raises(EvidenceRefused, match="di luar gambar"):
        picture.copied(PICTURES["png"], [region])


def test_a_region_counts_in_the_pixels_of_the_copy_that_people_see() -> None:
    large = Image.new("RGB", (8000, 2000), "white")
    large.paste("red", (6000, 0, 8000, 2000))
    with shown(saved(large, "PNG"), [(3000, 0, 1000, 1000)]) as seen:
        assert seen.size == (4000, 1000)
        # The blend of white and red at their border is no part of what was to be covered.
        assert seen.crop((3000, 0, 4000, 1000)).getcolors() == [(1_000_000, (0, 0, 0))]


DEEP = Image.frombytes("I;16", (60, 40), (struct.pack("<H", 60_000) * 30 + struct.pack("<H", 30_000) * 30) * 40)


@pytest.mark.parametrize(
    ("data", "left", "right"),
    [
        (saved(DEEP, "PNG"), 233, 116),
        (saved(DEEP, "TIFF"), 233, 116),
        (saved(DEEP.convert("F"), "TIFF"), 255, 0),
    ],
    ids=["png", "tiff", "floats"],
)
def test_a_scan_of_sixteen_bits_is_no_white_sheet(data: bytes, left: int, right: int) -> None:
    with shown(data) as seen:
        assert [seen.convert("L").getpixel(at) for at in ((5, 5), (50, 5))] == [left, right]


def test_colours_that_transparency_hid_do_not_come_along() -> None:
    secret = Image.new("RGBA", (60, 40), (255, 1, 2, 0))
    with shown(saved(secret, "PNG")) as seen:
        assert seen.mode == "RGB"
        assert seen.getcolors() == [(2400, (128, 128, 128))]


def test_a_photo_of_a_large_camera_gets_a_copy() -> None:
    # 108 megapixels, as telephones make them.
    made = picture.copied(saved(Image.new("L", (12_000, 9_000), 90), "JPEG"))
    assert (made.media_type, made.width, made.height) == ("image/jpeg", 4000, 3000)


def test_a_photo_with_damaged_camera_data_still_gets_its_copy() -> None:
    damaged = b"\xff\xd8\xff\xe1\x00\x20Exif\x00\x00" + b"\xff" * 24 + painted("JPEG")[2:]
    assert picture.copied(damaged).width == 120


def test_frames_that_the_copy_does_not_show_are_told_of() -> None:
    second = {"save_all": True, "append_images": [Image.new("RGB", (9, 9), "red")]}
    first = Image.new("RGB", (9, 9), "teal")
    assert [picture.copied(saved(first, kind, **second)).more for kind in ("GIF", "TIFF", "PNG", "WEBP")] == [True] * 4
    # The second image of a telephone's JPEG is light or depth, no page.
    assert not picture.copied(saved(first, "MPO", **second)).more
    assert not picture.copied(saved(first, "PNG")).more


@pytest.mark.parametrize("name", BOMBS)
def test_a_picture_that_is_a_bomb_or_none_is_refused(name: str) -> None:
    with pytest.raises(EvidenceRefused, match="JPG atau PNG"):
        picture.copied(BOMBS[name])


def test_bombs_cost_this_process_nothing() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for name in ("png of 3.6 gigapixels", "png of one line"):
        with pytest.raises(EvidenceRefused):
            picture.copied(BOMBS[name])
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300 << 10
    assert picture.copied(frames(3)).width == 2000


def test_the_reader_of_pictures_may_write_and_start_nothing(tmp_path: Path) -> None:
    code = (
        "import sys, subprocess; from netral.evidence.views.apart import limit; limit();"
        f"\nopen({str(tmp_path / 'x')!r}, 'wb', buffering=0).write(b'x' * 10)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert not (tmp_path / "x").read_bytes()


# Words.


def test_a_page_is_shown_as_its_visible_words() -> None:
    page = (
        "<html><head><title>x</title><script>jahat()</script><style>p{}</style></head><body onload=jahat()>"
        "<p>Halo <b>dunia</b></p><p hidden>tersembunyi</p><div style='display: none'>juga</div><img alt='foto' src=x>"
        "<iframe src=x>bingkai</iframe><p>akhir</body>"
    )
    assert text.visible(page) == "Halo dunia\n[foto]\nakhir"


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<html><head><meta charset=utf-8><title>x</title><body><p>Isi", "Isi"),
        ("<p aria-hidden=true>terlihat mata</p>", "terlihat mata"),
        ("<div><p hidden>a<p>b</div><p>c", "b\nc"),
        ("<ul><li hidden>a<li>b</ul>c", "b\nc"),
        ("<table><tr><td hidden>a<td>b<td>c</table>", "b\nc"),
        ("<div hidden>a<p>b</div>c", "c"),
        ("<svg><title>x</title><text>kata</text><script>y</script></svg>", "kata"),
        ("<td>nomor</td><td>5</td>", "nomor\n5"),
        ("<script>a<p>b", ""),
    ],
)
def test_no_more_is_left_out_than_a_reader_would_not_see(page: str, words: str) -> None:
    assert text.visible(page) == words


def test_signs_that_steer_a_terminal_or_turn_words_are_made_visible() -> None:
    assert text.plain("a\x1b[31m\u202emil\ta\r\nb") == "a�[31m�mil\ta\nb"


def test_a_page_is_read_apart() -> None:
    assert apart.asked("text", b"<p>a</p>").data == b"a"
    assert apart.asked("text", "<p>\ud800".encode("utf-8", "surrogatepass")).status == 0


def test_a_reader_has_no_more_memory_and_time_than_one_original_may_take() -> None:
    code = (
        "import resource; from netral.evidence.views.apart import *; limit();"
        "\nassert resource.getrlimit(resource.RLIMIT_CPU)[0] == SECONDS"
        "\nbytearray(MEMORY)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.strip().endswith("MemoryError")


def test_readers_of_hostile_bytes_run_one_at_a_time() -> None:
    """Each may take a gigabyte: several at once would take what the whole service may."""
    with most() as seen, ThreadPoolExecutor(4) as pool:
        for made in [pool.submit(picture.copied, PICTURES["png"]) for _ in range(4)]:
            assert made.result().data
    assert max(seen) == 1
