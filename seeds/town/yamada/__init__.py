"""山田家: an 82-year-old mother and her 54-year-old son, from the first call to the follow-up."""

from kasane.cli.clock import Clock
from seeds.town.assessments import write_first_of_mother
from seeds.town.yamada.conference import about_the_son
from seeds.town.yamada.consents import consents
from seeds.town.yamada.first_call import first_call, persons, to_multi_agency
from seeds.town.yamada.plan import plan
from seeds.town.yamada.second_agency import second_agency


def write_yamada(clock: Clock) -> int:
    """The whole way of one household; returns its case."""
    case = first_call(clock)
    to_multi_agency(clock, case)
    mother, son = persons(clock, case)
    consents(clock, case, mother, son)
    second_agency(clock, case, mother)
    write_first_of_mother(clock)
    about_the_son(clock, case, mother, son)
    plan(clock, case, mother)
    return case


__all__ = ["write_yamada"]
