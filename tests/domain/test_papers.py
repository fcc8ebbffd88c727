"""The signed consent as scanned, the kinds of agency named in it, and its end by whoever is told."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kasane.access.ids import encode_id
from kasane.consents.actions import withdraw
from kasane.consents.models import Consent
from kasane.rules.papers import LARGEST
from kasane.rules.verdicts import Refused
from seeds.town.paper import blank_sheet
from tests.world import World


def case_of(town: World) -> int:
    return int(str(town.one("select id from cases_case where is_multi_agency order by opened_at limit 1")))


def form_of(town: World, **changed: object) -> dict[str, object]:
    person = town.one("select person_id from people_identity where name = '山田 太郎' limit 1")
    agency = town.one("select id from directory_agency where code = 'jiritsu'")
    return {
        "person": str(person),
        "answer": "given",
        "method": "written",
        "given_by": "person",
        "asked_at": "2026-11-20T10:00",
        "purposes": ["support", "sharing"],
        "agencies": [str(agency)],
        "classes": ["general"],
        "valid_from": town.clock.day(0).isoformat(),
        "valid_to": "",
        **changed,
    }


def upload(content: bytes, name: str = "山田太郎の同意書") -> SimpleUploadedFile:
    ending = "png" if content.startswith(b"\x89PNG") else "pdf"
    return SimpleUploadedFile(f"{name}.{ending}", content, content_type="application/pdf")


def test_the_paper_is_stored_under_our_own_name_and_opened_by_who_may_read_the_consent(town: World) -> None:
    tanaka, path = town.client("tanaka"), f"/cases/{encode_id(case_of(town))}/consents/new/"
    content = b"%PDF-1.7 signed"
    assert tanaka.post(path, form_of(town, paper=upload(content))).status_code == 302
    paper = int(str(town.one("select paper_id from consents_consent order by written_at desc limit 1")))
    opened = tanaka.get(f"/papers/{encode_id(paper)}/")
    assert opened.content == content
    assert opened["Content-Disposition"] == 'attachment; filename="paper.pdf"'
    stored = str(town.one("select row_to_json(a)::text from attachments_attachment a where id = %s", paper))
    assert "山田太郎" not in stored
    for who in ("suzuki", "sato", "watanabe"):
        assert town.client(who).get(f"/papers/{encode_id(paper)}/").status_code == 404
    assert town.one("select count(*) from audit_auditrow where what = 'paper' and kind = 'view'") == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"MZ\x90\x00 a program", "PDF・JPEG・PNG のほかは添付できません"),
        (b"<svg onload=alert(1)>", "PDF・JPEG・PNG のほかは添付できません"),
        (b"%PDF-" + b"0" * LARGEST, "大きすぎます"),
    ],
)
def test_what_is_no_paper_is_not_taken_and_nothing_is_half_done(
    town: World, content: bytes, says: str
) -> None:
    before = town.one("select count(*) from consents_consent")
    papers = town.one("select count(*) from attachments_attachment")
    path = f"/cases/{encode_id(case_of(town))}/consents/new/"
    answer = town.client("tanaka").post(path, form_of(town, paper=upload(content)))
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert town.one("select count(*) from consents_consent") == before
    assert town.one("select count(*) from attachments_attachment") == papers


def test_a_kind_of_agency_means_those_of_that_day(town: World) -> None:
    path = f"/cases/{encode_id(case_of(town))}/consents/new/"
    form = form_of(town, agencies=[], kinds=["地域包括支援センター"])
    assert town.client("tanaka").post(path, form).status_code == 302
    kinds, agencies = town.superuser.execute(
        "select kinds, agencies from consents_consent order by written_at desc limit 1"
    ).fetchone() or (None, None)
    assert kinds == ["地域包括支援センター"]
    assert len(agencies) == 13
    town.superuser.execute(
        "insert into directory_agency (id, code, name, kind, is_public_body, is_supporting, phone, sort_order)"
        " values (5, 'new', '新しいセンター', '地域包括支援センター', false, true, '', 0)"
    )
    assert (
        town.one("select 5 = any (agencies) from consents_consent order by written_at desc limit 1") is False
    )


def test_she_tells_another_desk_that_she_takes_it_back_and_it_ends_at_once(town: World) -> None:
    """The coordinator hears it, though 生活自立 had asked her."""
    case = case_of(town)
    mother = town.one("select person_id from people_identity where name = '山田 花子' limit 1")
    suzuki, path = town.client("suzuki"), f"/cases/{encode_id(case)}/consents/"
    assert suzuki.post(path + "new/", form_of(town, person=str(mother))).status_code == 302
    recorded = int(str(town.one("select id from consents_consent order by written_at desc limit 1")))
    tanaka = town.client("tanaka")
    assert tanaka.get(f"/consents/{encode_id(recorded)}/").status_code == 404, "the record is 生活自立's"
    ends = re.findall(r'href="(/cases/[^"]+/end/)"', tanaka.get(path).content.decode())
    assert f"{path}{encode_id(recorded)}/end/" in ends
    shown = tanaka.get(f"{path}{encode_id(recorded)}/end/").content.decode()
    assert "生活支援課 生活自立相談窓口" in shown, "which keys will end is shown before"
    assert tanaka.post(f"{path}{encode_id(recorded)}/end/", {"why": "本人の申し出"}).status_code == 302
    assert (
        town.one("select count(*) from rooms_grant where source_id = %s and ended_at is null", recorded) == 0
    )


def test_who_knows_nothing_of_the_case_ends_nothing(town: World) -> None:
    consent = int(str(town.one("select id from consents_consent where answer = 'given'")))
    path = f"/cases/{encode_id(case_of(town))}/consents/{encode_id(consent)}/end/"
    assert town.client("watanabe").post(path, {"why": "本人の申し出"}).status_code == 404
    with town.acting("watanabe") as watanabe, pytest.raises(Refused):
        withdraw(consent, case=case_of(town), why="本人の申し出", by=watanabe)
    with town.acting("tanaka"):
        assert Consent.objects.get(pk=consent).ended_at is None


def test_the_sheet_is_a_picture() -> None:
    assert blank_sheet().startswith(b"\x89PNG")
