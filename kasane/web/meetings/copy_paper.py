"""A numbered copy of a packet as a PDF: its number and whose it is on every page, above and across it."""

import re

from kasane.access.actor import TOKYO, Actor
from kasane.access.rooms import ALL_CLASSES, InformationClass
from kasane.code_lists.queries import labels_of, layout_in_force
from kasane.consents.facts import consent_facts
from kasane.directory.queries import municipality
from kasane.documents.press import PRESS, Layout
from kasane.documents.sheets import Box, Imprint, Part, Picture, Sheet, Table, values_of
from kasane.meetings.models import AgendaItem
from kasane.meetings.queries import CopyView, PacketView, PictureView, SittingView, packet_of, plan_of_item
from kasane.rules.consents import classes_told
from kasane.rules.meetings import MeetingKind
from kasane.rules.plans import Occasion
from kasane.web.papers.sitting import when_and_where
from kasane.web.papers.words import day, moment

LAYOUT, LOOK = "packet", "look"
CARE = "会議のあと、回収します。複写しないでください。"
CHRONICLE = "chronicle"
WIDTH = re.compile(r'<svg[^>]* width="([0-9.]+)"')
# Points in which a picture was drawn, where it does not say how wide it is.
USUAL_WIDTH = 400.0


def copy_pdf(copy: CopyView, item: AgendaItem, view: SittingView, by: Actor) -> bytes:
    """The copy as a file: what its receiver reads on the screen, whoever prints it."""
    number, printed_at = f"第{copy.copy.number}号", moment(by.at)
    mark = f"{number}　{copy.name}　{printed_at}"
    parts = (
        {"mark": Box("番号と渡す方", mark), "across": Box("透かし", f"{number}　{copy.name}")}
        | when_and_where(view)
        | _head(item)
        | _packet(packet_of(item).within(_classes(copy, item, view, by)))
        | _plan(item)
    )
    imprint = Imprint(
        office=municipality().name,
        form_name="会議資料",
        printed=f"{number}　{copy.name}（{copy.desk}）　{printed_at}印刷　{by.desk_name} {by.name}",
        care=CARE,
    )
    # No number of the case: paper of an anonymous item leads nobody to the household (M-7).
    sheet = Sheet(f"{view.title}　会議資料", parts)
    layout, look = (layout_in_force(code, by.today) for code in (LAYOUT, LOOK))
    return PRESS.draw(Layout(layout.body, look.body), values_of(sheet, imprint)).content


def _classes(copy: CopyView, item: AgendaItem, view: SittingView, by: Actor) -> frozenset[str]:
    """What may stand on somebody's copy: at a 重層的支援会議 the classes each person consented to for their agency.

    税情報 is on no paper (M-4): paper asks for no second confirmation.
    """
    seat = copy.copy.participant
    on_paper = frozenset(ALL_CLASSES) - {InformationClass.TAX.value}
    if view.kind is not MeetingKind.MULTILAYERED or seat.desk_id == view.sitting.desk_id:
        return on_paper
    consents = consent_facts(item.case_id)
    told = classes_told(
        persons=frozenset(item.concerns), agency=seat.agency_id, consents=consents, on=by.today
    )
    return on_paper & told


def _head(item: AgendaItem) -> dict[str, Part]:
    bodies = labels_of("existing_body")
    return {
        "topic": Box("議題", item.topic),
        "people_line": Box("対象者", item.people_line),
        "occasion": Box("開催時期", Occasion(item.occasion).label if item.occasion else ""),
        "bases": Box(
            "併せた根拠", "、".join(bodies.get(("existing_body", code), code) for code in item.bases)
        ),
    }


def _packet(packet: PacketView) -> dict[str, Part]:
    rows = tuple((label, desk, text) for label, texts in packet.sections for desk, text in texts)
    papers = tuple((one.title, one.text) for one in packet.papers)
    told: dict[str, Part] = {
        "sheets": Table("準備シート", ("項目", "機関", "書かれたこと"), rows),
        "papers": Table("資料", ("資料名", "内容"), papers),
    }
    return told | {one.picture.kind: _drawn(one) for one in packet.pictures}


def _drawn(view: PictureView) -> Part:
    label = f"{view.label}（{day(view.put_at.astimezone(TOKYO).date())}現在）"
    if view.picture.kind == CHRONICLE:
        rows = tuple(tuple(line) for line in view.picture.lines)
        return Table(label, ("いつ", "できごと", "だれの"), rows)
    width = WIDTH.search(view.picture.drawn)
    lines = tuple(str(line) for line in view.picture.lines)
    return Picture(label, view.picture.drawn, float(width[1]) if width else USUAL_WIDTH, lines)


def _plan(item: AgendaItem) -> dict[str, Part]:
    """The plan's draft as it is put to the sitting, with its goals and who does what."""
    view = plan_of_item(item)
    if view is None:
        return {}
    version = view.version
    goals = tuple((str(n), one.goal.text, one.goal.measure) for n, one in enumerate(view.goals, start=1))
    actions = tuple((one.who, one.what, one.how_often, day(one.due_on)) for one in view.actions)
    period = f"{day(version.period_from)}から {day(version.period_to)}" if version.period_from else ""
    return {
        "plan": Box("プラン", f"プランの案（第{version.number}版）"),
        "wish": Box("本人の意向", version.wish),
        "policy": Box("支援方針", version.policy),
        "period": Box("期間", period),
        "monitoring_on": Box("次のモニタリング", day(version.monitoring_on)),
        "goals": Table("達成目標", ("順", "目標", "どうなれば達成か"), goals),
        "actions": Table("実施すること", ("だれが", "実施すること", "頻度", "いつまで"), actions),
    }
