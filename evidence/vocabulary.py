"""The closed word lists of the field, one definition each.

Spelling follows the field: measures and estimators as metafor writes them, certainty levels and
domains as GRADE names them. Words for readers are rows of ``wording/phrases.csv``.
"""

from enum import StrEnum


class Language(StrEnum):
    """The languages of every document and message."""

    NB = "nb"
    NN = "nn"
    EN = "en"


class Measure(StrEnum):
    """An effect measure; ratio measures are analysed on the log scale."""

    MD = "MD"
    SMD = "SMD"
    RR = "RR"
    OR = "OR"
    RD = "RD"

    @property
    def is_ratio(self) -> bool:
        """Whether the analysis scale is the logarithm of the scale people read."""
        return self in (Measure.RR, Measure.OR)

    @property
    def is_standardised(self) -> bool:
        """Whether the unit is a standard deviation, so that different scales may meet."""
        return self is Measure.SMD


class HigherIs(StrEnum):
    """What a higher score on a scale means for the person."""

    BETTER = "better"
    WORSE = "worse"


class Obtained(StrEnum):
    """How a number came to us, from most to least trustworthy."""

    FIRST_HAND = "first-hand"
    SECOND_HAND = "second-hand"
    AI_EXTRACTED = "AI-extracted"
    DERIVED = "derived"


class Certainty(StrEnum):
    """GRADE's four levels of certainty of evidence."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    VERY_LOW = "very low"

    @property
    def level(self) -> int:
        """Four for high down to one for very low."""
        return 4 - list(Certainty).index(self)

    @classmethod
    def from_level(cls, level: int) -> "Certainty":
        """Return the certainty of a level, held within one to four."""
        return list(cls)[4 - min(4, max(1, level))]


class Domain(StrEnum):
    """GRADE's domains: five that lower certainty, three that raise it."""

    RISK_OF_BIAS = "risk of bias"
    INCONSISTENCY = "inconsistency"
    INDIRECTNESS = "indirectness"
    IMPRECISION = "imprecision"
    PUBLICATION_BIAS = "publication bias"
    LARGE_EFFECT = "large effect"
    DOSE_RESPONSE = "dose response"
    OPPOSING_CONFOUNDING = "opposing confounding"

    @property
    def raises(self) -> bool:
        """Whether a decision in this domain raises certainty."""
        return self in (Domain.LARGE_EFFECT, Domain.DOSE_RESPONSE, Domain.OPPOSING_CONFOUNDING)


class Timepoint(StrEnum):
    """When an outcome was measured, as a review groups its timepoints."""

    POST = "post"
    FOLLOW_UP = "follow-up"
