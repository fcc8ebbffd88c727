"""docs/security/README.md says of the product what the product does: every limit, every way in, every means of encryption."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

from config.urls import urlpatterns
from kasane.access.rooms import CLASS_LABELS
from kasane.cli.installation import PATIENCE, ROLES
from kasane.documents import press, reading
from kasane.rules import drafts, guests, papers, passwords
from kasane.web.sign_in import id_token, invited
from tools import generate_docs

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "security" / "README.md").read_text(encoding="utf-8")
CODE = [path for folder in ("kasane", "config") for path in sorted((ROOT / folder).rglob("*.py"))]
SIGN_IN_SQL = (ROOT / "kasane" / "sign_in" / "policies.sql").read_text(encoding="utf-8")
MEGABYTE = 1024 * 1024

PYRAGE_VERBS = {"encrypt_file", "decrypt_file", "DecryptError", "IdentityError", "RecipientError"}
# What is taken from libraries of cryptography, and the row of section 7 that says what for.
MEANS = {
    "cryptography": {
        "Fernet": "Fernet",
        "MultiFernet": "Fernet",
        "InvalidToken": "Fernet",
        "Ed25519PrivateKey": "Ed25519",
        "Ed25519PublicKey": "Ed25519",
        "InvalidSignature": "Ed25519",
        "Encoding": "Ed25519",
        "NoEncryption": "Ed25519",
        "PrivateFormat": "Ed25519",
        "PublicFormat": "Ed25519",
        "x509": "証明書",
    },
    "hashlib": {"sha256": "SHA-256", "file_digest": "SHA-256"},
    "pyrage": {"x25519": "X25519"},
}


def section(number: int) -> str:
    """What stands under a numbered heading."""
    return re.split(r"^## ", PAGE, flags=re.MULTILINE)[number]


def row(number: int, first: str) -> str:
    """The rest of the row of a section's table that begins with these words."""
    (found,) = re.findall(rf"^\| {re.escape(first)} \| (.*) \|$", section(number), re.MULTILINE)
    return found


def test_how_large_what_is_sent_may_be() -> None:
    assert row(1, "一度に送れるもの").startswith(
        f"{settings.DATA_UPLOAD_MAX_MEMORY_SIZE // MEGABYTE}メガバイト"
    )
    assert settings.FILE_UPLOAD_MAX_MEMORY_SIZE == settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    paper = row(1, "添付（経過、同意、誓約）")
    assert paper.startswith(f"{papers.LARGEST // MEGABYTE}メガバイト")
    assert all(kind.upper() in paper for kind in ("pdf", "jpeg", "png"))
    assert set(papers.KINDS.values()) == {"application/pdf", "image/jpeg", "image/png"}
    assert row(1, "台帳（Excel・CSV）").startswith(
        f"{reading.LARGEST // MEGABYTE}メガバイト、広げて{reading.LARGEST_UNPACKED // MEGABYTE}メガバイト、"
        f"部品{reading.MOST_PARTS:,}個"
    )
    assert row(1, "下書き").startswith(f"{drafts.MOST_CHARACTERS:,}字")
    assert row(1, "帳票のひな形").startswith(f"{press.SECONDS:.0f}秒、30ページ")


def test_how_often_something_may_be_done() -> None:
    assert row(2, "招待の確認コードのまちがい").startswith(f"{guests.MOST_WRONG_CODES}回")
    emergency = (ROOT / "kasane/people/policies/4_emergency.sql").read_text(encoding="utf-8")
    assert "72時間" in row(2, "緊急の閲覧")
    assert set(re.findall(r"interval '(\d+) hours'", emergency)) == {"72"}
    assert "10分" in row(2, "税情報・支援措置の住所")
    assert "stepped_up_at > transaction_timestamp() - interval '10 minutes'" in SIGN_IN_SQL
    swept = (ROOT / "kasane/drafts/policies.sql").read_text(encoding="utf-8")
    assert set(re.findall(r"interval '(\d+) days'", swept)) == {row(2, "下書き").partition("日")[0]}
    assert "一日" in row(2, "台帳の取り込み")
    assert "interval '1 day'" in (ROOT / "kasane/ledgers/policies.sql").read_text(encoding="utf-8")


def test_how_often_somebody_may_guess() -> None:
    limits = settings.ACCOUNT_RATE_LIMITS
    one_place, one_account = limits["login_failed"].split(",")
    told = {
        "一つのユーザーIDのまちがい": (one_account, "5/m/key", "1分に5回"),
        "一つの場所（IPアドレス）からのまちがい": (one_place, "20/m/ip", "1分に20回"),
        "一つの場所からのサインイン": (limits["login"], "60/m/ip", "1分に60回"),
        "もう一度の確認": (limits["reauthenticate"], "10/m/user", "一人1分に10回"),
        "市のサインインの行き来": (
            limits["city"],
            limits["city"],
            f"一つの場所から1分に{limits['city'].partition('/')[0]}回",
        ),
        "招待の確認コード": (limits["invited"], "20/m/ip", "一つの場所から1分に20回"),
    }
    for first, (held, limit, says) in told.items():
        assert held == limit
        assert row(3, first) == says


def test_what_a_password_may_be() -> None:
    assert f"パスワードは{passwords.SHORTEST}文字から{passwords.LONGEST}文字まで" in section(3)
    validators = [one["NAME"].rpartition(".")[2] for one in settings.AUTH_PASSWORD_VALIDATORS]
    assert validators == ["OwnWordsValidator", "CommonPasswordValidator", "UserAttributeSimilarityValidator"]
    own = (ROOT / "kasane/web/sign_in/own_password.py").read_text(encoding="utf-8")
    words = ast.unparse(
        next(n for n in ast.walk(ast.parse(own)) if isinstance(n, ast.FunctionDef) and n.name == "validate")
    )
    for code, says in (
        ("user.username", "ユーザーID"),
        ("'kasane', '重ね'", "`kasane`、`重ね`"),
        ("municipality_name()", "市町村の名前"),
        ("settings.SCHEMA", "設置の名前"),
        ("settings.ALLOWED_HOSTS", "サーバーの名前"),
    ):
        assert code in words
        assert says in section(3)
    assert settings.MFA_TOTP_TOLERANCE == 1
    assert "前後30秒" in section(3)


def test_the_ways_in_are_those_that_are_listed() -> None:
    """Every address that declares no permission of its own belongs to one of the ways in of section 3."""
    ways = {
        "account": "サインイン",
        "mfa": "サインイン",
        "invited": "招待のリンク",
        "fed": "予定表のアドレス",
        "to": "市のサインイン",
        "from": "市のサインイン",
    }
    undeclared = {
        str(page.name).split("_")[0] for page in urlpatterns if not hasattr(page.callback, "permission")
    }
    assert undeclared == set(ways)
    listed = re.findall(r"^\| ([^|]+) \| [^|]+ \| [^|]+ \|$", section(3), re.MULTILINE)
    assert [one for one in listed if one != "入口" and "-" not in one] == [
        "サインイン",
        "市のサインイン",
        "招待のリンク",
        "予定表のアドレス",
        "`/metrics/`",
        "`kasane` のコマンド",
    ]
    assert settings.MFA_SUPPORTED_TYPES == ["totp", "webauthn", "recovery_codes"]


def test_how_long_a_sign_in_goes_on() -> None:
    assert row(4, "使わないとき").startswith("15分")
    assert row(4, "いちばん長く").startswith("12時間")
    assert settings.SESSION_COOKIE_AGE == 12 * 3600
    assert "now() + interval '12 hours'" in SIGN_IN_SQL
    assert "s.seen_at > transaction_timestamp() - interval '15 minutes'" in SIGN_IN_SQL
    script = (ROOT / "kasane/web/static/kasane/kasane.js").read_text(encoding="utf-8")
    assert "IDLE = 15 * 60 * 1000" in script
    guest = (ROOT / "kasane/meetings/policies/3_guests.sql").read_text(encoding="utf-8")
    assert "12時間" in row(4, "招待された人")
    assert "least(now() + interval '12 hours', end_of_day(at.until))" in guest
    assert invited.BROWSER_DAYS == 120


def test_the_classes_of_information_are_those_of_the_rule() -> None:
    assert f"（{'、'.join(CLASS_LABELS.values())}）" in section(5)


def test_no_means_of_encryption_is_used_that_is_not_listed() -> None:
    taken: dict[str, set[str]] = {name: set() for name in MEANS}
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                whose = node.module.split(".")[0]
                if whose in taken:
                    taken[whose] |= {one.name for one in node.names}
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                name = node.value.id
                if name in ("hashlib", "pyrage") and node.attr not in PYRAGE_VERBS:
                    taken[name].add(node.attr)
    assert {name: set(means) for name, means in MEANS.items()} == taken
    for means in MEANS.values():
        assert all(says in section(7) for says in means.values())
    assert settings.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")
    assert "Argon2id" in section(7)


def test_what_the_city_signs_is_proven_by_what_is_listed() -> None:
    told = row(7, "市のサインインの証")
    assert {re.sub(r"\d+$", "", one) for one in id_token.ALGORITHMS} == {"RS", "PS", "ES", "EdDSA"}
    assert all(one in told for one in ("RS", "PS", "ES", "EdDSA"))


def test_the_keys_are_those_an_installation_makes(tmp_path: Path) -> None:
    source = (ROOT / "kasane/cli/installation.py").read_text(encoding="utf-8")
    for name in ("signing", "fields", "audit-key"):
        assert f"`secrets/{name}`" in section(7)
        assert f'"{name}"' in source
    assert "`secrets/database-…`" in section(7)
    assert ROLES == ("owner", "app", "door", "keeper")


def test_where_it_connects_to_is_what_can_be_set() -> None:
    """Each address outside is a setting of its own; the program holds none."""
    told = set(re.findall(r"`(KASANE_\w+)`", section(8)))
    assert told == {
        "KASANE_DATABASE_URL",
        "KASANE_MAIL_HOST",
        "KASANE_SYSLOG",
        "KASANE_ADDRESS",
        "KASANE_OIDC_ISSUER",
    }
    assert PATIENCE["statement_timeout"] == "30s"
    assert PATIENCE["lock_timeout"] == "10s"
    assert "30秒で取りやめ、10秒より長く" in section(8)
    addresses = {
        found for path in CODE for found in re.findall(r"https?://([\w.]+)", path.read_text(encoding="utf-8"))
    }
    # Itself, the namespace of a picture, and a comment that names its source.
    assert addresses <= {"127.0.0.1", "www.w3.org", "age"}


def test_what_is_kept_of_what_happens_is_listed() -> None:
    """Each place a log may go to: what the settings, the keeper and the database write to."""
    kept = re.findall(r"^\| ([^|]+) \|(?: [^|]+ \|){4}$", section(10), re.MULTILINE)
    assert [one for one in kept if one != "何" and "-" not in one] == [
        "操作記録",
        "操作記録の頭",
        "運用のログ",
        "前に置くサーバーのログ",
    ]
    assert all(word in row(10, "運用のログ") for word in ("標準エラー", "JSON", "UTC"))
    assert list(settings.LOGGING["handlers"]) == ["console"]


@pytest.mark.parametrize("name", ["rules.md", "states.md", "access.md", "licences.md", "asvs.md"])
def test_what_the_page_leads_to_is_what_the_code_says_today(name: str) -> None:
    stored = (ROOT / "docs" / "generated" / name).read_text(encoding="utf-8")
    assert stored == generate_docs.documents()[name]


def test_within_what_time_a_known_fault_is_mended_is_said() -> None:
    told = dict(re.findall(r"^\| ([^|]*) \| (\d+)日 \|$", section(11), re.MULTILINE))
    assert list(map(int, told.values())) == sorted(map(int, told.values()))
    assert len(told) == 3
