"""From the bytes of a file to its text: UTF-8, and a guess at what else it may be."""

import codecs
from typing import NamedTuple


class NotUtf8(NamedTuple):
    """Where the first wrong byte stands and what the file seems to be written in."""

    row: int
    encoding: str


UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decoded(content: bytes) -> str | NotUtf8:
    """Return the text of a file, or where and why it is not UTF-8.

    Parameters
    ----------
    content : bytes
        The file.

    Returns
    -------
    str or NotUtf8
        The text without byte order mark, its lines ended in one way; or the row of the first
        byte that is not UTF-8.

    Examples
    --------
    >>> decoded("høyere".encode("cp1252"))
    NotUtf8(row=1, encoding='Windows-1252')
    """
    if content.startswith(UTF16_MARKS) or content[:400].count(0) > len(content[:400]) // 4:
        return NotUtf8(1, "UTF-16")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as reason:
        return NotUtf8(content.count(b"\n", 0, reason.start) + 1, "Windows-1252")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
