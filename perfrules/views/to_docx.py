"""A report as a Word file, with the libraries that this needs."""

from perfrules.extras import needing
from perfrules.views.report_parts import Chart, Report


def to_docx(report: Report) -> bytes:
    """The file; the same report is the same bytes.

    Raises Refused (E608) where a library is missing.
    """
    with needing("docx"):
        from perfrules.views.docx_writer import written  # noqa: PLC0415
        from perfrules.views.report_charts import WIDTH_CM, drawn  # noqa: PLC0415

    pictures: dict[int, bytes] = {}
    for place, block in enumerate(report.blocks):
        if isinstance(block, Chart):
            picture = drawn(block, report.lang)
            if picture is not None:
                pictures[place] = picture
    return written(report, pictures, WIDTH_CM)
