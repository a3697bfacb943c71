"""Takes docs/report.png, the README's second picture, of a real report in Chromium:
`python docs/make_report_picture.py`.

Needs Chromium, Playwright and Pillow.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

SAMPLE = "docs/kratom-for-chronic-pain.md"
SIZE = {"width": 1440, "height": 960}
STEPS, COLOURS = 4, 128


def main() -> None:
    """Review the sample article, step to its fourth claim and keep what can be seen."""
    root = Path(__file__).parent.parent
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.html"
        command = [sys.executable, "-m", "claimcheck", "review", SAMPLE, "-f", "html"]
        subprocess.run([*command, "-o", str(report), "--exit-zero"], cwd=root, check=True)
        picture = Image.open(io.BytesIO(screenshot(report)))
    few = picture.convert("RGB").quantize(COLOURS, Image.Quantize.MAXCOVERAGE)
    few.save(root / "docs" / "report.png", optimize=True)


def screenshot(report: Path) -> bytes:
    """The PNG of the page with a claim chosen."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page(viewport=SIZE, color_scheme="light")
        page.goto(report.as_uri())
        for _ in range(STEPS):
            page.keyboard.press("j")
        page.wait_for_timeout(500)
        return page.screenshot()


if __name__ == "__main__":
    main()
