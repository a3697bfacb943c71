"""Fuzzing guided by coverage: `python -m tests.fuzz TARGET [SECONDS]`; `--list` names the targets.

Needs atheris, which `.ci/nightly` installs. An input that breaks a target is kept in fuzz-crashes/.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import mkdtemp

_CRASHES = Path("fuzz-crashes")
_MOST_MIB, _MOST_SECONDS = 1500, 20
"""What no input whatever may take."""
_FOLLOWED = ["claimcheck", "markdown_it", "pypdf", "docx", "tomllib", "zipfile"]


def main() -> None:
    """Run one target; libFuzzer ends the process, with 77 where an input broke it."""
    import atheris

    with atheris.instrument_imports(include=_FOLLOWED):
        from tests.fuzz.targets import FUZZED

    if sys.argv[1:] == ["--list"]:
        sys.stdout.write(" ".join(FUZZED) + "\n")
        return
    name, seconds = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "60"
    _CRASHES.mkdir(exist_ok=True)
    corpus = Path(mkdtemp(prefix=f"fuzz-{name}-"))
    for number, seed in enumerate(FUZZED[name].seeds):
        (corpus / f"seed-{number}").write_bytes(seed)
    limits = [f"-max_total_time={seconds}", f"-rss_limit_mb={_MOST_MIB}"]
    limits += [
        f"-timeout={_MOST_SECONDS}",
        f"-artifact_prefix={_CRASHES}/{name}-",
        "-max_len=65536",
        "-len_control=10",
        "-verbosity=0",
    ]
    atheris.Setup([sys.argv[0], *limits, str(corpus)], FUZZED[name].run)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
