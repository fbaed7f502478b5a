"""The theme of the default Word template: the colours and the typeface Word offers first."""

from evidence.documents.default_styles import ACCENT, FAINT, INK, QUIET, SOFT, TYPEFACE

_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_COLOURS = {
    "dk1": INK,
    "lt1": "FFFFFF",
    "dk2": QUIET,
    "lt2": SOFT,
    "accent1": ACCENT,
    "accent2": QUIET,
    "accent3": FAINT,
    "accent4": "8A4B00",
    "accent5": "A3001D",
    "accent6": "4A3500",
    "hlink": ACCENT,
    "folHlink": QUIET,
}


def default_theme() -> str:
    """Return the theme as XML."""
    colours = "".join(
        f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in _COLOURS.items()
    )
    face = f'<a:latin typeface="{TYPEFACE}"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    return (
        f'<a:theme xmlns:a="{_MAIN}" name="evidence"><a:themeElements>'
        f'<a:clrScheme name="evidence">{colours}</a:clrScheme><a:fontScheme name="evidence">'
        f"<a:majorFont>{face}</a:majorFont><a:minorFont>{face}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="evidence"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{f'<a:ln>{fill}</a:ln>' * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}"
        f"</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )
