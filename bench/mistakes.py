"""Second registrations of people with the mistakes that desks make, made without looking at how they are matched."""

import calendar
import random
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from bench.residents import (
    ADULT_SINCE,
    CHOME,
    CITY,
    LAST_YEAR,
    READINGS,
    RURAL,
    SPELLED,
    SURNAMES,
    Registered,
    land_line,
    mobile,
    new_rooms,
    new_surname,
    pairs,
    plot,
)

CITIES = ("", CITY, CITY, "神奈川県茅ヶ崎市", "茅ケ崎市", "神奈川県茅ケ崎市")
FORMS = (
    "高髙 崎﨑嵜 斎斉齋齊 辺邊邉 沢澤 浜濱 広廣 桜櫻 国國 恵惠 島嶋嶌 吉𠮷 富冨 瀬瀨 関關 黒黑 与與 万萬 園薗 館舘 塚\ufa10 "
    "徳德 真眞 竜龍 栄榮 寿壽 実實 緑綠 静靜 弥彌 亜亞 寛寬 薫薰 暁曉 聡聰 顕顯 恒恆 瑶瑤 礼禮 遥遙 隆\uf9dc 福\ufa1b 祥\ufa1a "
    "靖\ufa1c 槙槇 凛凜 曽曾 滝瀧 渋澁 桧檜 児兒 柳栁 渕淵 条條 峰峯 来來"
)
PLAIN = str.maketrans({form: group[0] for group in FORMS.split() for form in group})
OTHER_FORMS: dict[str, Sequence[str]] = {a: g.replace(a, "") for g in FORMS.split() for a in g}
OTHER_FORMS |= {letter: (f"{letter}\U000e0100",) for letter in "辻葛榊"}
HIRAGANA = "".join(chr(code) for code in range(0x3042, 0x3094) if chr(code) not in "ぃぅぇぉゎゐゑ")
ALIKE = "かが きぎ くぐ けげ こご さざ しじ すず せぜ そぞ ただ ちぢ てで とど はば ひび ふぶ へべ ほぼ ずづ いり るろ わね さち"
SPELLINGS = [
    (r"([うくすつぬふむゆるぐずぶゅおこそとのほもよろごぞどぼょ])う", (r"\1ー", r"\1", r"\1お")),
    (r"([おこそとのほもよろごぞどぼ])お", (r"\1う", r"\1ー", r"\1")),
    (r"([えけせてねへめれげぜでべ])い", (r"\1ー", r"\1え", r"\1")),
    ("っ", ("つ",)),
]
SMALL = ("ゃや", "ゅゆ", "ょよ", "やゃ", "ゆゅ", "よょ")
SPELLINGS += [(f"([きしちにひみりぎじび]){pair[0]}", (rf"\1{pair[1]}",)) for pair in SMALL]
KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
NARROW = [chr(base) + mark for mark in ("ﾟ", "ﾞ", "") for base in range(0xFF66, 0xFF9E)]
HALF_WIDTH = {ord(w): n for n in NARROW if len(w := unicodedata.normalize("NFKC", n)) == 1}
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
PLOT = rf"(?P<town>\D*?)(?:(?P<chome>[{CHOME}])丁目)?(?P<ban>[0-9]+)番地?(?P<go>[0-9]+)号?"
ADDRESS = re.compile(CITY + PLOT + r"(?: (?P<building>.+?)(?P<room>[0-9]+)号室)?")
NAME_KINDS = pairs("old_surname=60 old_surname_told=5 surname_untold=2 reading_wrong=7 kanji_wrong=8")
NAME_KINDS |= pairs("kanji_variant=16 kana_typo=12 kana_small_or_long=9 kana_missing=10 swapped=3 unspaced=6")
BIRTH_KINDS = pairs("birth_day_wrong=8 birth_month_day_exchanged=8 birth_year_wrong=7 birth_partial=5")
BIRTH_KINDS |= pairs("birth_missing=6")
CONTACT_KINDS = pairs("address_moved=20 address_without_building=25 address_written_differently=30")
CONTACT_KINDS |= pairs("phone_changed=20 phone_missing=15 phone_written_differently=20")
KINDS: tuple[str, ...] = ("none", *NAME_KINDS, *BIRTH_KINDS, *CONTACT_KINDS)
KIND_WORDS = pairs(
    "none=誤りなし old_surname=旧姓で登録 old_surname_told=旧姓を併記 surname_untold=名だけ reading_wrong=読みちがい "
    "kanji_wrong=漢字ちがい kanji_variant=異体字 kana_typo=かなの打ちまちがい kana_small_or_long=小書き・長音 kana_missing=かななし "
    "swapped=姓と名が逆 unspaced=姓名の間なし birth_day_wrong=生まれた日ちがい birth_month_day_exchanged=生まれた月日が逆 "
    "birth_year_wrong=生まれた年ちがい birth_partial=生まれた年月だけ birth_missing=生年月日なし address_moved=転居 "
    "address_without_building=方書なし address_written_differently=住所の書き方 phone_changed=電話が変わった phone_missing=電話なし "
    "phone_written_differently=電話の書き方"
)
OTHER_SURNAME = {"old_surname", "old_surname_told", "surname_untold"}
KANA_KINDS = {"reading_wrong", "kana_typo", "kana_small_or_long", "kana_missing"}


def _mistyped(kana: str, chance: random.Random) -> str:
    """A reading with one kana wrong, left out, doubled or exchanged with its neighbour."""
    spots = [at for at, letter in enumerate(kana) if letter in HIRAGANA]
    for at in chance.choices(spots, k=20) if spots else ():
        letter, after = kana[at], kana[at + 1 : at + 2]
        alike = [pair.replace(letter, "") for pair in ALIKE.split() if letter in pair] or [letter]
        rest = letter + after if min(map(len, kana.split())) < 3 else after
        exchanged = after + letter if after.strip() else letter
        changed = [chance.choice(alike) + after, chance.choice(HIRAGANA) + after, rest, letter * 2 + after]
        slip = chance.choices([*changed, exchanged], (35, 20, 20, 10, 15))[0]
        if slip not in (letter, letter + after):
            return kana[:at] + slip + kana[at + 2 :]
    return kana


def _respelled(kana: str, chance: random.Random) -> str:
    """A reading with one small kana or long vowel written otherwise, or in (half-width) katakana."""
    found = [(match, form) for old, forms in SPELLINGS for match in re.finditer(old, kana) for form in forms]
    script = chance.choice(("katakana", "half"))
    if found and chance.random() < 0.7:
        match, form = chance.choice(found)
        kana = kana[: match.start()] + match.expand(form) + kana[match.end() :]
        script = chance.choice(("hiragana", "hiragana", "katakana"))
    kana = kana if script == "hiragana" else kana.translate(KATAKANA)
    return kana.translate(HALF_WIDTH) if script == "half" else kana


def _kana(one: Registered, kind: str, chance: random.Random) -> Registered:
    """With that mistake in the reading."""
    surname, _, given = one.kana.partition(" ")
    kana = ""
    if kind == "reading_wrong":
        known = READINGS.get((one.sex, one.name.partition(" ")[2]), [])
        others = [reading for reading in known if given and reading != given]
        kana = f"{surname} {chance.choice(others)}" if others else one.kana
    elif kind != "kana_missing":
        kana = (_mistyped if kind == "kana_typo" else _respelled)(one.kana, chance)
    return replace(one, kana=kana)


def _kanji(one: Registered, kind: str, chance: random.Random) -> Registered:
    """With one character in another form, or the given name in others that are read the same."""
    surname, _, given = one.name.partition(" ")
    if kind == "kanji_variant":
        spots = [at for at, letter in enumerate(one.name) if letter in OTHER_FORMS]
        at = chance.choice(spots or [0])
        form = chance.choice(OTHER_FORMS.get(one.name[at], one.name[at]))
        return replace(one, name=one.name[:at] + form + one.name[at + 1 :])
    same = SPELLED[one.sex].get(one.kana.partition(" ")[2], []) if given else []
    others = [kanji for kanji in same if kanji.translate(PLAIN) != given.translate(PLAIN)]
    close = [kanji for kanji in others if len(kanji) == len(given) and set(kanji) & set(given)]
    chosen = close if close and chance.random() < 0.6 else others
    return replace(one, name=f"{surname} {chance.choice(chosen)}") if chosen else one


def _renamed(one: Registered, kind: str, chance: random.Random) -> Registered:
    """The same given name under a former, a new or an unexplained surname."""
    old, _, given = one.name.partition(" ")
    kana = one.kana.partition(" ")[2]
    year = one.birth_on.year if one.birth_on else one.birth_year
    free = one.sex == "female" and not one.former_surname and year is not None and year <= ADULT_SINCE
    surname = one.former_surname if kind == "old_surname" else new_surname(chance) if free else ""
    if not surname or not given or surname == old or (one.kana and not kana):
        return one
    spoken = f"{SURNAMES[surname]} {kana}" if kana else ""
    former = old if kind == "old_surname_told" else ""
    return replace(one, name=f"{surname} {given}", kana=spoken, former_surname=former)


def _arranged(one: Registered, kind: str, _: random.Random) -> Registered:
    """With the given name first, or without a space."""
    step, space = (-1, " ") if kind == "swapped" else (1, "")
    name, kana = (space.join(text.split(" ")[::step]) for text in (one.name, one.kana))
    return replace(one, name=name, kana=kana)


def _birth(one: Registered, kind: str, chance: random.Random) -> Registered:
    """With that mistake in the birthday."""
    born = one.birth_on
    if born is None or kind == "birth_missing":
        return replace(one, birth_on=None, birth_year=None, birth_month=None) if born else one
    year, month, day = born.year, born.month, born.day
    if kind == "birth_partial":
        return replace(one, birth_on=None, birth_year=year, birth_month=chance.choice((None, month)))
    slips = [(year, day, month)]
    if kind == "birth_day_wrong":
        digits = [day // 10 * 10 + unit for unit in range(10)] + [ten * 10 + day % 10 for ten in range(4)]
        slips = [(year, month, slip) for slip in [day - 1, day + 1] * 4 + digits]
    elif kind == "birth_year_wrong":
        digits = [*range(year // 10 * 10, year // 10 * 10 + 10), *range(1900 + year % 10, LAST_YEAR, 10)]
        eras = [year - 63, year + 30] if year > 1988 else [year + 63, year - 14 if year < 1941 else year + 63]
        slips = [(slip, month, day) for slip in [year - 1, year + 1] * 5 + eras * 6 + digits]
    slips = [slip for slip in slips if 1912 <= slip[0] <= LAST_YEAR and slip[1] <= 12 and slip[2] >= 1]
    real = [date(y, m, d) for y, m, d in slips if d <= calendar.monthrange(y, m)[1]]
    return replace(one, birth_on=chance.choice([slip for slip in real if slip != born] or [born]))


def _address(one: Registered, kind: str, chance: random.Random) -> Registered:
    """With that mistake in the address, or another one."""
    found = ADDRESS.fullmatch(one.address)
    if kind == "address_moved" and one.address:
        return replace(one, address=new_rooms(chance)[0] if chance.random() < 0.45 else plot(chance))
    if kind == "address_without_building" or not found:
        return replace(one, address=one.address.split(" ")[0] if found else one.address)
    town = "大字" + found["town"] if found["town"] in RURAL and chance.random() < 0.5 else found["town"]
    dash = chance.choice(("-", "-", "-", "－", "−", "ー", "の"))
    after = chance.choice((dash, dash, "丁目"))
    chome = f"{CHOME.index(found['chome']) + 1}{after}" if found["chome"] else ""
    text = f"{chance.choice(CITIES)}{town}{chome}{found['ban']}{dash}{found['go']}"
    if found["building"]:
        ways = (" {0}{1}", "　{0} {1}号", "{0}{1}号室", " {0}-{1}", "-{1}", " {1}号室")
        text += chance.choice(ways).format(found["building"], found["room"])
    return replace(one, address=text.translate(WIDE) if chance.random() < 0.35 else text)


def _phone(one: Registered, kind: str, chance: random.Random) -> Registered:
    """With that mistake in the phone number, or another one."""
    if kind == "phone_missing" or not re.fullmatch("0[0-9]+-[0-9]+-[0-9]+", one.phone):
        return replace(one, phone="" if kind == "phone_missing" else one.phone)
    if kind == "phone_changed":
        line = chance.random() < 0.2
        return replace(one, phone=land_line(chance.randrange(800_000)) if line else mobile(chance))
    ways = "0{}{}{} +81-{}-{}-{} +81{}{}{} 0{}({}){} 0{}.{}.{} ０{}{}{} ０{}-{}-{} ０{}－{}－{}"
    text = chance.choice(ways.split()).format(*one.phone[1:].split("-"))
    return replace(one, phone=text.translate(WIDE) if text[0] == "０" else text)


Mistake = Callable[[Registered, str, random.Random], Registered]
CHANGES: dict[str, Mistake] = {"kana": _kana, "reading": _kana, "kanji": _kanji, "old": _renamed}
CHANGES |= {"surname": _renamed, "swapped": _arranged, "unspaced": _arranged}
CHANGES |= {"birth": _birth, "address": _address, "phone": _phone}


def second_registration(one: Registered, kinds: tuple[str, ...], chance: random.Random) -> Registered | None:
    """The same person registered again with those mistakes, in that order; None when one cannot be made."""
    for kind in kinds:
        before = one
        if kind != "none":
            one = CHANGES[kind.split("_")[0]](one, kind, chance)
            if one == before:
                return None
    return one


def _recognisable(kinds: tuple[str, ...], other: Registered) -> bool:
    """Whether a careful human could tell: two of name, birthday and contact remain usable."""
    made = set(kinds)
    if len(made & OTHER_SURNAME) > 1 or ("kana_missing" in made and len(made & KANA_KINDS) > 1):
        return False
    lost = made & {"old_surname", "surname_untold"}
    name = not lost and not ("kanji_wrong" in made and made & (KANA_KINDS | OTHER_SURNAME))
    exact = not made & BIRTH_KINDS.keys()
    if (other.phone and "phone_changed" not in made) or (other.address and "address_moved" not in made):
        return name or exact
    return name and exact and not made & (OTHER_SURNAME | {"kanji_wrong"})


def _draw(chance: random.Random, weights: dict[str, str], without: str = "") -> str:
    """A kind by its weight; with `without`, another one, and not in the same field of birthday or contact."""
    field = without.split("_")[0]
    same = field in ("birth", "address", "phone")
    left = [kind for kind in weights if kind != without and not (same and kind.startswith(field))]
    return chance.choices(left, [int(weights[kind]) for kind in left])[0]


def labelled(one: Registered, chance: random.Random) -> tuple[tuple[str, ...], Registered]:
    """A realistic second registration of this person, and the kinds of mistakes in it."""
    only_contact = chance.random() < 0.3
    two = chance.random() < (0.5 if only_contact else 0.25)
    firsts = CONTACT_KINDS if only_contact else NAME_KINDS | BIRTH_KINDS
    seconds = CONTACT_KINDS if only_contact else firsts | CONTACT_KINDS
    for attempt in range(0 if only_contact and chance.random() < 0.1 else 100):
        first = _draw(chance, firsts)
        drawn = {first, _draw(chance, seconds, first)} if two and attempt < 50 else {first}
        kinds = tuple(sorted(drawn, key=KINDS.index))
        other = second_registration(one, kinds, chance)
        if other is not None and _recognisable(kinds, other):
            return kinds, other
    return ("none",), one
