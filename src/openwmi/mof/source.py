# SPDX-License-Identifier: Apache-2.0
"""SourceText: one MOF file as text, and the way from a token back to file, line and column."""

from __future__ import annotations

from bisect import bisect_right

from openwmi.errors import MofError, WbemStatus
from openwmi.mof.lexer import token_starts

MAX_SOURCE_OCTETS = 64 << 20
EXCERPT_CHARACTERS = 160

_BINARY_MOF = b"FOMB"
_MARKS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\xef\xbb\xbf", "utf-8"),
)


class SourceText:
    """One file being compiled.

    Positions are computed when somebody asks for one: a text without errors never pays for them.

    Attributes:
        file: Its name, as given by whoever reads files.
        text: Its characters, lines ended by a line feed.
    """

    __slots__ = ("_line_starts", "_token_starts", "file", "text")

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.text = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
        self._token_starts: list[int] | None = None
        self._line_starts: list[int] | None = None

    def offset_of(self, token: int) -> int:
        """Return the character offset of a token, given by its index."""
        if self._token_starts is None:
            self._token_starts = token_starts(self.text)
        return self._token_starts[min(token, len(self._token_starts) - 1)]

    def line_of(self, token: int) -> int:
        """Return the 1-based line of a token, given by its index."""
        return self._locate(self.offset_of(token))[0]

    def error(self, code: WbemStatus, message: str, token: int, *, inside: int = 0, next_step: str = "") -> MofError:
        """Return the error to raise for a token.

        Args:
            code: Its HRESULT.
            message: What is wrong.
            token: Index of the offending token.
            inside: Offset of the fault from the token's start, in characters.
            next_step: What the author can do about it.
        """
        line, column = self._locate(self.offset_of(token) + inside)
        excerpt = self._excerpt(line, column)
        return MofError(
            message,
            hresult=code,
            file=self.file,
            line=line,
            column=column,
            excerpt=excerpt,
            next_step=next_step,
        )

    def _locate(self, offset: int) -> tuple[int, int]:
        if self._line_starts is None:
            self._line_starts = _line_starts(self.text)
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def _excerpt(self, line: int, column: int) -> str:
        starts = self._line_starts or [0]
        begin = starts[line - 1] + excerpt_shift(column)
        end = self.text.find("\n", begin)
        whole = self.text[begin:] if end < 0 else self.text[begin : min(end, begin + EXCERPT_CHARACTERS)]
        return whole[:EXCERPT_CHARACTERS]


def excerpt_shift(column: int) -> int:
    """Return how many characters of the line an error's excerpt leaves out in front.

    Lines longer than the excerpt are cut so that the column stays in the middle.
    """
    return 0 if column <= EXCERPT_CHARACTERS else column - EXCERPT_CHARACTERS // 2


def decode_source(data: bytes, file: str) -> str:
    """Return the text of a MOF file.

    Args:
        data: The file's octets.
        file: Its name, for messages.

    Raises:
        MofError: WBEMMOF_E_INVALID_FILE for binary MOF, an oversized file, or broken UTF-16.

    Spec: mof.md §1.
    Choice: a file without a mark is UTF-8 when it decodes, else Windows-1252.
    """
    if data.startswith(_BINARY_MOF):
        raise invalid_file("binary MOF is not supported", file, "compile the text it was made from")
    if len(data) > MAX_SOURCE_OCTETS:
        raise invalid_file(f"the text has {len(data)} octets", file, f"split it; the limit is {MAX_SOURCE_OCTETS}")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_marked(data[len(mark) :], encoding, file)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def invalid_file(message: str, file: str, next_step: str = "") -> MofError:
    """Return the error for a file that cannot be compiled at all."""
    return MofError(
        message, hresult=WbemStatus.WBEMMOF_E_INVALID_FILE, file=file, line=1, column=1, next_step=next_step
    )


def _decode_marked(data: bytes, encoding: str, file: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise invalid_file(
            f"the text is not the {encoding} its first octets announce: {error.reason}", file, "save it again as UTF-8"
        ) from None


def _line_starts(text: str) -> list[int]:
    starts = [0]
    at = text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts
