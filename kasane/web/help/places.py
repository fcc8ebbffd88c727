"""Which part of the guide speaks of which screen."""

from urllib.parse import quote

from django.urls import reverse

from kasane.web.help.guide import anchor_of, chapters

# Page → chapter, and the heading in it.
PLACES: dict[str, tuple[str, str]] = {
    "home": ("10-kyou", "今日の画面"),
    "desk": ("10-kyou", "窓口の分担"),
    "board": ("10-kyou", "市全体"),
    "triage": ("05-tsunagi", "仕分ける"),
    "links": ("03-setai", "関連するケース"),
    "in_charge": ("03-setai", "この窓口の担当"),
    "hat": ("10-kyou", "役割を替える"),
    "new_consultation": ("02-soudan", "相談を書く"),
    "likely_people": ("02-soudan", "この方ではありませんか"),
    "consultations": ("02-soudan", "相談の画面"),
    "join_consultation": ("02-soudan", "相談を書き足す"),
    "reception_sheet": ("02-soudan", "相談受付・申込票"),
    "put_off": ("10-kyou", "後に回す"),
    "dispose": ("02-soudan", "対応を決める"),
    "cases": ("03-setai", "ケースの一覧"),
    "case": ("03-setai", "世帯のページ"),
    "new_person": ("03-setai", "世帯の人を加える"),
    "person": ("03-setai", "この方の情報を書き直す"),
    "protection": ("03-setai", "支援措置"),
    "lead": ("03-setai", "主担当を依頼する"),
    "lead_answer": ("03-setai", "主担当を依頼する"),
    "genogram": ("14-kazokuzu", "図を開く"),
    "ecomap": ("14-kazokuzu", "エコマップを読む"),
    "new_relation": ("14-kazokuzu", "間柄を書く"),
    "correct_relation": ("14-kazokuzu", "間柄を書く"),
    "end_relation": ("14-kazokuzu", "間柄を書く"),
    "chronicle": ("14-kazokuzu", "図を開く"),
    "family_print": ("14-kazokuzu", "図を開く"),
    "notes": ("04-keika", "経過を読む"),
    "new_note": ("04-keika", "経過を書く"),
    "note": ("04-keika", "一つの経過"),
    "correct_note": ("04-keika", "経過を書き直す"),
    "add_to_note": ("04-keika", "経過に追記する"),
    "move_note": ("04-keika", "別のケースに移す"),
    "approvals": ("04-keika", "承認待ち"),
    "messages": ("04-keika", "伝言"),
    "memos": ("04-keika", "電話メモ"),
    "new_referral": ("05-tsunagi", "つなぐ"),
    "referrals": ("05-tsunagi", "つなぎの一覧"),
    "referral": ("05-tsunagi", "答える"),
    "referral_move": ("05-tsunagi", "答える"),
    "referral_sheet": ("05-tsunagi", "つなぐシートを印刷する"),
    "issues": ("05-tsunagi", "課題を解きほぐす"),
    "issue": ("05-tsunagi", "課題を解きほぐす"),
    "new_issue": ("05-tsunagi", "課題を解きほぐす"),
    "edit_issue": ("05-tsunagi", "課題を解きほぐす"),
    "issue_step": ("05-tsunagi", "課題を解きほぐす"),
    "contact": ("05-tsunagi", "支援チームの連絡先と役割"),
    "seat_role": ("05-tsunagi", "支援チームの連絡先と役割"),
    "new_consent": ("06-doui", "同意の確認を記録する"),
    "consent": ("06-doui", "同意を見る"),
    "consents": ("06-doui", "この世帯の同意"),
    "end_consent": ("06-doui", "同意を終わる"),
    "opening": ("06-doui", "同意した機関に開く"),
    "open_record": ("06-doui", "同意した機関に開く"),
    "sittings": ("07-kaigi", "会議の一覧"),
    "new_sitting": ("07-kaigi", "会議を招集する"),
    "sitting": ("07-kaigi", "会議のページ"),
    "choose_case": ("07-kaigi", "議題を立てる"),
    "new_item": ("07-kaigi", "議題を立てる"),
    "item": ("07-kaigi", "議題と資料"),
    "write_item": ("07-kaigi", "議題と資料"),
    "carry": ("07-kaigi", "同意の範囲に写す"),
    "new_part": ("08-plan", "プランの案をつくる"),
    "part": ("08-plan", "プランを見る"),
    "change_part": ("08-plan", "変更の案をつくる"),
    "monitoring": ("08-plan", "モニタリングを記録する"),
    "follow_up": ("08-plan", "フォローアップの予定を入れる"),
    "search": ("09-sagasu", "人と記録をさがす"),
    "emergency": ("09-sagasu", "緊急の閲覧"),
    "matches": ("09-sagasu", "名寄せ"),
    "ledgers": ("11-chouhyou", "帳票をえらぶ"),
    "register": ("11-chouhyou", "相談受付簿"),
    "monthly": ("11-chouhyou", "月次報告"),
    "imports": ("11-chouhyou", "台帳を取り込む"),
    "import": ("11-chouhyou", "台帳を確かめる"),
    "who": ("12-anzen", "だれが見られるか だれが見たか"),
    "provision": ("13-kanri", "提供体制"),
    "seeing": ("13-kanri", "見る記録を確かめる"),
    "unusual": ("13-kanri", "見方の点検"),
    "emergency_reviews": ("13-kanri", "緊急の閲覧を確かめる"),
    "emergency_review": ("13-kanri", "緊急の閲覧を確かめる"),
    "components": ("13-kanri", "画面の部品"),
}
# The help itself needs none.
HELP = frozenset({"help", "help_index"})


def help_for(page: str) -> str:
    """The address of what the guide says of a screen; the list of chapters where it says nothing yet."""
    chapter, heading = PLACES.get(page, ("", ""))
    if chapter not in chapters():
        return reverse("help_index")
    return f"{reverse('help', args=[chapter])}#{quote(anchor_of(heading))}"
