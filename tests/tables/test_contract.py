"""The contract agrees with the vocabulary, and a project may add to it but not loosen it."""

import json
import re
from pathlib import Path

import pytest

from evidence.tables.descriptor import load_contract, package_contract
from evidence.tables.open_tables import open_tables
from evidence.vocabulary import TABLE_MEASURES, Certainty, Domain, HigherIs, Obtained, Timepoint
from tests.tables.minimal_project import CONTRACT, project, write_csv

ROOT = Path(__file__).parents[2]
LISTS = {
    "measure": TABLE_MEASURES,
    "higher_is": HigherIs,
    "obtained": Obtained,
    "certainty": Certainty,
    "timepoint": Timepoint,
}


def _columns():
    for table in package_contract().tables.values():
        for column in table.columns:
            yield table.name, column


@pytest.mark.parametrize(("name", "words"), LISTS.items())
def test_lists_are_those_of_the_vocabulary(name, words):
    found = {table: column.words for table, column in _columns() if column.name == name}
    assert found
    assert all(set(listed) == set(words) for listed in found.values())


def test_domains_are_those_of_the_vocabulary():
    domain = package_contract().tables["judgements"].by_name["domain"]
    assert domain.words == tuple(Domain)


def test_every_form_has_an_example_that_fits():
    for table, column in _columns():
        assert bool(column.pattern) == bool(column.example), (table, column.name)
        assert re.fullmatch(column.pattern, column.example), (table, column.name)


def test_every_column_is_described():
    for table, column in _columns():
        assert column.title, (table, column.name)
        assert column.description, (table, column.name)
        assert column.description_nb, (table, column.name)


def test_shipped_project_adds_columns_to_trials():
    own = load_contract(ROOT / "data").tables["studies"].by_name
    assert set(own) > set(package_contract().tables["studies"].by_name)


def _own_descriptor(folder, change):
    contract = json.loads(json.dumps(CONTRACT))
    change({resource["name"]: resource["schema"]["fields"] for resource in contract["resources"]})
    (folder / "datapackage.json").write_text(json.dumps(contract))


def test_own_columns_reach_the_record(tmp_path):
    tables = project()
    for row, setting in zip(tables["studies"], ("clinic", "home"), strict=True):
        row["setting"] = setting
    folder = write_csv(tables, tmp_path)
    _own_descriptor(
        folder, lambda own: own["studies"].append({"name": "setting", "type": "string"})
    )
    studies = open_tables(folder).studies
    assert [study.own for study in studies.values()] == [{"setting": "clinic"}, {"setting": "home"}]


def test_rules_may_be_stricter(tmp_path):
    folder = write_csv(project(), tmp_path)

    def stricter(own):
        fields = {field["name"]: field for field in own["estimates"]}
        fields["measure"]["constraints"] = {"required": True, "enum": ["RR"]}
        fields["k"]["constraints"] |= {"maximum": 20}

    _own_descriptor(folder, stricter)
    assert open_tables(folder).estimates


def test_without_a_descriptor_the_contract_is_the_packages(tmp_path):
    assert load_contract(tmp_path) == package_contract()


def test_a_project_need_not_have_what_is_optional(tmp_path):
    folder = write_csv(project(), tmp_path)
    (folder / "waivers.csv").unlink()
    studies = folder / "studies.csv"
    lines = [line.split(",") for line in studies.read_text(encoding="utf-8").splitlines()]
    gone = lines[0].index("icc")
    kept = [",".join(cells[:gone] + cells[gone + 1 :]) for cells in lines]
    studies.write_text("\n".join(kept) + "\n", encoding="utf-8")
    tables = open_tables(folder)
    assert len(tables.studies) == 2
    assert len(tables.rows.tables["waivers"]) == 0


def test_a_project_with_a_contract_of_its_own_may_use_what_is_optional(tmp_path):
    own = json.loads((ROOT / "evidence/tables/datapackage.json").read_text(encoding="utf-8"))
    own["resources"] = [one for one in own["resources"] if not one.get("optional")]
    for resource in own["resources"]:
        fields = resource["schema"]["fields"]
        resource["schema"]["fields"] = [one for one in fields if not one.get("optional")]
    (tmp_path / "datapackage.json").write_text(json.dumps(own), encoding="utf-8")
    contract = load_contract(tmp_path)
    assert contract.tables["studies"].by_name["icc"].optional
    assert contract.tables["waivers"].optional
