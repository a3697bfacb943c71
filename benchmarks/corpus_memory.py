"""How much memory the tools of `claimcheck corpus` take, by the number of documents.

`python -m benchmarks.corpus_memory 10000 100000` makes corpora of so many documents from the
shipped one (new ids, a quarter of the words changed for others of their length, cut after
`--characters`) in a temporary folder and prints a Markdown table: peak memory, and processor time
as a multiple of that for the first corpus.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

CORPUS = Path(__file__).parent.parent / "corpus"
WORD = re.compile(r"[a-z]+")
CHANGED = 0.25
TOOLS = {
    "validate": "validate {one}",
    "stats": "stats {one}",
    "split": "split {one} --into {folder}/split",
    "convert, to a folder of DocBins": "convert {one} -o {folder}/docbins --to docbin",
    "convert, from it": "convert {folder}/docbins -o {folder}/back.jsonl",
    "agreement, with its page": "agreement {one} {other} --html {folder}/page.html",
    "doubt": "doubt {one}",
}


def corpus(count: int, characters: int) -> Iterator[tuple[str, str]]:
    """Lines of two annotators; the second leaves a claim out in every seventh document."""
    documents = [
        json.loads(line)
        for name in ("train.jsonl", "held_out.jsonl")
        for line in (CORPUS / name).read_text(encoding="utf-8").splitlines()
    ]
    words: dict[int, list[str]] = defaultdict(list)
    for document in documents:
        for word in WORD.findall(document["text"]):
            words[len(word)].append(word)
    lot = random.Random(7)

    def other(match: re.Match[str]) -> str:
        return lot.choice(words[len(match[0])]) if lot.random() < CHANGED else match[0]

    for number in range(count):
        document = documents[number % len(documents)]
        end = document["text"].find("\n", characters)
        text = document["text"][: end if end > 0 else None].rstrip()
        record = {
            "id": f"{document['id']}-{number:06}",
            "text": WORD.sub(other, text),
            "spans": [span for span in document["spans"] if span["end"] <= len(text)],
            "meta": {key: value for key, value in document["meta"].items() if key != "sentences"},
        }
        less = {**record, "spans": record["spans"][number % 7 == 0 :]}
        yield json.dumps(record) + "\n", json.dumps(less) + "\n"


def measured(command: str) -> tuple[float, float]:
    """Peak memory in MB and processor time in seconds of one command."""
    arguments = [sys.executable, "-m", "claimcheck", "corpus", *command.split()]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(arguments, stdout=quiet, stderr=quiet) as process:
        _, _, used = os.wait4(process.pid, 0)
        process.returncode = 0
    return used.ru_maxrss / 1024, used.ru_utime + used.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", nargs="+", type=int)
    parser.add_argument("--characters", type=int, default=150)
    given = parser.parse_args()
    results: dict[str, list[tuple[float, float]]] = {name: [] for name in TOOLS}
    for count in given.counts:
        with tempfile.TemporaryDirectory() as folder:
            one, other = Path(folder, "one.jsonl"), Path(folder, "other.jsonl")
            with one.open("w") as first, other.open("w") as second:
                for line, less in corpus(count, given.characters):
                    first.write(line)
                    second.write(less)
            for name, command in TOOLS.items():
                told = command.format(one=one, other=other, folder=folder)
                results[name].append(measured(told))
    print("| tool | " + " | ".join(f"{count:,} documents" for count in given.counts) + " |")
    print("|---" * (len(given.counts) + 1) + "|")
    for name, found in results.items():
        cells = [f"{memory:.0f} MB, {time / found[0][1]:.1f} times" for memory, time in found]
        print(f"| {name} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
