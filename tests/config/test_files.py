"""Settings files: where they are found, what they say, what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.config.files import find_file, read_file
from claimcheck.config.toml import read_toml
from claimcheck.errors import ConfigError
from claimcheck.labels import Label


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(name: str, text: str) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_the_nearest_file_is_found_in_the_order_of_names(folder: Path) -> None:
    start = folder / "a" / "b"
    start.mkdir(parents=True)
    assert find_file(start, {"XDG_CONFIG_HOME": str(folder)}) is None
    for name in ("claimcheck/claimcheck.toml", "pyproject.toml", "a/claimcheck.toml"):
        put(name, "[tool.claimcheck]\njobs = 2" if "pyproject" in name else "jobs = 3")
        found = find_file(start, {"XDG_CONFIG_HOME": str(folder)})
        assert found is not None and found.path == folder / name
    put("a/b/pyproject.toml", "[tool.other]\nclaimcheck = 1")
    put("a/.claimcheck.toml", "jobs = 4")
    found = find_file(start, {})
    assert found is not None and found.path == folder / "a/.claimcheck.toml"
    assert found.root == folder / "a"


def test_the_users_own_file_is_relative_to_the_working_directory(folder: Path) -> None:
    put("home/claimcheck/claimcheck.toml", "jobs = 2")
    (folder / "work").mkdir()
    found = find_file(folder / "work", {"XDG_CONFIG_HOME": str(folder / "home")})
    assert found is not None and found.root == folder / "work"


def test_values_have_their_line_for_origin(folder: Path) -> None:
    path = put(
        "pyproject.toml",
        '[project]\nname = "x"\n\n[tool.claimcheck]\njobs = 2\nselect = [\n "unsafe",\n]\n'
        '[tool.claimcheck.per-path."blog/**"]\nfail-on = "never"\n',
    )
    read = read_file(path, folder)
    assert {key: (one.value, one.origin) for key, one in read.layer.items()} == {
        "jobs": (2, "pyproject.toml:5"),
        "select": ((Label.UNSAFE,), "pyproject.toml:6"),
    }
    table = read.per_path[0]
    assert table.layer["fail-on"].origin == "pyproject.toml:10"
    assert table.applies("blog/x/a.md") and not table.applies("a.md")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            'min-severty = "unsafe"',
            ["1:1: unknown key 'min-severty'; did you mean 'min-severity'?"],
        ),
        ("# c\n\n  frob = 1", ["3:3: unknown key 'frob'; `claimcheck config` lists the keys"]),
        ("output = 'x'", ["1:1: 'output' belongs to one run and not into a file"]),
        ("jobs = 0\nwhy = 1", ["1:1: jobs: must be a whole number", "2:1: why: must be true or"]),
        ("[per-path.'a']\njobs = 2", ["2:1: 'jobs' cannot be set by path; only select, ignore"]),
        ("[per-path.'a']\nignor = []", ["2:1: unknown key 'ignor'; did you mean 'ignore'?"]),
        ("per-path = 1", ["1:1: must be tables such as"]),
        ("per-path = {a = 1}", ["1:13: must be a table of settings"]),
        ('x = "', ["1:6: not valid TOML: "]),
        ("y = 1\nx = ", ["2:5: not valid TOML: Invalid value"]),
        ("x = 1\nx = 2", ["2:6: not valid TOML: Cannot overwrite"]),
    ],
)
def test_faults_are_told_with_their_place(folder: Path, text: str, told: list[str]) -> None:
    path = put("c.toml", text)
    with pytest.raises(ConfigError) as error:
        read_file(path, folder)
    lines = str(error.value).splitlines()
    assert len(lines) == len(told)
    for line, part in zip(lines, told, strict=True):
        assert line.startswith("c.toml:") and part in line


def test_a_missing_file_and_one_that_is_no_utf8_are_told(folder: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.toml: cannot be read \(no such file"):
        read_file(Path("none.toml"), folder)
    Path("x.toml").write_bytes(b"a = '\xff'")
    with pytest.raises(ConfigError, match=r"x\.toml: is not UTF-8 at byte 5"):
        read_file(Path("x.toml"), folder)


KEYS = st.text("abc-", min_size=1, max_size=4).filter(lambda key: key.strip("-"))


@given(st.lists(KEYS, min_size=1, max_size=6, unique=True), st.integers(0, 2), st.data())
def test_every_key_is_found_in_its_line(keys: list[str], blank: int, data: st.DataObject) -> None:
    gap = "# a = b\n" * blank
    Path("k.toml").write_text("".join(f"{gap}  {key} = [\n 1]\n" for key in keys))
    number = data.draw(st.integers(0, len(keys) - 1))
    line = number * (blank + 2) + blank + 1
    assert read_toml(Path("k.toml")).place([keys[number]]) == f"k.toml:{line}:3"
