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
    """An effect measure as metafor spells it; ``GEN`` is any effect given with its variance.

    ``HR`` is spelled as R's meta has it: no counts make it, it is given with its error.
    A guideline's tables take those of ``TABLE_MEASURES``.
    """

    GEN = "GEN"

    # Two groups: means, as differences, standardised, and as logarithms of ratios.
    MD = "MD"
    POMPMD = "POMPMD"
    SMD = "SMD"
    SMDH = "SMDH"
    SMD1 = "SMD1"
    SMD1H = "SMD1H"
    ROM = "ROM"
    VR = "VR"
    CVR = "CVR"
    RPB = "RPB"
    ZPB = "ZPB"
    RBIS = "RBIS"
    ZBIS = "ZBIS"
    D2OR = "D2OR"
    D2ORL = "D2ORL"
    D2ORN = "D2ORN"
    CLES = "CLES"
    AUC = "AUC"
    CLESN = "CLESN"
    AUCN = "AUCN"

    # Two groups: events.
    RR = "RR"
    OR = "OR"
    PETO = "PETO"
    RD = "RD"
    AS = "AS"
    PHI = "PHI"
    ZPHI = "ZPHI"
    YUQ = "YUQ"
    YUY = "YUY"
    RTET = "RTET"
    ZTET = "ZTET"
    PBIT = "PBIT"
    OR2D = "OR2D"
    OR2DL = "OR2DL"
    OR2DN = "OR2DN"

    # Matched pairs: events.
    MPRD = "MPRD"
    MPRR = "MPRR"
    MPOR = "MPOR"
    MPORC = "MPORC"
    MPPETO = "MPPETO"
    MPORM = "MPORM"

    # Two groups: events in person-time.
    IRR = "IRR"
    IRD = "IRD"
    IRSD = "IRSD"

    # Two groups: time until an event.
    HR = "HR"

    # Correlations and regressions.
    COR = "COR"
    UCOR = "UCOR"
    ZCOR = "ZCOR"
    PCOR = "PCOR"
    ZPCOR = "ZPCOR"
    SPCOR = "SPCOR"
    ZSPCOR = "ZSPCOR"
    R2 = "R2"
    ZR2 = "ZR2"
    R2F = "R2F"
    ZR2F = "ZR2F"

    # One group.
    PR = "PR"
    PLN = "PLN"
    PLO = "PLO"
    PRZ = "PRZ"
    PAS = "PAS"
    PFT = "PFT"
    IR = "IR"
    IRLN = "IRLN"
    IRS = "IRS"
    IRFT = "IRFT"
    MN = "MN"
    POMPMN = "POMPMN"
    SMN = "SMN"
    MNLN = "MNLN"
    SDLN = "SDLN"
    CVLN = "CVLN"
    REH = "REH"

    # One group at two times.
    MC = "MC"
    POMPMC = "POMPMC"
    SMCC = "SMCC"
    SMCR = "SMCR"
    SMCRH = "SMCRH"
    SMCRP = "SMCRP"
    SMCRPH = "SMCRPH"
    CLESCN = "CLESCN"
    AUCCN = "AUCCN"
    ROMC = "ROMC"
    VRC = "VRC"
    CVRC = "CVRC"

    # Reliability of a scale.
    ARAW = "ARAW"
    AHW = "AHW"
    ABT = "ABT"

    @property
    def is_ratio(self) -> bool:
        """Whether the analysis scale is the logarithm of the scale people read."""
        return self.value in _LOGARITHMS

    @property
    def is_standardised(self) -> bool:
        """Whether the unit is a standard deviation, so that different scales may meet."""
        return self is Measure.SMD


TABLE_MEASURES = (Measure.MD, Measure.SMD, Measure.RR, Measure.OR, Measure.RD)
"""The measures of a guideline's tables."""

_LOGARITHMS = frozenset(
    {
        "ROM",
        "VR",
        "CVR",
        "D2OR",
        "D2ORL",
        "D2ORN",
        "RR",
        "OR",
        "PETO",
        "MPRR",
        "MPOR",
        "MPORC",
        "MPPETO",
        "MPORM",
        "IRR",
        "HR",
        "PLN",
        "IRLN",
        "MNLN",
        "SDLN",
        "CVLN",
        "REH",
        "ROMC",
        "VRC",
        "CVRC",
    }
)


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
