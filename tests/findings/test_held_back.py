"""Files of one run are written together or not at all."""

import pytest

from evidence.findings.held_back import all_or_nothing, write_text


def contents(folder):
    return {path.name: path.read_text() for path in folder.iterdir()}


def test_nothing_is_in_place_before_all_is_done(tmp_path):
    write_text(tmp_path / "Q01.json", "earlier")
    with all_or_nothing(tmp_path):
        write_text(tmp_path / "Q01.json", "now")
        write_text(tmp_path / "Q02.json", "now")
        assert contents(tmp_path) == {"Q01.json": "earlier"}
    assert contents(tmp_path) == {"Q01.json": "now", "Q02.json": "now"}


def test_what_stops_leaves_all_as_it_was(tmp_path):
    write_text(tmp_path / "Q01.json", "earlier")
    with pytest.raises(KeyboardInterrupt), all_or_nothing(tmp_path):
        write_text(tmp_path / "Q01.json", "now")
        raise KeyboardInterrupt
    assert contents(tmp_path) == {"Q01.json": "earlier"}


def test_a_disk_that_refuses_one_file_keeps_all_the_others(tmp_path):
    write_text(tmp_path / "Q01.json", "earlier")
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(OSError), all_or_nothing(tmp_path):
        write_text(tmp_path / "Q01.json", "now")
        write_text(tmp_path / "file" / "Q02.json", "now")
    assert contents(tmp_path) == {"Q01.json": "earlier", "file": "not a folder"}


def test_results_nobody_wrote_this_time_do_not_linger(tmp_path):
    for name in ("Q01.json", "Q09.json", "Q09.csv", "README.md"):
        write_text(tmp_path / name, "earlier")
    with all_or_nothing(tmp_path):
        write_text(tmp_path / "Q01.json", "now")
    assert contents(tmp_path) == {"Q01.json": "now", "README.md": "earlier"}
