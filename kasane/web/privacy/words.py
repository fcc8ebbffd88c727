"""The record of seeing in words an office uses."""

from django.apps import apps

from kasane.access.rooms import Basis

PAGES = {
    "home": "今日",
    "cases": "ケースの一覧",
    "case": "世帯のページ",
    "likely_people": "この方ではありませんか",
    "consultations": "相談",
    "join_consultation": "相談を書き足す用紙",
    "reception_sheet": "相談受付・申込票",
    "notes": "経過",
    "new_note": "経過を書く用紙",
    "note": "経過（一件）",
    "correct_note": "経過を書き直す用紙",
    "add_to_note": "経過に追記する用紙",
    "move_note": "経過を別のケースに移す用紙",
    "approvals": "承認待ちの経過",
    "next_done": "予定を済みにする用紙",
    "new_person": "世帯の人を加える用紙",
    "person": "この方の情報の用紙",
    "genogram": "家族図",
    "ecomap": "エコマップ",
    "chronicle": "家族年表",
    "family_print": "家族図の印刷",
    "new_relation": "家族の記録の用紙",
    "correct_relation": "家族の記録を直す用紙",
    "end_relation": "家族の記録を終わる用紙",
    "opening": "開く範囲",
    "open_record": "開く範囲の用紙",
    "lead": "主担当の依頼",
    "lead_answer": "主担当の依頼への答え",
    "new_consent": "同意の用紙",
    "consent": "同意",
    "consents": "世帯の同意の一覧",
    "end_consent": "同意を終わる用紙",
    "paper": "添付の書類",
    "referrals": "つなぎの一覧",
    "referral": "つなぎ",
    "new_referral": "つなぎの用紙",
    "referral_sheet": "つなぐシートの印刷",
    "referral_move": "つなぎに答える用紙",
    "issues": "課題の一覧",
    "issue": "課題",
    "new_issue": "課題を加える用紙",
    "edit_issue": "課題を書き直す用紙",
    "issue_step": "課題の経過の用紙",
    "contact": "支援機関の連絡先",
    "seat_role": "チームでの役割の用紙",
    "part": "プラン",
    "new_part": "プランの用紙",
    "change_part": "変更の用紙",
    "monitoring": "モニタリングの用紙",
    "follow_up": "フォローアップの用紙",
    "sittings": "会議の一覧",
    "sitting": "会議",
    "choose_case": "議題の世帯を選ぶ用紙",
    "new_item": "議題の用紙",
    "item": "議題と資料",
    "carry": "同意の範囲に写す用紙",
    "write_item": "議題の記録の用紙",
    "search": "さがす",
    "protection": "支援措置",
    "matches": "名寄せ",
    "who": "だれが見られるか・見たかの一覧",
    "emergency": "緊急の閲覧",
    "all_notes": "税情報を含む経過",
    "all_papers": "税情報を含む資料",
    "role_done": "役割を済みにする用紙",
    "pledge": "誓約",
    "invite": "出席者を加える用紙",
    "open_sitting": "開会",
    "close_sitting": "閉会",
    "register": "相談受付簿",
    "register_book": "相談受付簿のExcel",
    "import": "取り込む前の台帳",
    "monthly_book": "月次報告のExcel",
    "cases_book": "ケースの一覧のExcel",
    "referrals_book": "つなぎの一覧のExcel",
    "search_book": "さがした人の一覧のExcel",
    "notes_book": "経過の一覧のExcel",
    "put_off": "後に回す用紙",
    "take_back": "後に回したものを元に戻す用紙",
    "dispose": "対応を決める用紙",
    "desk": "窓口の分担",
    "end_deputy": "担当代理を終える用紙",
    "board": "市全体",
    "in_charge": "担当の用紙",
    "links": "関連するケース",
    "triage": "つなぎの仕分け",
}
WRITES = {
    "take_consultation": "相談を受け付けた",
    "add_note": "経過を書いた",
    "correct_note": "経過を書き直した",
    "add_to_note": "経過に追記した",
    "approve_notes": "経過を承認した",
    "finish_next": "次の予定を済みにした",
    "move_note": "経過を別のケースに移した",
    "add_person": "世帯の人を加えた",
    "correct_identity": "この方の情報を書き直した",
    "tie": "続柄を記録した",
    "bond": "関わりを記録した",
    "tie_outside": "外とのつながりを記録した",
    "keep_pet": "動物を記録した",
    "move_household": "世帯の移動を記録した",
    "take_back_move": "世帯の移動を取り消した",
    "add_event": "年表に記録した",
    "represent": "代理する人を記録した",
    "record_death": "亡くなったことを記録した",
    "end_relation": "家族の記録を終わった",
    "strike_relation": "家族の記録を取り消した",
    "lay_open": "同意した機関に開いた",
    "offer_lead": "主担当を依頼した",
    "answer_lead": "主担当の依頼に答えた",
    "record_consent": "同意の確認を記録した",
    "withdraw_consent": "同意を終わった",
    "send_referral": "つなぎを送った",
    "add_issue": "課題を加えた",
    "correct_issue": "課題を書き直した",
    "step_issue": "課題の経過を書いた",
    "describe_seat": "チームでの役割を書いた",
    "move_referral": "つなぎに答えた",
    "draft_part": "プランの案をつくった",
    "draft_version": "変更の案をつくった",
    "monitor": "モニタリングを記録した",
    "plan_follow_up": "フォローアップの予定を入れた",
    "convene": "会議を招集した",
    "invite": "出席者を加えた",
    "pledge": "誓約した",
    "open_sitting": "開会した",
    "close_sitting": "閉会した",
    "put_on_agenda": "議題を立てた",
    "add_paper": "資料を入れた",
    "write_minutes": "議事録を書いた",
    "settle": "確認した事項を書いた",
    "decide": "決定した",
    "decide_policy": "関わりの方針を決めた",
    "carry_over": "同意の範囲に写した",
    "assign_role": "役割を割り振った",
    "match_hint": "関わる窓口があるかもしれないと伝えた",
    "decide_match": "名寄せを決めた",
    "protect": "支援措置を記録した",
    "renew_protection": "支援措置を延長した",
    "end_protection": "支援措置を解除した",
    "begin_emergency": "緊急に開いた",
    "review_emergency": "緊急の閲覧を確かめた",
    "begin_import": "台帳を読み込んだ",
    "map_import": "台帳の列を割り当てた",
    "take_import": "台帳を取り込んだ",
    "cancel_import": "台帳の取り込みをやめた",
    "finish_role": "役割を済みにした",
    "dispose": "相談の対応を決めた",
    "hand_over": "担当を替えた",
    "link_cases": "関連するケースとして記した",
    "put_off": "待っていることを後に回した",
    "take_back": "後に回したのを取り消した",
    "stand_in": "担当代理を決めた",
    "end_deputy": "担当代理を終えた",
}


SIGN_INS = {
    "sign_in": "サインインした",
    "step_up": "もう一度の確認をした",
    "failed": "サインインに失敗した",
}


def what_in_words(kind: str, what: str) -> str:
    """One row's act; a page that has no word yet is told as a page."""
    if kind == "write":
        return WRITES.get(what, "書いた")
    if kind == "sign_in":
        return SIGN_INS.get(what, "サインインした")
    page = PAGES.get(what, "ページ")
    if kind == "export":
        return f"{page}を書き出した"
    return f"{page}を見た" if kind == "view" else f"{page}を断られた"


def records_in_words(records: dict[str, list[int]]) -> list[str]:
    """How many records of each kind, by the kind's own name."""
    return [
        f"{apps.get_model(label)._meta.verbose_name} {len(ids)}件"
        for label, ids in records.items()
        if label != "cases.case"
    ]


def bases_in_words(bases: tuple[str, ...]) -> list[str]:
    return [Basis(basis).label for basis in bases]
