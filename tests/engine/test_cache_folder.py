"""The folder in which outcomes are kept, and what makes an engine another one."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from cached import DECIDED, PAGE, check

from eqproof import cache
from eqproof.cache import COMPUTES_WITH, Folder, engine_of, open_cache


def files(root):
    return [path for path in root.rglob("*") if path.is_file() and path.parent != root]


# -- the folder ----------------------------------------------------------------------------------

KEY = "ab" + "0" * 62


def test_a_folder_keeps_what_it_is_given(tmp_path):
    folder = Folder(tmp_path / "made", "1" * 64)
    assert folder.load(KEY) is None
    folder.store(KEY, "one")
    folder.store(KEY, "two\nlines")
    assert folder.load(KEY) == "two\nlines"
    assert folder.load(KEY[::-1]) is None
    assert len(files(tmp_path / "made")) == 1
    assert (tmp_path / "made" / ".gitignore").read_text("utf-8") == "*\n"


def test_another_engine_sees_nothing_and_clears_up(tmp_path):
    (tmp_path / "kept").mkdir()
    one, two = Folder(tmp_path, "1" * 64), Folder(tmp_path, "2" * 64)
    one.store(KEY, "one")
    assert two.load(KEY) is None
    two.store(KEY, "two")
    assert one.load(KEY) is None
    assert two.load(KEY) == "two"
    assert (tmp_path / "kept").is_dir()


def test_an_entry_of_another_engine_is_not_read_even_in_its_place(tmp_path):
    one, two = Folder(tmp_path / "1", "1" * 64), Folder(tmp_path / "2", "2" * 64)
    one.store(KEY, "one")
    two.store(KEY, "two")
    (mine,), (theirs,) = files(one.root), files(two.root)
    mine.write_bytes(theirs.read_bytes())
    assert one.load(KEY) is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda data: data[:-3],
        lambda data: data + b" ",
        lambda data: data.replace(b"proved", b"undone"),
        lambda data: data.replace(b"\n", b""),
        lambda data: b"\xff" + data[1:],
        lambda _: b'{"verdict": "proved"}',
    ],
)
def test_a_damaged_entry_is_ignored_and_written_anew(tmp_path, damage):
    folder = open_cache(tmp_path)
    cold = check(PAGE, folder)
    kept = {path: path.read_bytes() for path in files(tmp_path)}
    assert len(kept) == DECIDED + 1
    changed = 0
    for path, data in kept.items():
        path.write_bytes(damage(data))
        changed += path.read_bytes() != data
    assert changed
    assert check(PAGE, folder) == cold
    assert {path: path.read_bytes() for path in files(tmp_path)} == kept


def test_entries_that_were_exchanged_are_ignored(tmp_path):
    folder = open_cache(tmp_path)
    cold = check(PAGE, folder)
    paths = files(tmp_path)
    texts = [path.read_bytes() for path in paths]
    for path, text in zip(paths, [*texts[1:], texts[0]], strict=True):
        path.write_bytes(text)
    assert check(PAGE, folder) == cold


def test_a_folder_that_cannot_be_written_to_keeps_nothing(tmp_path):
    (tmp_path / "file").write_text("", "utf-8")
    folder = open_cache(tmp_path / "file")
    assert check(PAGE, folder) == check(PAGE)
    assert folder.load(KEY) is None


def test_writers_side_by_side_leave_whole_entries(tmp_path):
    folder = Folder(tmp_path, "1" * 64)
    texts = {f"{number:064x}": str(number) * 5000 for number in range(5)}

    def work(turn):
        for key, text in texts.items():
            folder.store(key, text)
            assert folder.load(key) == text, turn
        return turn

    with ThreadPoolExecutor(8) as executor:
        assert list(executor.map(work, range(40))) == list(range(40))
    assert len(files(tmp_path)) == len(texts)


# -- the engine ----------------------------------------------------------------------------------


@pytest.fixture
def package(tmp_path):
    folder = tmp_path / "package"
    (folder / "proof").mkdir(parents=True)
    (folder / "check.py").write_text("x = 1\n", "utf-8")
    (folder / "proof" / "zero.py").write_text("y = 1\n", "utf-8")
    return folder


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "proof" / "zero.py").write_text("y = 2\n", "utf-8"),
        lambda folder: (folder / "proof" / "zero.py").rename(folder / "proof" / "one.py"),
        lambda folder: (folder / "proof" / "zero.py").unlink(),
        lambda folder: (folder / "new.py").write_text("", "utf-8"),
    ],
)
def test_a_changed_engine_is_another_engine(package, change):
    before = engine_of(package)
    assert engine_of(package) == before
    change(package)
    assert engine_of(package) != before


@pytest.mark.parametrize("name", COMPUTES_WITH)
def test_with_another_version_of_what_it_computes_with_it_is_another_engine(
    name, package, monkeypatch
):
    before = engine_of(package)
    monkeypatch.setattr(cache, "version", lambda asked: "0" if asked == name else "1")
    one = engine_of(package)
    monkeypatch.setattr(cache, "version", lambda _: "1")
    assert len({before, one, engine_of(package)}) == 3


def test_an_engine_without_files_keeps_nothing(tmp_path, monkeypatch):
    assert engine_of(tmp_path) is None
    monkeypatch.setattr(cache, "PACKAGE", tmp_path)
    assert open_cache(tmp_path) is None


def test_a_changed_engine_decides_anew(tmp_path, package, monkeypatch):
    root = tmp_path / "root"
    monkeypatch.setattr(cache, "PACKAGE", package)
    check(PAGE, open_cache(root))
    kept = set(files(root))
    (package / "check.py").write_text("x = 2\n", "utf-8")
    check(PAGE, open_cache(root))
    assert len(kept) == len(set(files(root))) == DECIDED + 1
    assert kept.isdisjoint(files(root))
