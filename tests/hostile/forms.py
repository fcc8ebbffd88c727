"""The forms of a page as a browser would send them, and what may be put into their fields."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

# A marker that is easy to find again wherever it comes out, and must never come out as markup.
MARK = "kasanehostile"
RAW = f"<{MARK}"
ALL_AT_ONCE = f"\"'><{MARK} onload=x>{{{{7*7}}}}{{% x %}}%s%(a)s${{x}}\\';--/*\x00\u202e𠮷\ud800".encode(
    errors="replace"
).decode()
WORDS = {
    "everything": ALL_AT_ONCE,
    "nothing": "",
    "blank": " 　\u200b",
    "nul": "\x00",
    "long": "あ" * 20_000,
    "huge": "9" * 40,
    "day": "99999-99-99",
    "first day": "0001-01-01",
    "last moment": "9999-12-31T23:59",
    "digits that are none": "²",
    "id too large": "ZZZZZZZZZZZZZ",
}


TYPED = (
    "text",
    "search",
    "textarea",
    "tel",
    "email",
    "url",
    "password",
    "number",
    "date",
    "time",
    "datetime-local",
)


@dataclass
class Field:
    """One named control: how it is drawn, what it holds, and what it offers."""

    name: str
    kind: str
    value: str = ""
    options: list[str] = field(default_factory=list)
    is_on: bool = False


@dataclass
class Form:
    """Where a form leads and what it would send."""

    action: str
    method: str
    fields: list[Field] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        return list(dict.fromkeys(one.name for one in self.fields if one.kind != "csrf"))

    def filled(self) -> dict[str, list[str]]:
        """What a browser sends when everything is left as it stands and the first of each choice is taken."""
        told: dict[str, list[str]] = {}
        for one in self.fields:
            if one.kind == "csrf":
                continue
            if one.kind == "select":
                usable = [value for value in one.options if value]
                told.setdefault(one.name, [one.value or (usable[0] if usable else "")])
            elif one.kind in ("radio", "submit"):
                if one.name not in told or one.is_on:
                    told[one.name] = [one.value]
            elif one.kind == "checkbox" or one.kind != "file":
                told.setdefault(one.name, []).append(one.value)
        return told

    @property
    def typed(self) -> list[str]:
        """The fields somebody types into."""
        return [one.name for one in self.fields if one.kind in TYPED]

    @property
    def lacks_mark(self) -> bool:
        """Whether a browser that sends it is taken for a stranger's: the tests' own client is not asked for the mark."""
        return self.method == "post" and not any(one.kind == "csrf" and one.value for one in self.fields)

    @property
    def files(self) -> list[str]:
        """The fields that take a file."""
        return [one.name for one in self.fields if one.kind == "file"]


class Forms(HTMLParser):
    """Every form of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._open: Form | None = None
        self._by_id: dict[str, Form] = {}
        self._select: Field | None = None
        self._area: Field | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = Form(told.get("action", ""), told.get("method", "get").lower())
            self.found.append(self._open)
            if "id" in told:
                self._by_id[told["id"]] = self._open
        elif tag == "option" and self._select is not None:
            self._select.options.append(told.get("value", ""))
            if "selected" in told:
                self._select.value = told.get("value", "")
        elif tag in ("input", "select", "textarea", "button") and told.get("name"):
            self._control(tag, told)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea":
            self._area = None

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self._area.value += data

    def _control(self, tag: str, told: dict[str, str]) -> None:
        form = self._by_id.get(told.get("form", "")) or self._open
        if form is None:
            return
        kind = {"input": told.get("type", "text"), "button": "submit"}.get(tag, tag)
        if told["name"] == "csrfmiddlewaretoken":
            kind = "csrf"
        control = Field(told["name"], kind, told.get("value", ""), is_on="checked" in told)
        form.fields.append(control)
        self._select = control if tag == "select" else self._select
        self._area = control if tag == "textarea" else self._area
