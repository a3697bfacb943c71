"""Draws docs/review.svg, the README's picture, from a real run: `python docs/make_picture.py`.

Needs `rich`, which spaCy brings along.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

SAMPLE = "docs/kratom-for-chronic-pain.md"
FIRST, LINES = "## The Science", 44
WIDTH = 100


def main() -> None:
    """Review the sample article in colour and draw the findings of its second section."""
    root = Path(__file__).parent.parent
    run = subprocess.run(
        [sys.executable, "-m", "claimcheck", "review", SAMPLE, "--color", "always", "-q"],
        cwd=root,
        capture_output=True,
        text=True,
        env={"COLUMNS": str(WIDTH), "PATH": "", "PYTHONPATH": str(root)},
        check=False,
    )
    section = (root / SAMPLE).read_text(encoding="utf-8").split(FIRST)[0].count("\n")
    blocks = run.stdout.split("\n\n")
    starts = [re.search(r"(\d+):\d+", block) for block in blocks]
    chosen = [b for b, s in zip(blocks, starts, strict=True) if s and int(s.group(1)) > section]
    text = f"$ claimcheck review {SAMPLE}\n\n{blocks[0]}\n\n" + "\n\n".join(chosen)
    console = Console(record=True, width=WIDTH, file=open("/dev/null", "w", encoding="utf-8"))  # noqa: SIM115
    console.print(Text.from_ansi("\n".join(text.split("\n")[:LINES]).rstrip()))
    svg = console.export_svg(title="claimcheck")
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    (root / "docs" / "review.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
