import ast
from pathlib import Path

import pytest

import evidence.synthesis
from evidence.records.text import Text
from evidence.synthesis.choices import MODELS, TESTS
from evidence.synthesis.results import LeftOut, NotEstimable, Variation
from evidence.synthesis.shared_control import CHOICES
from evidence.synthesis.variations import METHODS
from evidence.vocabulary import Language
from evidence.wording.phrases import catalog
from evidence.wording.synthesis_words import left_out_reason, not_estimable_reason, variation_name

SYNTHESIS = Path(evidence.synthesis.__file__).parent
NB, NN, EN = Language.NB, Language.NN, Language.EN
REFUSING = (
    "from_contrast",
    "arm_data",
    "effect_sizes",
    "merged_arms",
    "split_control",
    "shared_control",
)
ASIDE = ("not_estimable", "left_out", "route", "adjustment", "variation", "method.variance")


def strings(node: ast.AST) -> set[str]:
    return {
        leaf.value
        for leaf in ast.walk(node)
        if isinstance(leaf, ast.Constant) and isinstance(leaf.value, str)
    }


def calls(name: str):
    """Calls of a function by name, in the whole floor."""
    for file in SYNTHESIS.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == name:
                yield node


def argument(call: ast.Call, name: str) -> set[str]:
    return {
        text for keyword in call.keywords if keyword.arg == name for text in strings(keyword.value)
    }


def returned_words() -> set[str]:
    """Words a function of the floor returns where it has no effect to give, or for a route."""
    found: set[str] = set()
    for file in REFUSING:
        tree = ast.parse((SYNTHESIS / f"{file}.py").read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Return) and isinstance(node.value, ast.Constant):
                found |= strings(node.value)
    return found - {""}


def test_every_reason_for_leaving_a_row_out_has_words():
    assert len(returned_words()) > 10
    known = {key.split(".", 1)[1] for key in catalog() if key.startswith(ASIDE)}
    assert returned_words() - known == set()


def test_every_reason_for_no_result_has_words():
    reasons = {text for call in calls("NotEstimable") for text in argument(call, "reason")}
    assert "one_study" in reasons
    assert {reason for reason in reasons if f"not_estimable.{reason}" not in catalog()} == set()


def test_every_refusal_of_shared_controls_has_words():
    first = {
        text
        for name in ("_refused", "_untested")
        for call in calls(name)
        if call.args
        for text in strings(call.args[0])
    }
    assert "shared_control" in first
    assert {reason for reason in first if f"not_estimable.{reason}" not in catalog()} == set()


def test_every_variation_has_words():
    given = {text for call in calls("Variation") for text in argument(call, "key")}
    given = {key for key in given if not key.endswith("_")}
    keys = given | set(METHODS) | {f"shared_{choice}" for choice in CHOICES[1:]}
    assert {key for key in keys if f"variation.{key}" not in catalog()} == set()


def test_everything_a_method_did_on_the_way_has_words():
    pool = ast.parse((SYNTHESIS / "pool.py").read_text(encoding="utf-8"))
    (notes,) = (
        node
        for node in ast.walk(pool)
        if isinstance(node, ast.FunctionDef) and node.name == "_notes"
    )
    keys = {
        text
        for node in ast.walk(notes)
        if isinstance(node, ast.Dict)
        for key in node.keys
        if key is not None
        for text in strings(key)
    }
    shared = {text for call in calls("Shared") for text in argument(call, "adjustments")}
    assert "hartung_knapp_guard" in keys
    assert {key for key in keys | shared if f"adjustment.{key}" not in catalog()} == set()


def test_every_method_has_words():
    wanted = [f"method.ci.{name}" for name in TESTS]
    wanted += [f"method.model.{name}" for name in MODELS]
    wanted += [f"method.shared.{name}" for name in CHOICES]
    wanted += [f"method.variance.{name}" for name in ("LS", "reported", "LS_reported")]
    assert [key for key in wanted if key not in catalog()] == []


@pytest.mark.parametrize(
    ("reason", "values", "expected"),
    [
        ("one_study", {"labels": "Berg 2020"}, "bare én studie har brukbare tall (Berg 2020)"),
        (
            "shared_control",
            {"labels": "A; B", "arms": "c"},
            "flere sammenligninger deler kontrollgruppe (A; B), og det er ikke valgt hvordan de "
            "skal telles: merge (slå sammen armene), split (del kontrollgruppen) eller correlated "
            "(korrelerte feil)",
        ),
    ],
)
def test_a_reason_names_what_it_is_about(reason, values, expected):
    missing = NotEstimable(wanted="pooled", reason=reason, values=values)
    assert not_estimable_reason(missing, NB) == expected


def test_the_tables_own_words_are_kept():
    row = LeftOut(
        study_id="S", row_ids=("r",), reason="set_aside", words=Text("Målt på et annet tidspunkt")
    )
    assert left_out_reason(row, NN) == "Målt på et annet tidspunkt"
    ours = LeftOut(study_id="S", row_ids=("r",), reason="no_mean", words=Text(""))
    assert left_out_reason(ours, NN) == "gjennomsnittet er ikkje oppgitt"


def test_a_variation_names_what_it_took_out_and_put_in():
    missing = NotEstimable(wanted="pooled", reason="no_studies", values={})
    swapped = Variation(
        key="set_aside_instead", left_out=("Berg 2020",), pooled=missing, put_in=("Dal 2021",)
    )
    assert variation_name(swapped, NB) == "med Dal 2021 i stedet for Berg 2020"
    fewer = Variation(key="first_hand", left_out=("A", "B", "C"), pooled=missing)
    assert variation_name(fewer, EN) == "numbers from first-hand sources only (without A, B and C)"
    arms = Variation(key="first_hand", left_out=("A, low", "A, high"), pooled=missing)
    assert variation_name(arms, NB) == "bare tall fra førstehåndskilder (uten A, low; A, high)"


def test_lengths_of_time_in_a_label_are_told_in_the_readers_language():
    missing = NotEstimable(wanted="pooled", reason="no_studies", values={})
    labels = ("Berg 2020, 17–43 weeks (T1 + T2)", "Dal 2021 (52 weeks)")
    later = Variation(
        key="set_aside_instead", left_out=labels[:1], pooled=missing, put_in=labels[1:]
    )
    assert variation_name(later, NB) == (
        "med Dal 2021 (52 uker) i stedet for Berg 2020, 17 til 43 uker (T1 + T2)"
    )
