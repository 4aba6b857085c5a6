"""Which way a language is written."""

_RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"}
)


def direction(language: str) -> str:
    """``rtl`` or ``ltr``, by the first part of a language's tag.

    >>> direction("ar-EG"), direction("en")
    ('rtl', 'ltr')
    """
    return "rtl" if language.split("-")[0] in _RIGHT_TO_LEFT else "ltr"
