"""The 支援会議 about the son."""

from datetime import time

from kasane.access.actor import Actor
from kasane.cli.clock import Clock
from kasane.directory.models import Desk
from kasane.meetings.actions.agenda import ItemWords, put_on_agenda
from kasane.meetings.actions.gate import carry_over
from kasane.meetings.actions.items import (
    PaperWords,
    add_paper,
    assign_role,
    decide_policy,
    write_minutes,
)
from kasane.meetings.actions.proceeding import conclude, open_sitting, publish_minutes, send_notice
from kasane.meetings.actions.sittings import SittingWords, convene, pledge
from kasane.meetings.models import AgendaItem, Minutes, Sitting
from kasane.rules.meetings import ConferencePurpose, MeetingKind
from kasane.rules.timing import add_months
from seeds.town.yamada.seats import called, seats


def about_the_son(clock: Clock, case: int, mother: int, son: int) -> None:
    """The 支援会議 on how to come near to somebody who does not want to be met."""
    sitting, item = _convened(clock, case, son)
    for username, at in (("takahashi", "09:00"), ("sato", "09:30"), ("ito", "12:00"), ("tanaka", "12:30")):
        with clock.acting(username, 123, at) as member:
            pledge(Sitting.objects.get(pk=sitting.pk), by=member)
    with clock.acting("tanaka", 123, "14:50") as tanaka:
        held = Sitting.objects.get(pk=sitting.pk)
        open_sitting(held, present=called(held), by=tanaka)
        item = AgendaItem.objects.select_related("sitting").get(pk=item.pk)
        write_minutes(
            item,
            text="市立病院から、家族相談の窓口があると紹介。CSWが手紙を続ける。訪問は2名で、午後の遅い時間に。",
            by=tanaka,
        )
        decide_policy(
            item,
            text="会うことを急がない。母への支援を続けながら、CSWが月2回手紙を届け、返事を待つ。",
            review_on=add_months(clock.day(123), 6),
            by=tanaka,
        )
        _roles(clock, item, by=tanaka)
        carry_over(
            Minutes.objects.get(item=item),
            item=item,
            text="お母さんへの訪問は、火曜の昼過ぎが落ち着いて話せる。",
            persons=frozenset({mother}),
            by=tanaka,
        )
        conclude(Sitting.objects.get(pk=sitting.pk), by=tanaka)
        publish_minutes(Sitting.objects.get(pk=sitting.pk), by=tanaka)


def _convened(clock: Clock, case: int, son: int) -> tuple[Sitting, AgendaItem]:
    with clock.acting("tanaka", 130, "10:00") as tanaka:
        sitting = convene(
            SittingWords(
                kind=MeetingKind.SUPPORT_CONFERENCE,
                purpose=ConferencePurpose.POLICY,
                held_on=clock.day(123),
                starts_at=time(13, 30),
                place="市役所 分庁舎 第2会議室",
                seats=seats("tanaka", "takahashi", "sato", "ito"),
            ),
            by=tanaka,
        )
        item = put_on_agenda(
            ItemWords(case=case, persons=frozenset({son}), topic="長男への関わり方について"),
            sitting=sitting,
            by=tanaka,
        )
        add_paper(
            item,
            PaperWords(
                "これまでの経過",
                "20年ほど自室で過ごす。深夜に台所へ下りる。手紙は受け取っている。通院歴は不明。",
            ),
            by=tanaka,
        )
        send_notice(sitting, by=tanaka)
    return sitting, item


def _roles(clock: Clock, item: AgendaItem, *, by: Actor) -> None:
    for code, text in (
        ("shakyo", "月2回、手紙を届ける。返事や様子を福祉総合相談担当に伝える"),
        ("houkatsu-nango", "母の訪問の折に、長男の食事の様子を気にかける"),
        ("byoin", "家族相談の案内を用意する"),
    ):
        desk = Desk.objects.get(code=code).pk
        assign_role(item, desk=desk, text=text, due_on=add_months(clock.day(123), 3), by=by)
