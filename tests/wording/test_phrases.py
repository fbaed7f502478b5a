import ast
from pathlib import Path

import pytest

import evidence
from evidence.vocabulary import Language
from evidence.wording import phrases
from evidence.wording.phrases import catalog, counted, holes, keys, phrase, read_phrases

PACKAGE = Path(evidence.__file__).parent


def written(folder: Path, *rows: str) -> list[Path]:
    file = folder / "some.csv"
    file.write_text("\n".join(["key,nb,nn,en", *rows]) + "\n", encoding="utf-8")
    return [file]


def keys_in_source() -> list[tuple[str, str]]:
    """Every key written out in a call of ``phrase`` or ``counted``."""
    found = []
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if node.func.id not in {"phrase", "counted", "holes"} or not node.args:
                continue
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                ending = ".one" if node.func.id == "counted" else ""
                found.append((file.name, first.value + ending))
    return found


def test_the_shipped_phrases_are_whole_in_every_language():
    assert len(catalog()) > 10
    assert all(set(texts) == set(Language) for texts in catalog().values())


def test_every_key_written_in_the_source_exists():
    missing = [(file, key) for file, key in keys_in_source() if key not in catalog()]
    assert missing == []


def test_every_counted_phrase_has_both_forms():
    single = {key.removesuffix(".one") for key in keys() if key.endswith(".one")}
    several = {key.removesuffix(".other") for key in keys() if key.endswith(".other")}
    assert single == several


def test_holes_are_filled():
    assert phrase("number.range", Language.NB, low="3", high="18") == "3 til 18"
    assert holes("number.range") == {"low", "high"}


def test_one_and_several_are_told_apart():
    assert counted("count.studies", 1, Language.NN, n="1") == "1 studie"
    assert counted("count.studies", 6, Language.NN, n="6") == "6 studiar"


def test_unknown_key_is_refused():
    with pytest.raises(ValueError, match=r"no phrase has the key 'nobody\.wrote\.this'"):
        phrase("nobody.wrote.this", Language.NB)


@pytest.mark.parametrize("values", [{}, {"low": "1"}, {"low": "1", "high": "2", "more": "3"}])
def test_missing_or_extra_values_are_refused(values):
    with pytest.raises(ValueError, match=r"has the holes \['high', 'low'\]"):
        phrase("number.range", Language.EN, **values)


def test_a_key_standing_twice_is_refused(tmp_path):
    with pytest.raises(ValueError, match=r"row 3: the key 'a' stands twice"):
        read_phrases(written(tmp_path, "a,b,b,b", "a,c,c,c"))


def test_an_empty_cell_is_refused(tmp_path):
    with pytest.raises(ValueError, match=r"row 2: a cell is empty"):
        read_phrases(written(tmp_path, "a,b,,b"))


@pytest.mark.parametrize("row", ["a,b,b", "a,b,b,b,b"])
def test_a_row_with_too_few_or_too_many_cells_is_refused(tmp_path, row):
    with pytest.raises(ValueError, match=r"row 2: a cell is empty, or the row has too many"):
        read_phrases(written(tmp_path, row))


def test_other_holes_in_one_language_are_refused(tmp_path):
    with pytest.raises(ValueError, match=r"row 2: 'a' has other holes"):
        read_phrases(written(tmp_path, "a,{n} b,{n} b,{m} b"))


def test_wrong_headings_are_refused(tmp_path):
    file = tmp_path / "some.csv"
    file.write_text("key,nb,en\na,b,c\n", encoding="utf-8")
    with pytest.raises(ValueError, match="headings are"):
        read_phrases([file])


def test_phrases_are_read_once():
    assert phrases.catalog() is phrases.catalog()
