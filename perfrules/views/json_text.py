"""Values as JSON text that is safe to show: what cannot be seen stands in it as an escape."""

import json
from typing import Any


def json_text(values: Any) -> str:
    """JSON, indented by two; letters stay letters, a control or format character an escape."""
    text = json.dumps(values, ensure_ascii=False, indent=2)
    unseen = {each for each in set(text) if not each.isprintable() and each != "\n"}
    return text.translate({ord(each): json.dumps(each)[1:-1] for each in unseen})
