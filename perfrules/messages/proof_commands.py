"""What the help of `perfrules prove` says."""

from collections.abc import Mapping

from perfrules.messages import Text
from perfrules.messages.help import Help

OF_PROOFS: Mapping[str, Help] = {
    "prove": Help(
        summary=Text("启用之前证明评分办法没有漏洞", "prove rule files before they are used"),
        about=Text(
            "对每个指标、计算步骤、加减分、一票否决和表的每种计分规则逐项提问：得分会不会超出分值，"
            "除数会不会为零，各档有没有遗漏、重叠或永远轮不到，越好得分会不会反而低，"
            "否决能不能触发，总分与等级会不会矛盾。每项或者已证明，或者不成立并给出一份数据，"
            "或者在限定的时间内没有结论并说明原因。需要 perfrules[prove]。",
            "Ask of every indicator, measure, bonus, penalty, veto and row of a table: can a score"
            " leave its points, a denominator be zero, a case be left out, rows overlap or never be"
            " hit, better be scored lower, a veto never fire, print and grade contradict each"
            " other. Each is proved, or refuted with facts that show it, or not decided in time,"
            " with the reason. Needs perfrules[prove].",
        ),
        examples=(
            "perfrules prove rules/beijing/department/2022.toml",
            "perfrules prove rules/beijing -v",
            "perfrules prove rules --timeout 5 --format markdown -o proofs.md",
        ),
        arguments={
            "paths": Text("评分办法文件或文件夹，可以有多个。", "rule files or folders"),
            "timeout": Text(
                "z3 用在每个问题上的秒数，约数（按步数计，忙闲结果相同），默认 1。",
                "seconds of z3 for each question, 1 if not given",
            ),
            "verbose": Text("已证明的也逐项列出。", "list what is proved, too"),
            "format": Text("文字、JSON 或 Markdown。", "text, JSON or Markdown"),
        },
    ),
}
