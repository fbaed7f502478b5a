"""How many people a synthesis rests on, nobody counted twice."""

from evidence.synthesis.effect_set import EffectSet


def participants(effects: EffectSet) -> float | None:
    """Return the people analysed in all arms; None where one arm does not say how many.

    A control group that several comparisons name is counted once.
    """
    controls: dict[str, float | None] = {}
    total = 0.0
    for i, effect in enumerate(effects.effects):
        controls[effect.control_id or f"#{i}"] = effect.comparator.n
        if effect.experimental.n is None:
            return None
        total += effect.experimental.n
    sizes = [n for n in controls.values() if n is not None]
    return total + sum(sizes) if sizes and len(sizes) == len(controls) else None
