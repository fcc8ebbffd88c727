"""A form with files as bytes on the line, so that a name can be what no browser would send."""

from dataclasses import dataclass

BOUNDARY = "kasane-hostile"
TYPE = f"multipart/form-data; boundary={BOUNDARY}"


@dataclass(frozen=True)
class Part:
    """One field; a file where it has a name. The name is written down as it stands."""

    field: str
    content: bytes
    name: bytes | None = None
    kind: bytes = b"application/pdf"

    @property
    def told(self) -> bytes:
        head = b'Content-Disposition: form-data; name="' + self.field.encode() + b'"'
        if self.name is not None:
            head += b'; filename="' + self.name + b'"\r\nContent-Type: ' + self.kind
        return b"--" + BOUNDARY.encode() + b"\r\n" + head + b"\r\n\r\n" + self.content + b"\r\n"


def body(*parts: Part) -> bytes:
    return b"".join(part.told for part in parts) + b"--" + BOUNDARY.encode() + b"--\r\n"


def fields(form: dict[str, object]) -> list[Part]:
    """The fields of a form that are no files, as a browser writes them."""
    return [
        Part(name, str(one).encode())
        for name, value in form.items()
        for one in (value if isinstance(value, list) else [value])
    ]
