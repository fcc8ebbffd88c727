"""佐藤 sends with a preview, 鈴木 accepts, the man comes, is helped, and she reads the result on her issue."""

import re

import pytest

from tests.browser.conftest import Office

pytestmark = pytest.mark.browser
ISSUE = "家の中と庭に物があふれ、寝る場所がない"
RESULT = "住まいの片付けの見積もりを取り、来月から始めます"


def test_a_matter_goes_out_and_its_result_comes_back(busy_office: Office) -> None:
    sato, suzuki = busy_office.seat("sato"), busy_office.seat("suzuki")
    sato.go("/cases/")
    sato.page.get_by_role("link", name=re.compile("石川")).first.click()
    sato.page.get_by_role("link", name="課題", exact=True).click()
    assert sato.says("ごみ屋敷・多頭飼育の状態にあります。")
    issues = sato.page.url
    sato.page.get_by_role("link", name=ISSUE).click()
    sato.page.get_by_role("link", name="この課題でつなぐ").click()
    page = sato.page
    assert page.get_by_label(ISSUE).is_checked(), "the issue one comes from is ticked"
    page.get_by_label("つなぎ先の窓口").select_option(label="生活支援課 生活自立相談窓口")
    sato.choose("名前を伝える根拠", "生命・身体の危険がある")
    page.get_by_label("その根拠を使う理由").fill("寝る場所がなく、夜は庭で過ごしておられる")
    sato.choose("だれについて", "石川 トメ")
    sato.choose("急ぎ具合", "1週間のうちに")
    page.get_by_label("相談の内容と経過").fill("夏から姿が見えませんでした。")
    page.get_by_label("依頼したいこと").fill("片付けの費用の相談")
    page.get_by_label("こちらで続けること").fill("週1回の訪問")
    sato.press("送る前に確かめる")
    assert sato.says("まだ送っていません。")
    assert sato.says("石川 トメ（79歳）") or sato.says("石川 トメ（78歳）")
    sato.press("この内容で送る")
    assert sato.says("つなぎを送りました。")
    sent = sato.page.url.removeprefix(busy_office.base)
    suzuki.go(sent)
    suzuki.press("受け付ける")
    for label, said in (
        ("本人とつながった", "ご自宅でお会いしました"),
        ("はじめの対応をした", "見積もりを頼みました"),
    ):
        suzuki.page.get_by_role("link", name=label, exact=True).click()
        suzuki.page.get_by_label("伝えたいこと").fill(said)
        suzuki.press(label)
        assert suzuki.says(f"「{label}」を記録しました。")
    suzuki.page.get_by_role("link", name="結果を伝えて終える", exact=True).click()
    suzuki.press("結果を伝えて終える")
    assert suzuki.says("結果が書かれていません。")
    suzuki.choose("結果の区分", "支援が始まった")
    suzuki.page.get_by_label("結果", exact=False).last.fill(RESULT)
    suzuki.press("結果を伝えて終える")
    assert suzuki.says("結果まで伝えた")
    sato.page.goto(issues)
    assert sato.says(RESULT)
    assert sato.says("生活支援課 生活自立相談窓口へのつなぎ")
