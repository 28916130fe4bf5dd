"""All messages by code; the codes of one room stand in one module."""

from perfrules.messages import Message
from perfrules.messages.in_above import IN_ABOVE
from perfrules.messages.in_audit import IN_AUDIT
from perfrules.messages.in_bounds import IN_BOUNDS
from perfrules.messages.in_commands import IN_COMMANDS
from perfrules.messages.in_compare import IN_COMPARE
from perfrules.messages.in_facts import IN_FACTS
from perfrules.messages.in_files import IN_FILES
from perfrules.messages.in_form import IN_FORM
from perfrules.messages.in_formulas import IN_FORMULAS
from perfrules.messages.in_frames import IN_FRAMES
from perfrules.messages.in_generated import IN_GENERATED
from perfrules.messages.in_limits import IN_LIMITS
from perfrules.messages.in_lookup import IN_LOOKUP
from perfrules.messages.in_mutation import IN_MUTATION
from perfrules.messages.in_numbers import IN_NUMBERS
from perfrules.messages.in_options import IN_OPTIONS
from perfrules.messages.in_proofs import IN_PROOFS
from perfrules.messages.in_report import IN_REPORT
from perfrules.messages.in_rules import IN_RULES
from perfrules.messages.in_scoring import IN_SCORING
from perfrules.messages.in_studies import IN_STUDIES
from perfrules.messages.in_tables import IN_TABLES
from perfrules.messages.in_ways import IN_WAYS
from perfrules.messages.in_workbook import IN_WORKBOOK

MESSAGES: dict[str, Message] = {
    **IN_FILES,
    **IN_FORMULAS,
    **IN_NUMBERS,
    **IN_RULES,
    **IN_WAYS,
    **IN_LOOKUP,
    **IN_FACTS,
    **IN_SCORING,
    **IN_ABOVE,
    **IN_BOUNDS,
    **IN_OPTIONS,
    **IN_STUDIES,
    **IN_AUDIT,
    **IN_PROOFS,
    **IN_GENERATED,
    **IN_TABLES,
    **IN_LIMITS,
    **IN_COMMANDS,
    **IN_MUTATION,
    **IN_FRAMES,
    **IN_REPORT,
    **IN_FORM,
    **IN_COMPARE,
    **IN_WORKBOOK,
}
