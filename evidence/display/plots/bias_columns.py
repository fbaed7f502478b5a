"""Risk of bias beside the rows of a forest plot: a column of lights for each domain of a tool."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from evidence.display.plots.columns import Column
from evidence.display.plots.letters import lettered
from evidence.display.plots.light import SIGNS, level_class, told_signs
from evidence.display.plots.measure import wrap
from evidence.display.plots.notes import Note
from evidence.display.plots.palette import SIZE
from evidence.display.plots.row_text import LIGHT_RADIUS
from evidence.display.tables.risk_of_bias import domain_name
from evidence.records.risk_of_bias import RiskOfBias
from evidence.synthesis.results import StudyEffect
from evidence.vocabulary import Language
from evidence.wording.lists import inside
from evidence.wording.phrases import phrase

_OVERALL = "overall"
_SIDE = 2 * LIGHT_RADIUS + 0.8
_APART = 2.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Bias:
    """The judgements of a synthesis' studies, one for each study, tool and domain."""

    judged: tuple[RiskOfBias, ...]
    by_study: Mapping[str, tuple[RiskOfBias, ...]]

    @property
    def domains(self) -> Mapping[str, tuple[str, ...]]:
        """The domains of each tool as the table has them, the judgement of the whole last."""
        found: dict[str, dict[str, None]] = {}
        for one in self.judged:
            found.setdefault(one.tool, {})[one.domain] = None
        return {tool: tuple(sorted(domains, key=_is_overall)) for tool, domains in found.items()}

    def lights(self, study_id: str) -> Mapping[str, str]:
        """Return the levels of a study by column, in the source's words."""
        own = self.by_study.get(study_id, ())
        return {_key(one.tool, one.domain): one.level for one in own}

    def worst(self, study_id: str) -> int | None:
        """Return how high a study's risk is: as judged overall, else in its worst domain.

        None where nobody has judged it in words that say how high.
        """
        own = self.by_study.get(study_id, ())
        overall = [one for one in own if _is_overall(one.domain)]
        names = [level_class(one.level, one.tool) for one in overall or own]
        places = [list(SIGNS).index(name) for name in names if name != "other"]
        return max(places, default=None)


def bias_of(judged: Sequence[RiskOfBias], effects: Sequence[StudyEffect], construct: str) -> Bias:
    """Return what counts for an outcome: judgements of it, and of the trial where there are none.

    Parameters
    ----------
    judged : sequence of RiskOfBias
        All judgements of the question's trials.
    effects : sequence of StudyEffect
        The effects of the synthesis.
    construct : str
        Id of the outcome's construct.
    """
    studies = {effect.study_id for effect in effects}
    kept: dict[tuple[str, str, str], RiskOfBias] = {}
    for one in judged:
        name = (one.study_id, one.tool, one.domain)
        if one.study_id not in studies or one.construct_id not in ("", construct):
            continue
        if one.construct_id or name not in kept:
            kept[name] = one
    return _bias(kept.values())


def no_bias() -> Bias:
    """Return what a figure without lights shows."""
    return _bias(())


def _bias(judged: Iterable[RiskOfBias]) -> Bias:
    by_study: dict[str, list[RiskOfBias]] = {}
    for one in judged:
        by_study.setdefault(one.study_id, []).append(one)
    by_id = {study: tuple(own) for study, own in by_study.items()}
    return Bias(judged=tuple(one for own in by_id.values() for one in own), by_study=by_id)


def bias_columns(bias: Bias) -> tuple[Column, ...]:
    """Return a narrow column for each domain, lettered, under the name of its tool."""
    columns: list[Column] = []
    for tool, domains in bias.domains.items():
        room = max(44.0, len(domains) * (_SIDE + _APART))
        over = "\n".join(wrap(tool, room, SIZE, "bold"))
        columns += [
            Column(
                key=_key(tool, domain),
                header=letter,
                align="middle",
                group=f"bias {tool}",
                group_header=over,
                gap=_APART if place else 8.0,
                least=_SIDE,
            )
            for place, (letter, domain) in enumerate(lettered(domains))
        ]
    return tuple(columns)


def bias_notes(bias: Bias, effects: Sequence[StudyEffect], language: Language) -> Iterator[Note]:
    """Return what the letters and the signs stand for, and what an empty field is."""
    for tool, domains in bias.domains.items():
        told = "; ".join(
            phrase(
                "figure.rob.letter",
                language,
                letter=letter,
                domain=inside(domain_name(domain, language)),
            )
            for letter, domain in lettered(domains)
        )
        yield Note(text=phrase("figure.forest.bias", language, tool=tool, domains=told))
    signs = told_signs(bias.judged, language)
    texts = [phrase("figure.rob.legend", language, signs=signs)] if bias.judged else []
    columns = sum(len(domains) for domains in bias.domains.values())
    if any(len(bias.lights(effect.study_id)) < columns for effect in effects):
        texts.append(phrase("figure.rob.blank", language))
    if texts:
        yield Note(text=" ".join(texts))


def bias_words(bias: Bias, effects: Sequence[StudyEffect], language: Language) -> Iterator[str]:
    """Return the judgements as sentences, one a tool, for readers who do not see the lights."""
    for tool in bias.domains:
        told = "; ".join(
            phrase("figure.alt.bias_study", language, study=effect.label, levels=levels)
            for effect in effects
            if (levels := _levels(bias, tool, effect.study_id, language))
        )
        if told:
            yield phrase("figure.alt.bias", language, tool=tool, judgements=told)


def _levels(bias: Bias, tool: str, study_id: str, language: Language) -> str:
    return ", ".join(
        phrase(
            "figure.alt.bias_level",
            language,
            domain=inside(domain_name(one.domain, language)),
            level=one.level,
        )
        for one in bias.by_study.get(study_id, ())
        if one.tool == tool
    )


def _key(tool: str, domain: str) -> str:
    return f"bias {tool}: {domain}"


def _is_overall(domain: str) -> bool:
    return domain.casefold() == _OVERALL
