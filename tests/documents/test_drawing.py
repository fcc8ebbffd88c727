"""Every layout with the longest texts: nothing lost, nothing over a margin, nothing obeyed; and layouts gone wrong."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from kasane.documents.press import Layout, Press
from kasane.documents.sheets import Box, Group, Imprint, Marks, Part, Picture, Sheet, Table, values_of
from kasane.rules.verdicts import Refused
from tests.documents.reading_pdf import fonts_of, is_tagged, lacking, outside, overlapping, pages_of, pictured

FOLDER = Path(__file__).resolve().parents[2] / "seeds" / "chigasaki"
PAPERS = tomllib.loads((FOLDER / "papers.toml").read_text(encoding="utf-8"))["papers"]
BODIES = {paper["code"]: (FOLDER / paper["file"]).read_text(encoding="utf-8") for paper in PAPERS}
LOOK = BODIES["look"]
FORMS = sorted(set(BODIES) - {"look"})
HOSTILE = '#let x = panic("y") @山田 $sum$ *太い* _斜め_ `字` <名> // 説明 \\ #eval("1") ]} "'
LONG = (
    "長男が三年前に仕事を辞めてから部屋を出なくなり、母が年金で暮らしを支えている。家賃と電気代の滞納があり、"
    "先月は大家から立ち退きを求められた。母は膝を痛め、買い物は近所の方が手伝っている。"
    "メールはyamada.hanako.no.nagai.adoresu.desu@example.testで、返事は夜になる。"
)
DRAWN = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 420 120" width="420" height="120"><circle cx="60" cy="60" r="22"'
    ' fill="#ffffff" stroke="#1a1a1a" stroke-width="2"/><rect x="180" y="38" width="44" height="44" fill="none"'
    ' stroke="#1a1a1a"/></svg>'
)
# A layout that holds one of two things: each is drawn without the other.
EITHER = {"reception": ({"application", "signature"}, {"unasked", "spoken"})}
CASES = [(code, without) for code in FORMS for without in EITHER.get(code, (set[str](),))]
IMPRINT = Imprint(
    office="ためし市",
    form_name="ためしの様式（第1版）",
    printed="印刷番号 4K7M-9QPD-3X2YA　機関あて（茅ヶ崎市地域包括支援センターながいなまえ）"
    "　令和8年11月25日（水）11時40分　福祉総合相談担当 佐々木 健太郎",
    care="個人の情報が書かれています。用がすんだら裁断してください。",
)


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    one = Press()
    yield one
    one.stop()


def asked_by(body: str, long: str, without: Iterable[str] = ()) -> dict[str, Part]:
    """Every part a layout names, filled with a long text that says which it is."""
    tables = re.findall(r'#rows\("(\w+)", \(([^)]*)\)', body)
    groups = re.findall(r"values\.groups\.(\w+)", body)
    marks = re.findall(r'#marks\("(\w+)"', body)
    pictures = re.findall(r'#picture\("(\w+)"', body)
    named = {code for code, _ in tables} | set(groups) | set(marks) | set(pictures)
    boxes = set(re.findall(r'"([a-z_]+)"', body)) - named - {"bold", "page"}
    parts: dict[str, Part] = {code: Box(code.upper(), f"始{code}：{long}：終") for code in sorted(boxes)}
    for code, widths in tables:
        columns = tuple(f"欄{n}" for n in range(widths.count(",") + 1))
        parts[code] = Table(
            f"表{code}", columns, tuple(tuple(f"{n}{c}{long[:90]}" for c in columns) for n in range(6))
        )
    for code in marks:
        parts[code] = Marks(
            f"印{code}", tuple(("◎○"[n % 2], f"{n}番目の項目・{long[:14]}") for n in range(18))
        )
    if "across" in boxes:
        parts["across"] = Box("透かし", "第12号　佐々木 健太郎")
    for code in pictures:
        parts[code] = Picture(f"図{code}", DRAWN, 420, (f"{code}：{long[:120]}",))
    if "in values.groups {" in body:
        groups = ["first-section", "second-section"]
    for code in groups:
        codes = ["desk", "name", *(f"box{n}" for n in range(0 if "seat.name" in body else 5))]
        member = {
            one: Box(f"欄{one}" * (len(codes) > 2), f"{one}{long[:60]}", n == 1)
            for n, one in enumerate(codes)
        }
        parts[code] = Group(f"組{code}", (member,) * 4)
    return {code: part for code, part in parts.items() if code not in without}


def texts_of(parts: dict[str, Part]) -> list[str]:
    told: list[str] = []
    for part in parts.values():
        match part:
            case Box():
                told.append(part.value)
            case Picture():
                told += [part.label, *part.words]
            case Marks():
                told += [name for _, name in part.marks]
            case Table():
                told += [*part.columns, *(cell for row in part.rows for cell in row)]
            case Group():
                told += [
                    text
                    for member in part.members
                    for box in member.values()
                    for text in (box.label, box.value)
                ]
    return told


def drawn(press: Press, code: str, parts: dict[str, Part], body: str = "") -> bytes:
    sheet = Sheet(title="ためしの帳票", subtitle="第1版", heading="ケース番号 4K7M-9QPD-3X2YA", parts=parts)
    return press.draw(Layout(body or BODIES[code], LOOK), values_of(sheet, IMPRINT)).content


@pytest.mark.parametrize(("code", "without"), CASES)
def test_the_longest_texts_are_all_there_and_none_leaves_its_box(
    press: Press, code: str, without: set[str]
) -> None:
    parts = asked_by(BODIES[code], LONG * 4, without)
    content = drawn(press, code, parts)
    pictured(content, f"{code}-long")
    assert lacking(content, *texts_of(parts)) == {}
    assert outside(content) == []
    assert overlapping(content) == []


@pytest.mark.parametrize(("code", "without"), CASES)
def test_a_text_that_looks_like_a_layout_is_printed_as_it_was_written(
    press: Press, code: str, without: set[str]
) -> None:
    parts = asked_by(BODIES[code], HOSTILE, without)
    content = drawn(press, code, parts)
    assert lacking(content, *texts_of(parts)) == {}
    assert outside(content) == []


@pytest.mark.parametrize("code", FORMS)
def test_an_empty_form_keeps_its_boxes_and_its_pages(press: Press, code: str) -> None:
    parts = asked_by(BODIES[code], "")
    empty: dict[str, Part] = {
        name: Box(part.label) if isinstance(part, Box) else part for name, part in parts.items()
    }
    content = drawn(press, code, empty)
    pictured(content, f"{code}-empty")
    assert is_tagged(content)
    assert fonts_of(content) == {True}


def test_every_page_has_its_number_for_whom_it_is_and_how_many_there_are(press: Press) -> None:
    content = drawn(press, "plan", asked_by(BODIES["plan"], LONG * 4))
    pages = pages_of(content)
    assert len(pages) > 2
    for place, page in enumerate(pages, start=1):
        assert "4K7M-9QPD-3X2YA" in page.whole
        assert "機関あて" in page.whole
        assert f"{place}/{len(pages)}ページ" in page.whole


def test_the_pages_told_are_the_pages_there_are(press: Press) -> None:
    values = values_of(Sheet("題", asked_by(BODIES["plan"], LONG * 4)), IMPRINT)
    made = press.draw(Layout(BODIES["plan"], LOOK), values)
    assert made.pages == len(pages_of(made.content))


def test_rare_characters_of_names_are_printed_and_what_no_font_has_is_told(press: Press) -> None:
    names = "𠮷野 髙橋 﨑田 渡邉 邊見 齋藤 齊藤 德永 纊坂"
    content = drawn(press, "plan", {"name": Box("氏名", f"{names}葛\U000e0100城😀")})
    assert lacking(content, names) == {}
    page = pages_of(content)[0].whole
    assert "〓" in page
    assert "〓は、この書体にない文字です。" in page
    assert "〓は" not in pages_of(drawn(press, "plan", {"name": Box("氏名", names)}))[0].whole


def test_control_characters_do_no_harm(press: Press) -> None:
    assert (
        lacking(
            drawn(press, "plan", {"policy": Box("方針", "一行目\r\n二行目\x00\x0b\x1fおわり")}),
            "一行目二行目おわり",
        )
        == {}
    )


def test_a_layout_gone_wrong_is_refused_with_its_fault_and_the_next_paper_is_drawn(press: Press) -> None:
    with pytest.raises(Refused) as refusal:
        drawn(press, "plan", {}, body="#どこにもない()")
    assert "様式のひな形に誤りがあります" in refusal.value.verdict.sentence
    assert drawn(press, "plan", {})


@pytest.mark.parametrize(
    "body",
    [
        '#read("/etc/passwd")',
        '#read("../../../../etc/passwd")',
        '#import "@preview/cetz:0.3.1": *',
    ],
)
def test_a_layout_reads_no_file_of_the_machine_and_fetches_nothing(press: Press, body: str) -> None:
    with pytest.raises(Refused):
        drawn(press, "plan", {}, body=body)


def test_a_layout_that_never_ends_is_ended_and_the_next_paper_is_drawn() -> None:
    press = Press(seconds=3)
    try:
        with pytest.raises(Refused) as refusal:
            drawn(
                press,
                "plan",
                {},
                body="#let n = (1,) * 40000000\n#for a in n { for b in n { } }\n#while true { for b in n {} }",
            )
        assert "時間内に刷り終わりませんでした" in refusal.value.verdict.sentence
        press._seconds = 20
        assert drawn(press, "plan", {})
    finally:
        press.stop()


def test_the_process_that_draws_is_told_no_address_and_no_secret(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KASANE_CONNECTION_APP", "host=secret")
    fresh = Press()
    try:
        drawn(fresh, "plan", {})
        told = Path(f"/proc/{fresh.process}/environ").read_bytes()
    finally:
        fresh.stop()
    assert b"KASANE" not in told
