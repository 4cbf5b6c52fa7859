"""Read one picture and write its pixels anew: a program of its own, since hostile pictures are read here.

`python -m netral.evidence.views.image MASKS` takes the picture on standard input and gives one line of JSON (size,
`looks_like`, `more`) and then a PNG or JPEG. MASKS: `left,top,width,height;…` in pixels of the copy, or `-`.
"""

from __future__ import annotations

import sys
from functools import partial
from io import BytesIO
from typing import Any

from netral.evidence.views import apart

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP")
PIXELS = 50_000_000
JPEG_PIXELS = 250_000_000
"""A JPEG is read at a half, a quarter or an eighth of its size: the largest cameras of telephones fit."""
LONGEST = 4000
"""The longer side of a copy, in pixels; larger pictures are made smaller, the original keeps all."""
_GROUND = (128, 128, 128)
"""Under transparent parts: neither black nor white words hide on it."""
_DEEP = ("I", "F")


def copy(data: bytes, masks: list[tuple[int, int, int, int]]) -> tuple[dict[str, Any], bytes]:
    """The pixels of the first frame, turned the right way up, without any metadata; masked ones are overwritten.

    Masks count in the pixels of the copy, because that is what people look at. `more`: other frames or pages follow.
    """
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = JPEG_PIXELS
    with Image.open(BytesIO(data), formats=FORMATS) as opened:
        kind = opened.format
        # A telephone's JPEG may hold an image of depth or light beside the photo; that is no second page.
        camera = kind in ("JPEG", "MPO")
        if camera:
            width, height = opened.size
            longer = max(width, height)
            opened.draft(None, (max(1, width * LONGEST // longer), max(1, height * LONGEST // longer)))
        if opened.width * opened.height > PIXELS:
            raise ValueError("too many pixels")
        clean = _pixels(opened)
        more = not camera and _has_more(opened)
    if max(clean.size) > LONGEST:
        clean.thumbnail((LONGEST, LONGEST))
    _cover(clean, masks)
    out = BytesIO()
    if camera:
        clean.save(out, "JPEG", quality=88)
    else:
        clean.save(out, "PNG", optimize=True)
    about = {
        "media_type": "image/jpeg" if camera else "image/png",
        "width": clean.width,
        "height": clean.height,
        "looks_like": _dhash(clean),
        "more": more,
    }
    return about, out.getvalue()


def _pixels(opened: Any) -> Any:
    """An RGB picture of nothing but pixels: whatever else the file held is left behind."""
    from PIL import Image, ImageOps

    opened.load()
    turned = ImageOps.exif_transpose(opened)
    if turned.mode.startswith(_DEEP):
        turned = _shallow(turned)
    if "A" in turned.getbands() or "a" in turned.getbands() or "transparency" in turned.info:
        # Colours under full transparency are words that nobody sees: they do not come along.
        above = turned.convert("RGBA")
        clean = Image.new("RGB", above.size, _GROUND)
        clean.paste(above, mask=above.getchannel("A"))
        return clean
    plain = turned if turned.mode == "RGB" else turned.convert("RGB")
    clean = Image.new("RGB", plain.size)
    clean.paste(plain)
    return clean


def _shallow(image: Any) -> Any:
    """Sixteen bits and more to eight; `convert` would cut off all above 255, and leave a white sheet."""
    darkest, brightest = (0, 65535) if image.mode.startswith("I;16") else image.getextrema()
    scale = 255 / ((brightest - darkest) or 1)
    return image.point(lambda value: value * scale + -darkest * scale).convert("L")


def _has_more(opened: Any) -> bool:
    try:
        opened.seek(1)
    except EOFError:
        return False
    return True


def _cover(image: Any, masks: list[tuple[int, int, int, int]]) -> None:
    from PIL import ImageDraw

    draw = ImageDraw.Draw(image)
    for left, top, width, height in masks:
        if not (0 <= left < image.width and 0 <= top < image.height and width > 0 and height > 0):
            raise apart.Refused(apart.OUTSIDE)
        draw.rectangle((left, top, left + width - 1, top + height - 1), fill=(0, 0, 0))


def _dhash(image: Any) -> str:
    """64 bits: is each of 8 × 8 points brighter than its neighbour? Finds the same picture twice; knows no people."""
    small = image.convert("L").resize((9, 8)).tobytes()
    bits = "".join("1" if small[9 * y + x] > small[9 * y + x + 1] else "0" for y in range(8) for x in range(8))
    return f"{int(bits, 2):016x}"


def main(words: list[str]) -> int:
    """0, and the copy on standard output; otherwise a status of `apart`."""
    import PIL.BmpImagePlugin
    import PIL.GifImagePlugin
    import PIL.JpegImagePlugin
    import PIL.MpoImagePlugin
    import PIL.PngImagePlugin
    import PIL.TiffImagePlugin
    import PIL.WebPImagePlugin  # noqa: F401 (loaded before the limits forbid it)

    (told,) = words
    masks = [] if told == "-" else [tuple(int(one) for one in mask.split(",")) for mask in told.split(";")]
    return apart.answer(partial(copy, masks=masks))  # type: ignore[arg-type]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
