"""A file is written whole or not at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from claimcheck.output import atomic_binary_writer, atomic_writer, remove_leftovers

WRITE_FOR_EVER = """
import sys
from claimcheck.output import atomic_writer
turn = 0
print("ready", flush=True)
while True:
    turn += 1
    with atomic_writer(sys.argv[1]) as file:
        for _ in range(200):
            file.write(str(turn % 10) * 1000)
"""


def test_the_file_takes_its_place_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_text("old")
    path.chmod(0o640)
    with atomic_writer(path) as file:
        file.write("new é\r\n")
        assert path.read_text() == "old"
    assert path.read_bytes() == "new é\r\n".encode()
    assert path.stat().st_mode & 0o777 == 0o640
    assert os.listdir(tmp_path) == ["out.txt"]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_an_error_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, error: type[BaseException]
) -> None:
    path = tmp_path / "out.txt"
    path.write_text("old")
    with pytest.raises(error), atomic_writer(path) as file:
        file.write("half")
        raise error
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["out.txt"]


def test_bytes_are_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "out.docx"
    with atomic_binary_writer(path) as file:
        file.write(b"\x00\r\n")
    with pytest.raises(ValueError), atomic_binary_writer(path) as file:
        file.write(b"half")
        raise ValueError
    assert path.read_bytes() == b"\x00\r\n"
    assert os.listdir(tmp_path) == ["out.docx"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "target.txt", tmp_path / "link.txt"
    target.write_text("old")
    link.symlink_to(target)
    with atomic_writer(link) as file:
        file.write("new")
    assert link.is_symlink() and target.read_text() == "new"


def test_kill_9_leaves_a_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_text("0" * 200_000)
    for pause in (0.0, 0.013, 0.031, 0.05, 0.077):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITE_FOR_EVER, str(path)], stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(pause)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        text = path.read_text()
        assert len(text) == 200_000 and len(set(text)) == 1


def test_what_killed_programs_left_of_a_file_is_removed(tmp_path: Path) -> None:
    left = (".out[1].0a1b2c3d.tmp", ".out[1].ffffffff.tmp")
    others = (".out[1].resume", ".out[1].0a1b2c3.tmp", ".out1.0a1b2c3d.tmp", "out[1]")
    for name in (*left, *others):
        (tmp_path / name).write_text("x")
    remove_leftovers(tmp_path / "out[1]")
    assert set(os.listdir(tmp_path)) == set(others)
