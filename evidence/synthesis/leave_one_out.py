"""The pooled effect without each effect in turn."""

from evidence.synthesis.choices import Choices
from evidence.synthesis.pool import pool_shared
from evidence.synthesis.results import Variation
from evidence.synthesis.shared_control import Shared


def leave_one_out(shared: Shared, choices: Choices) -> tuple[Variation, ...]:
    """Pool effects without each of them, the others as they are, in their order.

    Parameters
    ----------
    shared : Shared
        The effects as pooled, a shared control group dealt with.
    choices : Choices
        The methods of every pooling.

    Returns
    -------
    tuple of Variation
        One an effect, with the label of the effect left out; NotEstimable where one is left.
    """
    everyone = range(len(shared.effects.effects))
    return tuple(
        Variation(
            key="leave_one_out",
            left_out=(effect.label,),
            pooled=pool_shared(shared.part([i for i in everyone if i != out]), choices),
        )
        for out, effect in enumerate(shared.effects.effects)
    )
