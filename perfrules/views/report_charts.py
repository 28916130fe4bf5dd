"""The charts of a report as pictures: horizontal bars with their labels and figures."""

import io
from collections.abc import Iterable, Sequence

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, fontManager, get_font
from matplotlib.patches import Rectangle

from perfrules.messages import Lang
from perfrules.problem import width_of
from perfrules.views.report_parts import Chart, Stroke, visible

WIDTH_CM = 15.6
"""Of the text on a page."""
_DOTS = 200
_CM = 2.54
_ROW, _MARGIN = 0.28, 0.12
_LABELS, _FIGURES = 2.15, 1.25
"""Inches for the labels at the left and the figures at the right."""
_SIZE = 8.5
_LONGEST = 32
"""Columns of a label; what is longer is cut and stands whole in the tables."""
_COLOURS = {"fill": "#2f5d8a", "maybe": "#b9c8d8", "loss": "#b5483c", "gain": "#3f8a5c"}
_TRACK, _INK = "#edf0f3", "#1c1c1c"

CHINESE = (
    "Microsoft YaHei", "SimHei", "PingFang SC", "Heiti SC", "Noto Sans CJK SC",
    "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei", "SimSun", "FangSong", "Noto Serif CJK SC", "Noto Sans CJK JP",
    "Droid Sans Fallback", "Arial Unicode MS",
)  # fmt: skip
"""Families that have Chinese letters, those that read best in a chart first."""
LATIN = ("Arial", "Liberation Sans", "DejaVu Sans")


def drawn(chart: Chart, lang: Lang) -> bytes | None:
    """The chart as PNG, the same bytes for the same chart; None where no font has its letters."""
    texts = [text for stroke in chart.strokes for text in (stroke.label, stroke.text)]
    families = _families(lang)
    lacking = _lacking("".join(map(visible, texts)), families)
    if any("\u4e00" <= letter <= "\u9fff" for letter in lacking):
        return None
    width, height = WIDTH_CM / _CM, _ROW * len(chart.strokes) + 2 * _MARGIN
    figure = Figure(figsize=(width, height), dpi=_DOTS)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, width)
    axes.set_ylim(0, height)
    axes.axis("off")
    font = FontProperties(family=list(families), size=_SIZE)
    start, whole = _LABELS + 0.1, width - _LABELS - _FIGURES - 0.2
    for place, stroke in enumerate(chart.strokes):
        bottom = height - _MARGIN - _ROW * (place + 1) + 0.05
        middle, thick = bottom + (_ROW - 0.1) / 2, _ROW - 0.1
        bars = [(start, whole, _TRACK), *_bars(stroke, start, whole)]
        for left, length, colour in bars:
            axes.add_patch(Rectangle((left, bottom), length, thick, color=colour, linewidth=0))
        told = ((0.05, _short(stroke.label)), (start + whole + 0.1, stroke.text))
        for left, text in told:
            axes.text(
                left, middle, _legible(visible(text), lacking), fontproperties=font, color=_INK,
                va="center", ha="left", parse_math=False,
            )  # fmt: skip
    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=_DOTS, metadata={"Software": None})
    return file.getvalue()


def _bars(stroke: Stroke, start: float, whole: float) -> Iterable[tuple[float, float, str]]:
    for at, length, kind in stroke.stretches:
        # A loss that is there is seen, however small.
        shown = max(float(length) * whole, 0.015) if length else 0.0
        yield start + float(at) * whole, shown, _COLOURS[kind]


def _families(lang: Lang) -> tuple[str, ...]:
    """The families that are installed, the first to be used first."""
    there = {font.name for font in fontManager.ttflist}
    order = (*CHINESE, *LATIN) if lang == "zh" else (*LATIN, *CHINESE)
    return tuple(name for name in order if name in there)


def _lacking(text: str, families: Sequence[str]) -> frozenset[str]:
    """The letters that no family has."""
    rest = set(text) - {"\u3000"}
    for family in families:
        if rest:
            known = get_font(findfont(FontProperties(family=family))).get_charmap()
            rest = {letter for letter in rest if ord(letter) not in known}
    return frozenset(rest)


def _legible(text: str, lacking: frozenset[str]) -> str:
    """What no font has, as escapes; a wide blank as two narrow ones."""
    shown = "".join(
        letter.encode("unicode_escape").decode("ascii") if letter in lacking else letter
        for letter in text
    )
    return shown.replace("\u3000", "  ")


def _short(label: str) -> str:
    if width_of(label) <= _LONGEST:
        return label
    kept = ""
    for letter in label:
        if width_of(kept + letter) > _LONGEST - 1:
            break
        kept += letter
    return kept + "…"
