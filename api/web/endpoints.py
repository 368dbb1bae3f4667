"""The files of the page, and where a browser sends what is shared with it."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import APIRouter, Response

from api.problems import not_found
from api.web.files import PAGE_FILES, SHARE_PATH, PageFile, read_page

__all__ = ["router"]

router = APIRouter(include_in_schema=False)


def _answers(file: PageFile, content: bytes | None) -> Callable[[], Response]:
    def get_file() -> Response:
        if content is None:
            raise not_found()
        return Response(content, media_type=file.media_type)

    return get_file


_contents = read_page()
for _file in PAGE_FILES:
    router.add_api_route(_file.path, _answers(_file, _contents.get(_file.path)), methods=["GET"])


@router.post(SHARE_PATH)
def ask_to_share_again() -> Response:
    """Send the browser to the page, which asks to share once more: what was sent is not read, here or before."""
    return Response(status_code=303, headers={"Location": "/?share=again"})
