"""Patches of git, read by hand; test_changes.py reads those of git itself."""

from __future__ import annotations

import pytest

from claimcheck.suppress.patch import Lines, changed_lines


def patch_of(name: str, *hunks: str) -> bytes:
    head = f"diff --git a/{name} b/{name}\nindex 1..2 100644\n--- a/{name}\n+++ b/{name}\n"
    return (head + "".join(hunks)).encode()


@pytest.mark.parametrize(
    ("hunk", "lines"),
    [
        ("@@ -1 +1 @@\n-a\n+b\n", Lines(((1, 1),))),
        ("@@ -0,0 +5,3 @@ x\n+a\n+b\n+c\n", Lines(((5, 7),))),
        ("@@ -3,2 +2,0 @@\n-a\n-b\n", Lines((), (2,))),
        ("@@ -1 +1 @@\n-a\n+b\n@@ -9 +9,2 @@\n-a\n+b\n+c\n", Lines(((1, 1), (9, 10)))),
        ("@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline\n", Lines(((1, 1),))),
        ("@@ -1,2 +1 @@\n---- a/x\n-@@ -1 +8 @@\n+++ b/evil\n", Lines(((1, 1),))),
        (f"@@ -1 +1,{'9' * 5000} @@\n", Lines()),
    ],
)
def test_lines_of_a_hunk(hunk: str, lines: Lines) -> None:
    assert changed_lines(patch_of("a.md", hunk)) == {"a.md": lines}


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("b/a b.md\t", "a b.md"),
        (r'"b/\303\244\t\"\\.md"', 'ä\t"\\.md'),
        ("b/a and b.md", "a and b.md"),
        (r'"b/\606\377.md"', "606\udcff.md"),
    ],
)
def test_paths(written: str, path: str) -> None:
    plain = f"diff --git x\n--- a/x\n+++ {written}\n@@ -1 +1 @@\n-a\n+b\n".encode()
    assert changed_lines(plain) == {path: Lines(((1, 1),))}
    binary = f"diff --git x\nindex 1..2\nBinary files a/x and {written.rstrip()} differ\n".encode()
    assert changed_lines(binary) == {path: None}


def test_files_that_are_gone_renamed_as_they_are_or_only_of_another_mode() -> None:
    gone = (
        b"diff --git a/x b/x\ndeleted file mode 100644\n--- a/x\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n"
    )
    binary = b"diff --git a/x b/x\nBinary files a/x and /dev/null differ\n"
    renamed = b"diff --git a/x b/y\nsimilarity index 100%\nrename from x\nrename to y\n"
    mode = b"diff --git a/x b/x\nold mode 100644\nnew mode 100755\n"
    assert changed_lines(gone + binary + renamed + mode) == {}
    assert changed_lines(b"") == {}


@pytest.mark.parametrize(
    ("first", "last", "touched"),
    [
        (1, 2, False),
        (1, 3, True),
        (4, 9, True),
        (5, 9, False),
        (8, 8, False),
        (8, 9, False),
        (9, 10, True),
    ],
)
def test_a_claim_is_touched_where_lines_changed_or_went(
    first: int, last: int, touched: bool
) -> None:
    assert Lines(((3, 4),), (9,)).touch(first, last) is touched
