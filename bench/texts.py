"""The sentences of a generated city's case notes."""

from kasane.japanese.grams import bigrams

OPENINGS = ("訪問。", "電話あり。", "来所面談。", "同行して", "関係機関と連絡。", "手紙を届けた。")
WHO = ("本人", "母", "長男", "長女", "妻", "夫", "祖母", "大家さん", "民生委員", "近所の方")
WHAT = (
    "膝の痛みが続き、買い物に行けていない",
    "家賃の滞納が二か月になった",
    "介護保険の申請を一緒に進めることになった",
    "夜に眠れず、昼間に横になっている",
    "配食サービスを週三回から試したい",
    "仕事を探したいが、面接の服がない",
    "子どもの送り迎えができる人がいない",
    "部屋の片づけを手伝う人を待っている",
    "薬が余っており、受診が途切れている",
    "年金の手続きの書類が見つからない",
    "就労準備の見学に関心を示された",
    "玄関先で五分ほど話ができた",
    "電気が止まる前に、分割の相談をした",
    "居場所のサロンに、はじめて顔を出した",
    "学校を休む日が増えている",
    "通帳を一緒に確かめ、来月の見通しを立てた",
)
NEXT = (
    "来週また訪ねる。",
    "月末に電話する。",
    "担当者会議で共有する。",
    "様子を見る。",
    "次は二人で訪問する。",
)


def note_texts() -> list[tuple[str, list[str]]]:
    """Every sentence the generated notes are made of, with its grams."""
    texts = [
        f"{opening}{who}、{what}とのこと。{after}"
        for opening in OPENINGS
        for who in WHO
        for what in WHAT
        for after in NEXT
    ]
    return [(text, sorted(bigrams(text))) for text in texts]
