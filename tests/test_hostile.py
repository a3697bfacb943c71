"""Model folders made to harm: each is refused with an error that names it, before it is built.

Every folder has a manifest that fits it, since whoever makes such a folder makes that too.
"""

from __future__ import annotations

import io
import json
import os
import pickle
import shutil
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import pytest
import skops.io
import spacy
from sklearn.preprocessing import FunctionTransformer
from spacy.util import registry

from claimcheck import manifest, review
from claimcheck.classifier.encoder import runtime
from claimcheck.classifier.estimators import load_estimators
from claimcheck.errors import ModelError
from claimcheck.manifest import MANIFEST, write_manifest
from tests.classifier.encoder.made import encoder

FROZEN = Path(__file__).parent / "data" / "model_v1"
TOUCHED: list[str] = []


@pytest.fixture(autouse=True)
def nothing_touched() -> None:
    TOUCHED.clear()


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FROZEN, tmp_path / "model"))


@registry.misc("a_foreign_function")
def foreign() -> None:
    TOUCHED.append("function")


class Bomb:
    """Leaves a trace when it is unpickled."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return (TOUCHED.append, ("pickle",))


Change = Callable[[Path], object]


def put(name: str, data: bytes) -> Change:
    def change(folder: Path) -> None:
        (folder / name).write_bytes(data)

    return change


def config(old: str, new: str) -> Change:
    def change(folder: Path) -> None:
        path = folder / "config.cfg"
        assert old in path.read_text()
        path.write_text(path.read_text().replace(old, new, 1))

    return change


def record(file: str, **fields: object) -> Change:
    """Change fields of a JSON file."""

    def change(folder: Path) -> None:
        found = json.loads((folder / file).read_text())
        (folder / file).write_text(json.dumps(found | fields))

    return change


def arrays(name: str, edit: Callable[[dict[str, np.ndarray]], object]) -> Change:
    def change(folder: Path) -> None:
        with np.load(folder / name) as stored:
            found = dict(stored)
        edit(found)
        np.savez(folder / name, allow_pickle=True, **found)

    return change


def unpacking_to(name: str, size: int) -> Change:
    """An archive whose member says that it unpacks to `size` bytes."""

    def change(folder: Path) -> None:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("sentence.bias.npy", bytes(1000))
        data = buffer.getvalue()
        assert data.count(struct.pack("<I", 1000)) == 2
        (folder / name).write_bytes(data.replace(struct.pack("<I", 1000), struct.pack("<I", size)))

    return change


def many_members(folder: Path) -> None:
    with zipfile.ZipFile(folder / "claimcheck_finder/weights.npz", "w") as archive:
        for number in range(1000):
            archive.writestr(f"{number}.npy", b"")


def pickled(found: dict[str, np.ndarray]) -> None:
    bomb = np.empty(1, dtype=object)
    bomb[0] = Bomb()
    found["sentence.bias"] = bomb


def link_out(folder: Path) -> None:
    secret = folder.parent / "secret.json"
    shutil.move(folder / "claimcheck_finder/terms.json", secret)
    (folder / "claimcheck_finder/terms.json").symlink_to(secret)


def link_folder(folder: Path) -> None:
    shutil.move(folder / "claimcheck_labeller", folder.parent / "elsewhere")
    (folder / "claimcheck_labeller").symlink_to(folder.parent / "elsewhere")


def link_to_itself(folder: Path) -> None:
    (folder / "vocab" / "loop").symlink_to(folder)


def too_many_files(folder: Path) -> None:
    for number in range(manifest.MOST_FILES):
        (folder / "vocab" / f"{number}.json").write_text("{}")


FINDER = "claimcheck_finder"
BEFORE_BUILDING = {
    "code beside the weights": (put("finder.py", b"import os"), r"finder\.py: is no file that"),
    "a package": (put("__init__.py", b"import os"), r"__init__\.py: is no file that"),
    "a pickle": (put("vocab/x.pkl", pickle.dumps(3)), r"x\.pkl: is no file that"),
    "a library": (put("vocab/x.so", b"\x7fELF"), r"x\.so: is no file that"),
    "a link out of the folder": (link_out, r"terms\.json: is a link"),
    "a linked folder": (link_folder, "claimcheck_labeller: is a link"),
    "a loop": (link_to_itself, "loop: is a link"),
    "a pipe": (lambda folder: os.mkfifo(folder / "vocab/x.json"), r"x\.json: is no plain file"),
    "too many files": (too_many_files, "holds more than 200 files"),
    "a foreign factory": (
        config('factory = "claimcheck_cues"', 'factory = "ner"'),
        r"\[components\.claimcheck_cues\] asks for the factory 'ner'",
    ),
    "a foreign component": (
        config("[components.claimcheck_cues]", "[components.sentencizer]"),
        "pipeline is no list of the components",
    ),
    "a factory of no name": (
        config('factory = "claimcheck_cues"', "factory = [1, 2]"),
        r"asks for the factory \[1, 2\]",
    ),
    "another model's component": (
        config('factory = "claimcheck_cues"', 'factory = "claimcheck_cues"\nsource = "/etc"'),
        "asks for another model",
    ),
    "a foreign function": (
        config('@misc = "claimcheck_finder_model"', '@misc = "a_foreign_function"'),
        r"\[components\.claimcheck_finder\.model\] names @misc a_foreign_function",
    ),
    "a callback": (
        config(
            "before_creation = null",
            'before_creation = {"@misc": "a_foreign_function"}',
        ),
        r"\[nlp\.before_creation\] names @misc a_foreign_function",
    ),
    "a function where only training looks": (
        config("before_update = null", 'before_update = {"@misc": "a_foreign_function"}'),
        r"\[training\.before_update\] names @misc a_foreign_function",
    ),
    "another tokenizer": (
        config('"spacy.Tokenizer.v1"', '"spacy.ja.JapaneseTokenizer"'),
        "JapaneseTokenizer, which no claimcheck model needs",
    ),
    "another language": (config('lang = "en"', 'lang = "xx"'), r"lang 'xx' is not 'en'"),
    "no sections": (put("config.cfg", b"[paths]\n"), r"has no section \[nlp\]"),
    "no configuration": (put("config.cfg", b"\xff[["), r"config\.cfg: cannot be read"),
    "a configuration in disorder": (
        put("config.cfg", b"[nlp]\nlang = en\nlang = en\nno sign\n"),
        r"config\.cfg: cannot be read",
    ),
    "a huge configuration": (put("config.cfg", b"[nlp]\n" + b"#\n" * 2**18), "larger than"),
    "no description": (put("meta.json", b"[]"), r"meta\.json: holds no JSON object"),
    "a description of numbers": (record("meta.json", name=3), r"meta\.json: 'name' is missing"),
    "a deep description": (put("meta.json", b"[" * 100_000), r"meta\.json"),
}
"""What is seen without asking spaCy for anything."""

IN_A_PART = {
    "a pickle in the arrays": (arrays(f"{FINDER}/weights.npz", pickled), "weights.npz: cannot be"),
    "a pickle for an archive": (put(f"{FINDER}/weights.npz", pickle.dumps(Bomb())), "weights.npz"),
    "a member that unpacks to 4 GB": (unpacking_to(f"{FINDER}/weights.npz", 2**32 - 1), "larger"),
    "a thousand members": (many_members, "more than 200 members"),
    "weights that are no numbers": (
        arrays(f"{FINDER}/weights.npz", lambda found: found["sentence.bias"].fill(np.nan)),
        "not all finite",
    ),
    "weights of another shape": (
        arrays(f"{FINDER}/weights.npz", lambda found: found.update({"part.bias": np.ones(7)})),
        "do not fit",
    ),
    "word vectors of another shape": (
        arrays(f"{FINDER}/vectors.npz", lambda found: found.update(table=np.ones((9, 9), np.int8))),
        "do not fit",
    ),
    "a huge threshold": (
        record(f"{FINDER}/settings.json", thresholds={"sentence": 10**400, "border": 1, "part": 1}),
        "numbers beyond",
    ),
    "a threshold that is no number": (
        record(f"{FINDER}/settings.json", thresholds={"sentence": float("nan")}),
        "numbers beyond",
    ),
    "huge settings": (record(f"{FINDER}/settings.json", more="x" * 2**17), "larger than"),
    "settings of a later format": (record(f"{FINDER}/settings.json", format=99), "format 99"),
    "weights of labels that are texts": (
        record("claimcheck_labeller/settings.json", weights=["a"] * 4),
        "settings.json",
    ),
    "cues that are no lists": (
        record("claimcheck_cues/cues.json", cues={"cure/tea": 3}),
        "cues.json: cannot be read",
    ),
    "wordings that are no lists": (
        put("claimcheck_cues/cues.json", b'{"wordings": {"tea": "abc"}, "negates_to": {}}'),
        "cues.json: cannot be read",
    ),
    "cues in a list": (put("claimcheck_cues/cues.json", b"[]"), "cues.json: cannot be read"),
    "deep cues": (put("claimcheck_cues/cues.json", b"[" * 100_000), "cues.json: cannot be read"),
}
"""What a component sees when it reads its own folder, be it under `spacy.load` alone."""


@pytest.mark.parametrize("name", BEFORE_BUILDING)
def test_refused_before_spacy_is_asked(
    name: str, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change, message = BEFORE_BUILDING[name]
    change(model)
    write_manifest(model)
    monkeypatch.setattr(review, "load_model_from_path", lambda path: TOUCHED.append("spaCy"))
    with pytest.raises(ModelError, match=message):
        review.load(model)
    assert TOUCHED == []


@pytest.mark.parametrize("name", IN_A_PART)
@pytest.mark.parametrize("way", [review.load, spacy.load], ids=["claimcheck", "spacy"])
def test_refused_by_the_component(name: str, way: Callable[[Path], object], model: Path) -> None:
    change, message = IN_A_PART[name]
    change(model)
    write_manifest(model)
    with pytest.raises(ModelError, match=message):
        way(model)
    assert TOUCHED == []


@pytest.mark.parametrize(
    "change",
    [
        put(f"{FINDER}/terms.json", b"{}"),
        put(f"{FINDER}/more.json", b"{}"),
        put("claimcheck_cues/cues.json", b'{"wordings": {}, "negates_to": {}}'),
        lambda folder: (folder / "claimcheck_labeller/words.json").unlink(),
        link_out,
        link_folder,
    ],
)
def test_bare_spacy_refuses_a_part_that_is_not_what_the_manifest_says(
    change: Change, model: Path
) -> None:
    change(model)
    with pytest.raises(ModelError, match="claimcheck_"):
        spacy.load(model)


def test_a_copy_without_a_manifest_is_for_spacy_alone(model: Path) -> None:
    (model / MANIFEST).unlink()
    assert spacy.load(model)("Elder tea cures every cough.").spans["claims"]
    with pytest.raises(ModelError, match=r"manifest\.json: is missing"):
        review.load(model)


@pytest.mark.parametrize("name", ["vocab/strings.json", "vocab/vectors"])
@pytest.mark.parametrize("damage", [b"", b"\x80\x04N.", b"{" * 1000])
def test_a_damaged_file_of_spacy_is_told_as_ours(name: str, damage: bytes, model: Path) -> None:
    (model / name).write_bytes(damage)
    write_manifest(model)
    with pytest.raises(ModelError, match="model: cannot be loaded"):
        review.load(model)


def stored(path: Path, value: object) -> Path:
    skops.io.dump(value, path)
    return path


def with_schema(path: Path, edit: Callable[[str], str]) -> Path:
    """The frozen estimators with their schema rewritten."""
    with (
        zipfile.ZipFile(FROZEN / "estimators.skops") as old,
        zipfile.ZipFile(path, "w") as new,
    ):
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, edit(data.decode()) if name == "schema.json" else data)
    return path


def test_a_type_that_skops_trusts_and_we_do_not_need_is_refused(tmp_path: Path) -> None:
    path = stored(tmp_path / "e.skops", {"sentence": FunctionTransformer()})
    with pytest.raises(ModelError, match="FunctionTransformer"):
        load_estimators(path)


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: text.replace("LogisticRegression", "SGDClassifier"),
        lambda text: text.replace('"sklearn.linear_model._logistic"', '"os"'),
        lambda text: text.replace('"NdArrayNode"', '"MethodNode"'),
        lambda text: text.replace('"protocol": ', '"protocol": 99'),
        lambda text: "[" * 100_000,
        lambda text: "{}",
        lambda text: '{"__class__": 3, "__module__": []}',
    ],
)
def test_a_rewritten_schema_is_refused(edit: Callable[[str], str], tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"e\.skops"):
        load_estimators(with_schema(tmp_path / "e.skops", edit))


def test_a_pickle_inside_skops_is_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    np.save(buffer, np.array([Bomb()], dtype=object), allow_pickle=True)
    with (
        zipfile.ZipFile(FROZEN / "estimators.skops") as old,
        zipfile.ZipFile(tmp_path / "e.skops", "w") as new,
    ):
        for name in old.namelist():
            new.writestr(name, buffer.getvalue() if name.endswith(".npy") else old.read(name))
    with pytest.raises(ModelError, match=r"e\.skops: cannot be read"):
        load_estimators(tmp_path / "e.skops")
    assert TOUCHED == []


@pytest.mark.parametrize("value", [[1, 2], {"sentence": 3}, {"sentence": [1.0]}])
def test_what_is_no_estimator_is_refused(value: object, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no fitted estimators"):
        load_estimators(stored(tmp_path / "e.skops", value))


# A model with an encoder: what its folder holds is looked at before onnxruntime or tokenizers are.

ENCODER = "claimcheck_encoder"


@pytest.fixture
def encoding_model(tmp_path: Path) -> Path:
    nlp = spacy.blank("en")
    for name in ("claimcheck_segmenter", "claimcheck_cues"):
        nlp.add_pipe(name)
    nlp.add_pipe(ENCODER).encoder = encoder()
    nlp.meta.update(name="odd", version="1.0.0")
    nlp.to_disk(tmp_path / "model")
    write_manifest(tmp_path / "model")
    return tmp_path / "model"


def elsewhere(folder: Path) -> None:
    path = folder / ENCODER / "encoder.onnx"
    model = onnx.load(path)
    tensor = model.graph.initializer[0]
    tensor.ClearField("raw_data")
    tensor.data_location = onnx.TensorProto.EXTERNAL
    entry = tensor.external_data.add()
    entry.key, entry.value = "location", "../../etc/passwd"
    path.write_bytes(model.SerializeToString())


def cut_off(folder: Path) -> None:
    path = folder / ENCODER / "encoder.onnx"
    path.write_bytes(path.read_bytes()[:-30])


def linked_network(folder: Path) -> None:
    shutil.move(folder / ENCODER / "encoder.onnx", folder.parent / "far.onnx")
    (folder / ENCODER / "encoder.onnx").symlink_to(folder.parent / "far.onnx")


def another_tokenizer(folder: Path) -> None:
    path = folder / ENCODER / "tokenizer.json"
    split = {"type": "Split", "pattern": {"Regex": "(a+)+$"}, "behavior": "Isolated"}
    path.write_text(json.dumps(json.loads(path.read_text()) | {"pre_tokenizer": split}))


def objects(found: dict[str, np.ndarray]) -> None:
    found["token_bias"] = np.array([Bomb()] * 5, dtype=object)


def pickled_overview(folder: Path) -> None:
    cues = np.array([Bomb()], dtype=object)
    np.savez(folder / ENCODER / "overview.npz", allow_pickle=True, cues=cues)


HOSTILE_ENCODERS = {
    "a pickle in the overview": (pickled_overview, r"overview\.npz: cannot be"),
    "a tensor elsewhere": (elsewhere, r"encoder\.onnx: the tensor 'table' lies in another file"),
    "a graph cut off": (cut_off, r"encoder\.onnx: .* cut off"),
    "a link": (linked_network, r"encoder\.onnx: is a link"),
    "another tokenizer": (another_tokenizer, r"tokenizer\.json: .*'Split' is not what"),
    "no tokenizer": (put(f"{ENCODER}/tokenizer.json", b"[" * 9**6), r"tokenizer\.json: cannot be"),
    "a pickle in the heads": (arrays(f"{ENCODER}/heads.npz", objects), r"heads\.npz: cannot be"),
    "heads of doubles": (
        arrays(f"{ENCODER}/heads.npz", lambda found: found.update(token_bias=np.zeros(5))),
        r"heads\.npz: holds other than finite float32",
    ),
    "heads that are no numbers": (
        arrays(f"{ENCODER}/heads.npz", lambda found: found["token"].fill(np.inf)),
        r"heads\.npz: holds other than finite float32",
    ),
    "heads of no size": (
        arrays(f"{ENCODER}/heads.npz", lambda found: found.update(token=np.float32(3))),
        r"heads\.npz: does not fit",
    ),
}


def test_a_model_with_an_encoder_is_read(encoding_model: Path) -> None:
    assert review.load(encoding_model)("Hot tea.").tensor.shape == (3, 10)


@pytest.mark.parametrize("name", HOSTILE_ENCODERS)
@pytest.mark.parametrize("way", [review.load, spacy.load], ids=["claimcheck", "spacy"])
def test_a_hostile_encoder_is_refused_before_it_is_built(
    name: str,
    way: Callable[[Path], object],
    encoding_model: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    change, message = HOSTILE_ENCODERS[name]
    change(encoding_model)
    write_manifest(encoding_model)
    for builder in ("_session", "_tokenizer"):
        monkeypatch.setattr(runtime, builder, lambda given: TOUCHED.append("built"))
    with pytest.raises(ModelError, match=message):
        way(encoding_model)
    assert TOUCHED == []


def test_a_graph_that_fails_when_it_runs_is_told_as_ours(encoding_model: Path) -> None:
    path = encoding_model / ENCODER / "encoder.onnx"
    model = onnx.load(path)
    table = np.zeros((1, 2), dtype=np.float32)
    model.graph.initializer[0].CopyFrom(onnx.numpy_helper.from_array(table, "table"))
    path.write_bytes(model.SerializeToString())
    write_manifest(encoding_model)
    with pytest.raises(ModelError, match="the encoder fails"):
        review.load(encoding_model)("Hot tea.")
