"""What a certainty is about: an effect at all, an important one, little or none, or a size."""

from enum import StrEnum


class Target(StrEnum):
    """The target of a certainty rating, as the table of judgements spells it."""

    EFFECT = "an effect"
    IMPORTANT = "an important effect"
    LITTLE = "little or no effect"
    SMALL = "a small effect"
    MODERATE = "a moderate effect"
    LARGE = "a large effect"

    @property
    def is_size(self) -> bool:
        """Whether the target is one band of sizes."""
        return self in (Target.SMALL, Target.MODERATE, Target.LARGE)
