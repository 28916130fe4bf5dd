"""What the help of each command says that studies rules or reports."""

from collections.abc import Mapping

from perfrules.messages import Text
from perfrules.messages.help import Help

OF_STUDIES: Mapping[str, Help] = {
    "test": Help(
        summary=Text("运行评分办法文件中的例", "carry out the examples of rule files"),
        about=Text(
            "运行评分办法文件中的 [[example]]，精确比较总分、等级、得分和指标值。\n"
            "--coverage 列出没有例走到的分支；--mutate 逐处改动规则，列出没有例察觉到的改动，"
            "并给出可以察觉它的例。",
            "Carry out the [[example]] tables of rule files; totals, grades, scores and measured"
            " values are compared exactly.\nWith --coverage, the branches that no example reaches;"
            " with --mutate, small changes to the rules that no example notices, each with an"
            " example that would.",
        ),
        examples=(
            "perfrules test rules",
            "perfrules test rules/beijing/department/2022.toml -v",
            "perfrules test rules --format junit -o junit.xml",
            "perfrules test rules --coverage --threshold 9/10",
            "perfrules test rules/beijing/department/2022.toml --mutate",
        ),
        arguments={
            "paths": Text("评分办法文件或文件夹，可以有多个。", "rule files or folders"),
            "name": Text(
                "只运行名称中含有这段文字的例。", "only the examples with this text in their name"
            ),
            "verbose": Text(
                "通过的例、察觉到的改动也列出。",
                "list the examples that pass and the changes that are noticed, too",
            ),
            "coverage": Text(
                "例走到了规则的哪些分支，没有走到哪些。",
                "which branches of the rules the examples reach, and which not",
            ),
            "threshold": Text(
                "走到的分支至少占多少（如 9/10 或 0.9）；不到就以 1 结束。",
                "the share of branches to be reached, such as 9/10 or 0.9; ends with 1 below it",
            ),
            "mutate": Text(
                "改动规则，看例能不能察觉；有未察觉的就以 1 结束。所有的例都用，不受 -n 影响。",
                "change the rules and see whether an example notices; ends with 1 when one goes"
                " unnoticed. All examples are used, whatever -n says",
            ),
            "format": Text("文字、JSON 或 JUnit XML。", "text, JSON or JUnit XML"),
        },
    ),
    "audit": Help(
        summary=Text("核对公布的报告", "hold a published report against its facts"),
        about=Text(
            "用数据和规则重算报告印出的每个数字，逐项说明：相符、换一种算法相符、推不出、合不拢，"
            "还是无法计算，并写出推算过程。报告印出的数字写在数据文件的 [published] 中。",
            "Compute every figure that a report printed from its facts and rules, and say of each"
            " whether it ties, ties on another basis, does not follow, does not close, or cannot be"
            " computed, with the derivation. What was printed stands in [published] of the fact"
            " file.",
        ),
        examples=(
            "perfrules audit examples/beijing-traffic-2022.toml",
            "perfrules audit examples/*.toml --format markdown -o audit.md",
        ),
        arguments={
            "facts": Text("数据文件，可以有多个。", "fact files, one or more"),
            "format": Text("文字、JSON 或 Markdown。", "text, JSON or Markdown"),
        },
    ),
    "diff": Help(
        summary=Text("比较评分办法的两个版本及其影响", "compare two versions of a methodology"),
        about=Text(
            "按含义比较评分办法的两个版本；给出数据文件时，把每个单位总分的变化分摊到每一处改动，"
            "各部分精确相加，与改动的先后无关。",
            "Compare two versions of a methodology by what they mean. With fact files, the change"
            " of every total is divided among the single changes; the parts add up exactly and"
            " depend on no order.",
        ),
        examples=(
            "perfrules diff rules/a/2022.toml rules/a/2023.toml",
            "perfrules diff rules/a/2022.toml rules/a/2023.toml --facts examples",
            "perfrules diff git:HEAD~1:rules/a/2022.toml rules/a/2022.toml --facts examples",
        ),
        arguments={
            "old": Text(
                "旧版本：文件，或 git:版本:路径。", "the old version: a file, or git:REVISION:PATH"
            ),
            "new": Text("新版本，写法相同。", "the new version, in the same way"),
            "facts": Text(
                "数据文件或其文件夹；其他评分办法的数据文件略过并计数。",
                "fact files or folders of them; those of other methodologies are skipped and"
                " counted",
            ),
            "format": Text("文字、JSON 或 Markdown。", "text, JSON or Markdown"),
        },
    ),
    "coverage": Help(
        summary=Text("查对应关系：哪些职责、任务没有目标", "find duties and tasks without a goal"),
        about=Text(
            "按评价办法的 [coverage] 逐行核对：一张表的每一行，在另一张表里有没有对应，"
            "列出没有的。",
            "Go through the questions of [coverage]: whether each row of one table is named by"
            " a row of another, and which are not.",
        ),
        examples=(
            "perfrules coverage examples/beijing-traffic-2022.toml",
            "perfrules coverage examples/beijing-traffic-2022.toml --format markdown -o links.md",
        ),
        arguments={
            "facts": Text("数据文件：.toml 或 .json。", "fact file: .toml or .json"),
            "format": Text("终端文字、JSON 或 Markdown。", "text, JSON or Markdown"),
        },
    ),
}
