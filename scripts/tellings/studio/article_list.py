"""The list of a project's articles on the server: which columns a person sees."""

from typing import Any

_DATA = ("headline", "outlet", "key", "text", "text_sha256", "story")
_FIELDS = (
    "id",
    "inner_id",
    "completed_at",
    "total_annotations",
    "cancelled_annotations",
    "total_predictions",
    "annotators",
    "annotations_results",
    "annotations_ids",
    "predictions_score",
    "predictions_model_versions",
    "predictions_results",
    "file_upload",
    "storage_filename",
    "created_at",
    "updated_at",
    "updated_by",
    "avg_lead_time",
    "draft_exists",
)
_SHOWN = (
    "completed_at",
    "total_annotations",
    "cancelled_annotations",
    "annotators",
    "draft_exists",
)


def article_list(blind: bool) -> dict[str, Any]:
    """The tab that lists articles: what they are and how far they are, not what they are made of.

    Beside an open article only what names it is left; on a blind page that is its key.
    """
    names = ("key",) if blind else ("headline", "outlet")
    return {
        "title": "Articles",
        "hiddenColumns": {
            "explore": _hidden(names, _SHOWN),
            "labeling": _hidden(names[:1], ("total_annotations",)),
        },
    }


def _hidden(data: tuple[str, ...], fields: tuple[str, ...]) -> list[str]:
    hidden = [f"tasks:data.{name}" for name in _DATA if name not in data]
    return [*hidden, *(f"tasks:{name}" for name in _FIELDS if name not in fields)]
