"""Bytes to text: which encoding they are in, decided by what they say and not by a name.

Line ends stay as they are on disk, and so does a byte order mark, so that ``text.encode(encoding)``
gives the bytes back and every offset is an offset into the decoded file.
"""

from __future__ import annotations

import re
from typing import Final

from kaoyi.errors import SourceError

# The commonest characters of written Chinese, in both scripts. They make up well over a third of any
# running text, and next to nothing of a text decoded with the wrong table.
_COMMON: Final = re.compile(
    "[的一是不了在人有我他这這个個们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于於着著下自之年过過发發后後作里裡用道行所然家种種"
    "事成方多经經么麼去法学學如都同现現当當没沒动動面起看定天分还還进進好小部其些主样樣理心她本前开開但因只从從想实實日军軍者意无無力它与與长長把机機十民"
    "第公此已工使情明性知全三又关關点點正业業外将將两兩高间間由问問很最重并並物手应應战戰向头頭文体體政美相见見被利什二等产產或新己制身果加西斯月话話合回"
    "特代内內信表化老给給世位次度门門任常先海通教儿兒原东東声聲提立及比员員解水名真论論处處走义義各入几幾口认認条條平系氣气题題活尔爾更别別打女变變四神总"
    "總何电電数數安少报報才结結反受目太量再感建务務做接必场場件计計管期市直德资資命山金指许許统統区區保至队隊形社便空决決治展马馬科司五基眼书書非则則听聽"
    "白却卻界达達光放强強即像难難且权權思王象完设設式色路记記南品住告类類求据據程北边邊死张張该該交规規万萬取拉格望觉覺术術领領共确確传傳师師观觀清今切院"
    "让讓识識候带帶导導争爭运運，。、：；「」“”（）《》]"
)
_WIDE: Final = re.compile("[\u2e80-\U0003ffff]")
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]")
_TEXT_BYTES: Final = bytes((*range(0x09, 0x0E), 0x1B, *range(0x20, 0x7F), *range(0x80, 0x100)))
_SAMPLE: Final = 1 << 16
_ENOUGH: Final = 0.18


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Return the text and the name of its encoding. Raises SourceError, in one sentence, for bytes that are no text."""
    if not data or not data.strip():
        raise SourceError(name, "the file is empty")
    text, encoding = _decode(data, name)
    if encoding.startswith("utf-16"):
        odd = "".join(_CONTROL.findall(text[:_SAMPLE])).encode()
    else:
        odd = data[:_SAMPLE].translate(None, _TEXT_BYTES)
    if odd and (b"\x00" in odd or len(odd) * 3 > min(len(data), _SAMPLE)):
        raise SourceError(name, "it is not text but binary data")
    return text, encoding


def _decode(data: bytes, name: str) -> tuple[str, str]:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16-le" if data[0] == 0xFF else "utf-16-be"
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError as error:
            raise SourceError(name, "it begins as UTF-16 but is cut off or damaged") from error
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        fault = error.start
        cut_off = error.reason == "unexpected end of data"
    # A NUL or other control bytes early on: no encoding of text has them.
    if b"\x00" in data[:_SAMPLE]:
        raise SourceError(name, "it is not text but binary data")
    if cut_off and _WIDE.search(data[: min(fault, _SAMPLE)].decode("utf-8", "ignore")):
        raise SourceError(name, "it ends in the middle of a character: the file was cut off")
    return _legacy(data, name)


def _legacy(data: bytes, name: str) -> tuple[str, str]:
    best, chosen = 0.0, ""
    for encoding in ("gb18030", "big5hkscs"):
        share = _share_of_common(data, encoding)
        if share > best:
            best, chosen = share, encoding
    if best < _ENOUGH:
        raise SourceError(name, "its encoding is neither UTF-8 nor UTF-16, GB18030 or Big5")
    try:
        return data.decode(chosen), chosen
    except UnicodeDecodeError as error:
        where = (
            "is cut off in the middle of a character"
            if error.end >= len(data) - 3
            else f"is damaged at byte {error.start}"
        )
        raise SourceError(name, f"it is {_SPOKEN[chosen]} but {where}") from error


_SPOKEN: Final = {"gb18030": "GB18030", "big5hkscs": "Big5"}


def _share_of_common(data: bytes, encoding: str) -> float:
    """How much of the wide characters are common ones, when the bytes are read in this encoding."""
    sample = data[:_SAMPLE]
    text = sample.decode(encoding, "replace")
    faults = text.count("\ufffd")
    wide = len(_WIDE.findall(text))
    if not wide or faults > 2 + wide // 50:
        return 0.0
    return len(_COMMON.findall(text)) / wide
