"""Everything that waits for a desk, gathered once: whose it is, what it is about, what was put off."""

from collections import Counter
from dataclasses import dataclass, replace

from kasane.access.actor import Actor
from kasane.cases.queries import in_charge_of
from kasane.code_lists.queries import deadlines
from kasane.directory.queries import staff_names
from kasane.people.queries import names_of
from kasane.rules.waiting import NEVER_PUT_OFF, Waiting, harm_if_ignored, is_put_off, may_wait
from kasane.tasks.models import Deputy, PutOff
from kasane.tasks.queries import absent_for, deputies_of, put_offs_of
from kasane.web.today.lines import Asking, Line
from kasane.web.today.sources import SOURCES


@dataclass(frozen=True)
class Shown:
    """A line as the page shows it: the household's names, and who carries it."""

    line: Line
    names: str
    staff: frozenset[int]
    holders: str
    is_late: bool
    is_urgent: bool
    may_wait: bool
    # For whom who acts stands in, where that is why they see it as theirs.
    for_absent: str = ""


@dataclass(frozen=True)
class Later:
    """A line out of sight until a day."""

    put_off: PutOff
    shown: Shown
    by: str


@dataclass(frozen=True)
class Gathered:
    """What waits in the order of harm, what was put off, and the desk's deputies."""

    lines: list[Shown]
    later: list[Later]
    standing: list[Deputy]
    absent: frozenset[int]
    names: dict[int, str]

    def of(self, kind: Waiting, subject: int) -> Shown | None:
        """The line of one thing, where it waits for this desk."""
        return next(
            (s for s in self.lines if s.line.facts.kind is kind and s.line.subject == subject and subject),
            None,
        )


def derive(actor: Actor) -> list[Line]:
    """Every line of the acting desk, put off or not, in no order."""
    asking = Asking(actor, deadlines())
    return [line for is_for, source in SOURCES if is_for(actor) for line in source(asking)]


def gather(actor: Actor) -> Gathered:
    """Everything that waits for the acting desk, derived from the records; nothing of it is stored."""
    lines = derive(actor)
    cases = sorted({line.case for line in lines if line.case is not None})
    households, charges = names_of(cases), in_charge_of(cases, actor)
    later, standing = put_offs_of(actor), deputies_of(actor)
    absent = absent_for(actor, standing)
    told = {*charges.values(), *(one.staff_id for one in later)}
    told |= {staff for one in standing for staff in (one.absent_id, one.deputy_id)}
    names = staff_names(told)
    shown = []
    for line in sorted(lines, key=lambda line: harm_if_ignored(line.facts, actor.today)):
        staff = line.staff | {charges[line.case]} if line.case in charges else line.staff
        stood_in = [names.get(one, "") for one in sorted(staff & absent) if actor.staff not in staff]
        shown.append(
            Shown(
                line,
                "" if line.is_named else "、".join(households.get(line.case or 0, [])),
                frozenset(staff),
                names.get(charges.get(line.case or 0, 0), ""),
                line.facts.is_late(actor.today),
                line.facts.is_late(actor.today) or line.facts.kind in NEVER_PUT_OFF,
                bool(line.subject) and may_wait(line.facts, actor.today),
                "、".join(stood_in),
            )
        )
    return _parted(shown, later, Gathered([], [], standing, absent, names), actor)


def _parted(shown: list[Shown], put_offs: list[PutOff], whole: Gathered, actor: Actor) -> Gathered:
    """What is to be seen, apart from what was put off and may still wait."""
    lines, later = [], []
    for one in shown:
        put = put_off_of_line(one.line, put_offs, actor)
        if put is not None:
            later.append(Later(put, one, whole.names.get(put.staff_id, "")))
        else:
            lines.append(one)
    return replace(whole, lines=lines, later=later)


def put_off_of_line(line: Line, put_offs: list[PutOff], actor: Actor) -> PutOff | None:
    """What keeps a line out of sight today; the last word counts."""
    said = [one for one in put_offs if (one.kind, one.subject_id) == (line.facts.kind.value, line.subject)]
    return said[-1] if said and is_put_off(line.facts, said[-1].until_on, actor.today) else None


def counts(lines: list[Shown]) -> list[tuple[Waiting, int]]:
    """How many of each kind, in the order of harm in which the kinds first come."""
    found = Counter(one.line.facts.kind for one in lines)
    return list(found.items())
