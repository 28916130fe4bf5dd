"""A result as a workbook: every page in its order, every formula by name."""

from fractions import Fraction

from perfrules.formula.tree import Node
from perfrules.messages import Lang
from perfrules.messages import workbook as say
from perfrules.model.above import Veto
from perfrules.model.declared import Indicator
from perfrules.model.fail_if_above import telling_trees
from perfrules.model.ways import Judged, Rows
from perfrules.readings.number import Missing
from perfrules.readings.number import Result as Came
from perfrules.readings.sheet_said import Said
from perfrules.readings.sheet_text import called
from perfrules.scoring.declared_extents import meanings
from perfrules.scoring.plan import plan_of
from perfrules.scoring.result import Result
from perfrules.scoring.table_plan import table_trees
from perfrules.scoring.tree import Scored
from perfrules.views.workbook_above import AbovePage
from perfrules.views.workbook_book import Book
from perfrules.views.workbook_columns import names_read, table_sheet
from perfrules.views.workbook_facts import facts_page, judgements_page
from perfrules.views.workbook_fill import RESCALES
from perfrules.views.workbook_grade import grade_index
from perfrules.views.workbook_head import put_head
from perfrules.views.workbook_lines import put_line
from perfrules.views.workbook_names import Names
from perfrules.views.workbook_notes import bases_page, notes_page
from perfrules.views.workbook_page import FIRST, HEADS, Columns, ScorePage
from perfrules.views.workbook_row_scores import put_row_scores
from perfrules.views.workbook_rows import TableSheet
from perfrules.views.workbook_steps import Steps, applies_key
from perfrules.views.workbook_table_checks import Check, table_check
from perfrules.views.workbook_total import put_extras, put_tree, raise_total, tell_total
from perfrules.views.workbook_vetoes import put_vetoes, tell_touched
from perfrules.views.workbook_workings import Workings


def workbook(result: Result, lang: Lang) -> Book:
    """The pages of a result: scores, facts, judgements, tables, steps, checks, bases, notes."""
    rules = result.methodology
    free = Names()
    fails = free.free(say.FAILS_NAME.in_(lang))
    work = Workings(result, lang, free, fails, meanings=dict(meanings(rules)))
    work.book.names[fails] = "=1/0"
    score = _score_page(work)
    facts_page(
        work,
        work.book.page(
            work.text(say.FACTS), (26, 16, 8, 24, 7, 12, 16, 14, 34, 18, 26), (2, 1), 9, (1, 1)
        ),
    )
    if any(isinstance(node.way, Judged) for node in rules.scored()):
        page = work.book.page(
            work.text(say.JUDGEMENTS), (26, 10, 12, 16, 12, 44, 30, 12), (2, 1), 7, (1, 1)
        )
        judgements_page(work, page)
    read = _names_read(result)
    for rule in rules.tables.values():
        own = frozenset() if rule.points is None else frozenset({rule.points})
        work.tables[rule.name] = table_sheet(work, rule, read | own)
    steps = Steps(
        work,
        work.book.page(work.text(say.STEPS), (28, 14, 9, 50, 18, 14, 9, 10), (2, 1), 0, (1, 1)),
    )
    steps.heads()
    for address in rules.order:
        _step(score, steps, address)
    above = AbovePage(work, work.book.page(work.text(say.ABOVE), (22, 56, 44, 10, 10, 10, 9, 10)))
    _above(score, steps, above)
    bases_page(
        work, work.book.page(work.text(say.BASES), (26, 8, 9, 44, 50, 30), (2, 1), 0, (1, 1))
    )
    notes_page(work, work.book.page(work.text(say.NOTES), (40, 80)))
    return work.book


def _names_read(result: Result) -> frozenset[str]:
    rules = result.methodology
    trees: list[Node] = [compiled.node for compiled in plan_of(rules).compiled.values()]
    return names_read([*trees, *table_trees(rules), *telling_trees(rules.above)])


def _score_page(work: Workings) -> ScorePage:
    """The page with a line for each node, and the names of all points."""
    result = work.result
    lines = [(node, level) for root in result.roots for node, level in _levels(root, 0)]
    levels = max((level for _, level in lines), default=0) + 1
    widths = (
        *([18.0] * (levels - 1)),
        26.0 if levels == 1 else 24.0,
        8,
        11,
        11,
        12,
        9,
        30,
        12,
        14,
        14,
        9,
        9,
        14,
        9,
        9,
    )
    page = work.book.page(
        work.text(say.SCORES), widths, (FIRST, levels), levels + 7, (HEADS, HEADS)
    )
    extras = result.above.extras
    rows = {id(node): FIRST + place for place, (node, _) in enumerate(lines)}
    rows |= {id(node): FIRST + len(lines) + 1 + place for place, node in enumerate(extras)}
    nodes = {node.indicator.key: node for node, _ in lines if node.row is None}
    nodes |= {node.indicator.key: node for node in extras}
    levels_of = {id(node): level for node, level in lines} | {id(node): 0 for node in extras}
    score = ScorePage(work, page, Columns(levels), rows, nodes, levels_of)
    score.heads(levels)
    for node in (*(node for node, _ in lines), *extras):
        if node.row is None:
            score.points(node)
    return score


def _levels(node: Scored, level: int) -> list[tuple[Scored, int]]:
    return [(node, level), *(pair for child in node.children for pair in _levels(child, level + 1))]


def _step(score: ScorePage, steps: Steps, address: str) -> None:
    """One thing that is reckoned, in the order of reckoning."""
    work, rules = score.work, score.work.result.methodology
    kind, _, key = address.partition(".")
    if kind == "measure":
        steps.measure(rules.measures[key])
        return
    node = rules.indicators[key]
    if kind == "value":
        steps.value(node)
    elif kind == "applies":
        steps.applies(node)
        if node.applies is not None and node.applies.otherwise in RESCALES:
            said, came = work.said[applies_key(key)], work.values[applies_key(key)]
            score.guards.append((node.label, said.text, came is True))
    elif kind == "rank":
        steps.rank(node, _places(score.nodes[key]))
    else:
        leaf(score, node)


def leaf(score: ScorePage, node: Indicator) -> None:
    """The line of an indicator; the rows of a table are scored when the first leaf sums them."""
    way, work = node.way, score.work
    if isinstance(way, Rows):
        table = work.tables[way.table]
        if isinstance(table, TableSheet) and way.table not in score.row_columns:
            found: dict[str, Scored] = {}
            for each in work.result.walk():
                if each.row is not None and each.row.table == way.table:
                    found.setdefault(each.row.key, each)
            score.row_columns[way.table] = put_row_scores(table, node, found)
    put_line(score, node)


def _places(node: Scored) -> tuple[Came, Came]:
    standing = node.standing
    if standing is None:
        missing = Missing(frozenset({"population"}))
        return missing, missing
    return standing.rank, Fraction(standing.ranked)


def _above(score: ScorePage, steps: Steps, above: AbovePage) -> None:
    """Everything above the tree, each stage told the total so far."""
    result = score.work.result
    rules, told = result.methodology, result.above
    if not rules.weighted:
        _findings(above, result)
        put_head(score, None, "", None)
        return
    row = FIRST + len(score.rows) - len(told.extras)
    plain = not told.extras and rules.total_at_most is None and rules.total_floor is None
    plain = plain and all(root.indicator.rounding == rules.rounding for root in result.roots)
    alone = plain and not rules.above.vetoes
    stage = put_tree(score, row, say.SUM if alone else say.SUM_OF_TREE)
    tell_total(score, stage, say.TREE_NAME, told.tree)
    row += 1
    bonuses, penalties = list(rules.above.bonuses), list(rules.above.penalties)
    for key in (*bonuses, *penalties):
        if key in penalties[:1]:
            raise_total(score, stage, bonuses)
        extra = rules.above.extras[key]
        if extra.value_tree is not None:
            steps.value(extra)
        leaf(score, extra)
        row += 1
    if not plain:
        stage = put_extras(score, row, stage, (bonuses, penalties))
        row += 1
    tell_total(score, stage, say.WHOLE_NAME, told.whole)
    decided: list[tuple[Veto, Said]] = []
    if rules.above.vetoes:
        above.section(say.VETOES, say.CONDITION, say.EFFECT)
        vetoes = list(rules.above.vetoes.values())
        decided += [(veto, above.veto(veto)) for veto in vetoes if veto.touches_score]
        tell_touched(score, stage, decided)
        decided += [(veto, above.veto(veto)) for veto in vetoes if not veto.touches_score]
        stage = put_vetoes(score, row, stage, decided, told.total)
        tell_total(score, stage, say.AFTER_NAME, told.total)
    _ties_and_findings(score, above, result)
    checks = above.all_checks()
    put_head(score, stage, checks, grade_index(score, stage, decided) if rules.grades else None)


def _ties_and_findings(score: ScorePage, above: AbovePage, result: Result) -> None:
    rules, work = result.methodology, score.work
    if rules.above.ties:
        above.section(say.TIES, say.CONDITION, say.APART)
        for tie in rules.above.ties.values():
            above.tie(tie)
    _findings(above, result)
    for name, table in work.tables.items():
        if isinstance(table, TableSheet):
            check = table_check(table, score.leaf_columns.get(name, []))
            above.checks.extend([check] if check is not None else [])
    for label, cell, holds in score.guards:
        same = cell if holds else called("NOT", cell)
        text = called("IF", called("ISERROR", cell), "FALSE", same)
        above.checks.append(Check(work.text(say.FIXED_CHECK, name=label), text, True))


def _findings(above: AbovePage, result: Result) -> None:
    if result.above.findings:
        above.section(say.FINDINGS, say.PROBLEM, say.ADVICE)
        for told in result.above.findings:
            above.finding(told.finding, told)
