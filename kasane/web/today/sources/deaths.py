"""After a death: the parts that still run, and the files in which nobody wrote yet what is to be done."""

from django.urls import reverse

from kasane.access.actor import TOKYO
from kasane.cases.queries.deaths import deaths_unnoted, spoken_of
from kasane.rules.waiting import Waiting, WaitingFacts
from kasane.support_plans.queries import parts_of_the_dead
from kasane.web.today.lines import Asking, Line


def of_the_dead(asking: Asking) -> list[Line]:
    """C-1, P-2b: one line for each running part, and one for each person without one, until something is written."""
    parts = parts_of_the_dead(asking.actor)
    planned = {(line.part.case_id, line.part.person_id) for line in parts}
    deaths = [
        death for death in deaths_unnoted(asking.actor) if (death.case_id, death.person_id) not in planned
    ]
    names = spoken_of(planned | {(death.case_id, death.person_id) for death in deaths})
    return [
        Line(
            WaitingFacts(Waiting.DEATH, None, None),
            f"{names.get((line.part.case_id, line.part.person_id), '本人')}が亡くなりました。"
            f"終結の手続き（{line.kind.label}のプラン）",
            reverse("part", args=[line.part.pk]),
            line.part.pk,
            line.part.case_id,
            is_named=(line.part.case_id, line.part.person_id) in names,
        )
        for line in parts
    ] + [
        Line(
            WaitingFacts(Waiting.DEATH, death.written_at.astimezone(TOKYO).date(), None),
            f"{names.get((death.case_id, death.person_id), 'この方')}が亡くなりました。終結の手続きを経過に書く",
            reverse("new_note", args=[death.case_id]),
            death.pk,
            death.case_id,
            since_word="記録",
            is_named=(death.case_id, death.person_id) in names,
        )
        for death in deaths
    ]
