"""Uses of evidence: signing what justifies them."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Response

from app.http.contract import refusals
from app.http.deps import AuthorDep, MayMatch, StoreDep, day_of
from app.http.reading import Router
from app.schemas import ItemWritten, ReasonIn, etag_of, item_written
from graph import errors, items

router = Router("items")
_NO_BODY = ReasonIn()


@router.post(
    "/evidence-uses/{key}/sign",
    operation_id="sign_evidence_use",
    responses=refusals(errors.ItemNotFound, errors.NotAnEvidenceUse, errors.WrongState, errors.TooLarge),
    response_model_exclude_unset=True,
)
async def sign_evidence_use(
    key: Annotated[str, Path(max_length=200, description="Key of a use of evidence.")],
    store: StoreDep,
    author: AuthorDep,
    response: Response,
    tag: MayMatch,
    sent: ReasonIn = _NO_BODY,
) -> ItemWritten:
    """Sign the justifications of a use in force; the actor signs with the meaning `justified`.

    The new version says the same, and nothing goes stale by it. The signature holds while the substance of
    the use stays as it is; once that changes, it has to be signed again.
    """
    who = sent.by(author)
    written = await items.sign_use(store, key, who, tag)
    shown = await items.read_item(store, key)
    response.headers["ETag"] = etag_of(shown)
    return item_written(shown, written, day_of(store))
