"""What the help of the commands says that make facts, or look for what facts can do."""

from collections.abc import Mapping

from perfrules.messages import Text
from perfrules.messages.help import Help

OF_GENERATED: Mapping[str, Help] = {
    "sample": Help(
        summary=Text("生成合乎规则的数据文件", "make fact files that keep to the rules"),
        about=Text(
            "按评分办法随机生成数据文件：范围、选项、勾稽和各表的要求都成立，许多数正好在规则转折的"
            "地方（刚好达到、只差最后一位、四舍五入的正中、等级的界限）。同一个种子，逐字节相同。"
            "评判写明是生成的。少数数据会碰到规则本身算不出的情形。",
            "Make fact files by chance: ranges, choices, ties and what tables ask all hold, and"
            " many numbers lie where the rules turn (just met, missed by one last digit,"
            " halfway between two printed scores, at the limit of a grade). The same seed gives"
            " the same bytes."
            " Judgements say that they were generated. A few meet what the rules cannot score.",
        ),
        examples=(
            "perfrules sample beijing/department@2022",
            "perfrules sample rules/yunnan/project/2020.toml -n 20 --seed 7 -o samples",
            "perfrules sample fujian/project --format csv -n 100 -o samples.csv",
        ),
        arguments={
            "methodology": Text(
                "评分办法的 id、id@版本，或文件。", "a methodology: its id, id@version, or a file"
            ),
            "count": Text("几份，默认 1。", "how many, 1 when not given"),
            "seed": Text("随机种子，默认 0。", "the seed of chance, 0 when not given"),
            "format": Text(
                "默认按 -o 的文件名，否则 TOML；CSV 只能写数据，每份一行。",
                "as the name after -o says, else TOML; CSV holds facts only, a row for each",
            ),
            "out": Text(
                "文件，或文件夹（每份一个文件）；默认写到屏幕。",
                "a file, or a folder for a file each; without it, standard output",
            ),
        },
    ),
    "incentives": Help(
        summary=Text("看评分办法奖励什么", "what a methodology rewards"),
        about=Text(
            "逐项看数据和评判怎样影响总分：多了是升还是降，在哪里一下跳几分，从哪里起不再加分，"
            "进入哪几个指标，哪些指标不决定等级；并画出总分曲线。必然的与所见的分开写。",
            "See how every fact and judgement moves the total: whether more of it raises or lowers,"
            " where it jumps, from where on there is no reward, which indicators it feeds, and"
            " which indicators decide no grade; with curves. What is certain and what was only"
            " searched are told apart.",
        ),
        examples=(
            "perfrules incentives beijing/department-leaves",
            "perfrules incentives rules/yunnan/project/2020.toml --jump 2 --prove",
            "perfrules incentives beijing/department --at examples/beijing-traffic-2022.toml",
        ),
        arguments={
            "methodology": Text(
                "评分办法的 id、id@版本，或文件。", "a methodology: its id, id@version, or a file"
            ),
            "at": Text(
                "从这份数据看；不写时从评分办法的例看，没有例的从生成的数据看。",
                "look from these facts; else from the examples of the rule file, or from"
                " generated facts",
            ),
            "prove": Text(
                "能证明的方向用 z3 证明（要装 perfrules[prove]）；不写时，没有反例的只说“所见”。",
                "prove with z3 what directions can be proved (perfrules[prove]); without it, one"
                " that nothing speaks against is called searched",
            ),
            "jump": Text(
                "一处跳几分算陡坎，默认是满分的百分之一。",
                "so many points at one place are a cliff; a hundredth of all points if not given",
            ),
            "format": Text("文字、JSON 或 Markdown。", "text, JSON or Markdown"),
        },
    ),
}
