"""相談受付・申込票: with the application somebody signs, or without their consent."""

from kasane.access.ids import case_number
from kasane.cases.models import Consultation
from kasane.code_lists.queries import labels_of, text_in_force
from kasane.directory.queries import staff_names
from kasane.documents.sheets import Box, Group, Marks, Part, Sheet
from kasane.people.queries import people_of
from kasane.rules.printing import is_printed
from kasane.web.case_file.consultations import Line, communication_of, line_of, taken_at
from kasane.web.papers.asked import Asked, Collected
from kasane.web.papers.words import BY_HAND, moment, person_boxes

UNASKED = (
    "本人の同意は、まだ得ていません。この票は、市が定めた利用目的の範囲で、福祉総合相談担当が支援会議の準備と、"
    "同意に向けた働きかけのために使います（個人情報保護法61条、社会福祉法106条の6）。"
)


def agreed(subject: int, asked: Asked) -> Collected | None:
    return _collected(subject, asked, has_agreed=True)


def unasked(subject: int, asked: Asked) -> Collected | None:
    return _collected(subject, asked, has_agreed=False)


def _collected(subject: int, asked: Asked, *, has_agreed: bool) -> Collected | None:
    case = Consultation.objects.filter(id=subject).values_list("case_id", flat=True).first()
    line = line_of(case, subject, asked.actor) if case is not None else None
    if line is None:
        return None
    mark = "【本人同意あり】" if has_agreed else "【本人同意なし】"
    sheet = Sheet(
        title=f"{mark}相談受付・申込票",
        heading=f"ケース番号 {case_number(line.consultation.case_id)}",
        parts=_parts(line, asked, has_agreed=has_agreed),
    )
    return Collected(sheet, subject, line.consultation, tuple(line.consultation.concerns))


def _parts(line: Line, asked: Asked, *, has_agreed: bool) -> dict[str, Part]:
    one, labels = line.consultation, labels_of("communication")
    people = [p for p in people_of(one.case_id, asked.actor) if p.id in one.concerns]
    members = tuple(person_boxes(p, asked, communication_of(p, labels)) for p in people)
    told_by = line.told_by if is_printed("informant", asked.audience) else ""
    staff = staff_names({one.written_by}).get(one.written_by, "")
    parts: dict[str, Part] = {
        "received_at": Box("受付日時", moment(one.received_at)),
        "taken_by": Box("受付", f"{taken_at(one)}　{staff}"),
        "channel": Box("受付方法", line.channel),
        "route": Box("相談経路", line.route),
        "consulter": Box("相談した人", line.consulter),
        "urgency": Box("急ぎ具合", line.urgency),
        "told_by": Box("情報提供者", told_by),
        "people": Group("ご相談の方・世帯の方", members),
        "concerns": Marks("当てはまるもの（○）、いちばん困っていること（◎）", tuple(line.marks)),
        "content": Box("ご相談の内容", one.content),
        "wish": Box("相談したいこと・支援にあたっての希望", one.wish),
    }
    if has_agreed:
        text = text_in_force("application", asked.actor.today)
        parts["application"] = Box(f"相談の申込み（{text.version}）", text.body)
        parts["signature"] = Box("申込みの日・氏名（自署）", BY_HAND)
    else:
        parts["unasked"] = Box("本人の同意について", UNASKED)
        parts["spoken"] = Box("本人と話したか", line.spoken or "わからない")
    return parts
