"""A methodology as a form: a workbook in which a department enters what the rules want to know."""

from perfrules.model.facts import FactSet
from perfrules.model.methodology import Methodology
from perfrules.problem import Problem, Refused, printable
from perfrules.views.fact_file import fact_tree
from perfrules.views.form_judgements import judgements_page, picks_page
from perfrules.views.form_pages import cover, facts_page
from perfrules.views.form_published import published_page
from perfrules.views.form_tables import table_page
from perfrules.views.form_texts import texts_page
from perfrules.views.form_values import leaves
from perfrules.views.form_writer import written


def form(
    methodology: Methodology, given: FactSet | None = None, *, published: bool = False
) -> bytes:
    """The form as an XLSX file, with what is known filled in; `published` adds what audits want.

    It speaks the language of the methodology. What is read back from it is what was filled in.
    Raises Refused: E608 where XlsxWriter is not installed, E660 for a number that no decimal
    says, E786 for a value of the facts that has no place in a form.
    """
    lang = methodology.lang
    known = leaves({} if given is None else fact_tree(given), lang)
    has_printed = published or (given is not None and given.published is not None)
    pages = [
        cover(methodology, known, lang),
        facts_page(methodology, known, lang),
        picks_page(methodology, known, lang),
        *(table_page(rule, known, lang) for rule in methodology.tables.values()),
        judgements_page(methodology, known, lang),
        texts_page(methodology, known, lang),
        published_page(methodology, known, lang) if has_printed else None,
    ]
    if known.values:
        path = next(iter(known.values))
        what = printable(".".join(map(str, path)))
        raise Refused(Problem("E786", None, {"what": what}))
    return written(methodology, [page for page in pages if page is not None], lang)
