"""Read one picture and write its pixels anew: a program of its own, since hostile pictures are read here.

`python -m netral.evidence.views.image MASKS` takes the picture on standard input and gives one line of JSON (size,
`looks_like`) and then a PNG or JPEG. MASKS: `left,top,width,height;…`, or `-`.
"""

from __future__ import annotations

import json
import resource
import sys
from io import BytesIO
from typing import Any

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP")
PIXELS = 60_000_000
MEMORY, SECONDS = 1 << 30, 20
LONGEST = 4000
"""The longer side of a copy, in pixels; larger pictures are made smaller, the original keeps all."""


def limit() -> None:
    """No more memory and time than one picture may take, no file, no other program."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))


def copy(data: bytes, masks: list[tuple[int, int, int, int]]) -> tuple[dict[str, Any], bytes]:
    """The pixels of the first frame, turned the right way up, without any metadata; masked ones are overwritten."""
    from PIL import Image, ImageDraw, ImageOps

    Image.MAX_IMAGE_PIXELS = PIXELS
    with Image.open(BytesIO(data), formats=FORMATS) as opened:
        if opened.width * opened.height > PIXELS:
            raise ValueError("too many pixels")
        kind = opened.format
        turned = ImageOps.exif_transpose(opened)
        pixels = turned.convert("RGBA" if "A" in turned.getbands() or "transparency" in turned.info else "RGB")
    # A picture made of nothing but pixels: whatever else the file held is left behind.
    clean = Image.new(pixels.mode, pixels.size)
    clean.paste(pixels)
    draw = ImageDraw.Draw(clean)
    for left, top, width, height in masks:
        draw.rectangle((left, top, left + width - 1, top + height - 1), fill=(0, 0, 0, 255)[: len(clean.getbands())])
    if max(clean.size) > LONGEST:
        clean.thumbnail((LONGEST, LONGEST))
    out = BytesIO()
    if kind == "JPEG" and clean.mode == "RGB":
        clean.save(out, "JPEG", quality=88)
        media_type = "image/jpeg"
    else:
        clean.save(out, "PNG", optimize=True)
        media_type = "image/png"
    return {
        "media_type": media_type,
        "width": clean.width,
        "height": clean.height,
        "looks_like": _dhash(clean),
    }, out.getvalue()


def _dhash(image: Any) -> str:
    """64 bits: is each of 8 × 8 points brighter than its neighbour? Finds the same picture twice; knows no people."""
    small = image.convert("L").resize((9, 8)).tobytes()
    bits = "".join("1" if small[9 * y + x] > small[9 * y + x + 1] else "0" for y in range(8) for x in range(8))
    return f"{int(bits, 2):016x}"


def main(words: list[str]) -> int:
    """0, and the copy on standard output; 3 where the picture cannot be read within its limits."""
    import PIL.BmpImagePlugin
    import PIL.GifImagePlugin
    import PIL.JpegImagePlugin
    import PIL.PngImagePlugin
    import PIL.TiffImagePlugin
    import PIL.WebPImagePlugin  # noqa: F401 (loaded before the limits forbid it)

    (asked,) = words
    masks = [] if asked == "-" else [tuple(int(one) for one in mask.split(",")) for mask in asked.split(";")]
    data = sys.stdin.buffer.read()
    limit()
    try:
        about, made = copy(data, masks)  # type: ignore[arg-type]
    except (OSError, ValueError, MemoryError, SyntaxError, ArithmeticError, LookupError, TypeError, RuntimeError):
        return 3
    sys.stdout.buffer.write(json.dumps(about).encode() + b"\n" + made)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
