"""The report in a real browser: no network, no sideways scroll on a phone, dark and print too."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from netral.cli.demo import demo

pytestmark = pytest.mark.browser
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
QUIET = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
--disable-component-update --disable-sync --hide-scrollbars --allow-file-access-from-files".split()


PROBE = """f.onload = () => { const d = f.contentDocument, w = f.contentWindow; out.textContent = JSON.stringify({
  wide: d.documentElement.scrollWidth, height: d.body.scrollHeight,
  dark: w.matchMedia("(prefers-color-scheme: dark)").matches, paper: w.getComputedStyle(d.body).backgroundColor,
  loaded: w.performance.getEntriesByType("resource").length }); }"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("demo") / "out"
    demo(out=out)
    return out / "report.html"


def chromium(page: Path, *options: str) -> str:
    """What the browser prints; a new profile each time, so that nothing is remembered."""
    command = [CHROMIUM, *QUIET, f"--user-data-dir={page.parent / 'profile'}", *options, page.as_uri()]
    return subprocess.run(command, capture_output=True, text=True, timeout=90, check=True).stdout


def measure(page: Path, width: int, *, dark: bool = False) -> dict[str, float]:
    """Render the page in a frame of that width and ask it how wide and how dark it came out."""
    probe = page.with_name(f"probe-{width}-{dark}.html")
    scheme = "dark" if dark else "light"
    frame = (
        f'<iframe id=f style="width:{width}px;height:800px;border:0;color-scheme:{scheme}" src="{page.name}"></iframe>'
    )
    probe.write_text(f"<!doctype html>{frame}<pre id=out></pre><script>{PROBE}</script>", "utf-8")
    options = ["--virtual-time-budget=4000", "--dump-dom", *(["--force-dark-mode"] if dark else [])]
    found = re.search(r"<pre id=\"out\">(.*?)</pre>", chromium(probe, *options), re.DOTALL)
    assert found, "the page did not load"
    return dict(json.loads(found[1].replace("&quot;", '"')))


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
@pytest.mark.parametrize("language", ["report.html", "report.en.html"])
def test_nothing_scrolls_sideways(page: Path, width: int, language: str) -> None:
    seen = measure(page.with_name(language), width)
    assert seen["wide"] <= width
    assert seen["height"] > 1000


def test_nothing_is_loaded_and_nothing_runs(page: Path) -> None:
    assert measure(page, 800)["loaded"] == 0
    text = page.read_text("utf-8")
    assert "<script" not in text
    assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//(?!bsky|x\.com|twitter\.com|mastodon\.example)""", text)
    assert "default-src 'none'" in text


def test_dark_follows_the_device(page: Path) -> None:
    light, dark = measure(page, 800), measure(page, 800, dark=True)
    assert (light["dark"], dark["dark"]) == (False, True)
    assert light["paper"] != dark["paper"]


def test_it_prints_as_pdf(page: Path) -> None:
    pdf = page.with_name("report.pdf")
    chromium(page, f"--print-to-pdf={pdf}", "--no-pdf-header-footer")
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert pdf.stat().st_size > 20_000
