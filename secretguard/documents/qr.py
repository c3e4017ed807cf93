"""QR codes as SVG (ISO/IEC 18004, level M), drawn by segno."""

from __future__ import annotations

from io import BytesIO

import segno

from secretguard.documents.problems import TemplateFault
from secretguard.i18n import _


def qr_svg(content: str) -> str:
    """The code without border, scaling to its box. Raises TemplateFault when the text is too long."""
    try:
        code = segno.make(content, error="m", micro=False)
    except ValueError as error:
        raise TemplateFault(_("内容太长，放不进二维码"), _("请缩短到两千字节以内。")) from error
    drawn = BytesIO()
    code.save(drawn, kind="svg", border=0, xmldecl=False, svgns=True, omitsize=True, nl=False)
    return drawn.getvalue().decode("ascii")
