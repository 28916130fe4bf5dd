"""The words of the page: its headings, its what-if, and what its own reckoning says."""

from perfrules.messages import Text

CODES_IN_SCRIPT = (
    "E250", "E251", "E252", "E253", "E254", "E255", "E256", "E257", "E258", "E259", "E260",
    "E413", "E414", "E415", "E416", "E417", "E418", "E433",
    "E501", "E502", "E503", "E504", "E505",
    "E520", "E521", "E522", "E523", "E524", "E525", "E526", "E530", "W530",
    "E540", "E541", "E542",
)  # fmt: skip
"""What can go wrong when the page reckons."""

IN_SCRIPT = {
    "yes": Text("是", "yes"),
    "no": Text("否", "no"),
    "lacking": Text("〔缺：{name}〕", "[{name}: missing]"),
}
OF_RATERS = Text("", "")
