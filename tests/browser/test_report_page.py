"""The report in a real browser: no network, no sideways scroll on a phone, dark and print too."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from netral.cli.demo import demo

pytestmark = pytest.mark.browser
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
QUIET = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
--disable-component-update --disable-sync --hide-scrollbars --allow-file-access-from-files".split()


PROBE = """
const texts = d => { const all = d.createTreeWalker(d.body, NodeFilter.SHOW_TEXT), found = [];
  while (all.nextNode()) if (all.currentNode.data.trim()) found.push(all.currentNode.parentElement);
  return found; };
const cut = (d, cell) => { const r = d.createRange(), first = cell.firstChild; r.selectNodeContents(first);
  return first.nodeType === 3 && [...first.data.matchAll(/\\w+/g)].some(word => { r.setStart(first, word.index);
    r.setEnd(first, word.index + word[0].length); return r.getClientRects().length > 1; }); };
f.onload = () => { const d = f.contentDocument, w = f.contentWindow; out.textContent = JSON.stringify({
  wide: d.documentElement.scrollWidth, height: d.body.scrollHeight,
  dark: w.matchMedia("(prefers-color-scheme: dark)").matches, paper: w.getComputedStyle(d.body).backgroundColor,
  small: Math.min(...texts(d).map(e => parseFloat(w.getComputedStyle(e).fontSize))),
  low: Math.min(...[...d.querySelectorAll("a:not(.lompat), summary")].map(e => e.getBoundingClientRect().height)),
  broken: [...d.querySelectorAll("tbody th")].filter(e => cut(d, e)).map(e => e.textContent),
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


def measure(page: Path, width: int, *, dark: bool = False) -> dict[str, Any]:
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


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["report.html", "report.en.html"])
def test_everything_can_be_read_and_touched(page: Path, width: int, language: str) -> None:
    seen = measure(page.with_name(language), width)
    assert seen["small"] >= 15
    assert seen["low"] >= 24
    assert seen["broken"] == []
    assert seen["height"] < (16_000 if width == 360 else 10_500)


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


@pytest.mark.parametrize("language", ["report.html", "report.en.html"])
def test_it_prints_on_six_pages_with_several_findings_each(page: Path, language: str) -> None:
    pdf = page.with_name(f"{language}.pdf")
    chromium(page.with_name(language), f"--print-to-pdf={pdf}", "--no-pdf-header-footer")
    content = pdf.read_bytes()
    assert content.startswith(b"%PDF-")
    assert 2 <= len(re.findall(rb"/Type\s*/Page\b", content)) <= 6
