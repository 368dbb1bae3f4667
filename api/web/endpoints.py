"""The files of the pages, and where a browser sends what is shared with the one at ``/``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from fastapi import APIRouter, Response

from api.problems import not_found
from api.web.files import CURATE_FILES, PAGE_FILES, SHARE_PATH, PageFile, read_files, read_page

__all__ = ["curate_router", "router"]

router = APIRouter(include_in_schema=False)
"""The page at ``/``."""

curate_router = APIRouter(include_in_schema=False)
"""The pages for curators."""


def _answers(file: PageFile, content: bytes | None) -> Callable[[], Response]:
    def get_file() -> Response:
        if content is None:
            raise not_found()
        return Response(content, media_type=file.media_type)

    return get_file


def _serve(router: APIRouter, files: Iterable[PageFile], contents: Mapping[str, bytes]) -> None:
    for file in files:
        router.add_api_route(file.path, _answers(file, contents.get(file.path)), methods=["GET"])


_serve(router, PAGE_FILES, read_page())
_serve(curate_router, CURATE_FILES, read_files(CURATE_FILES))


@router.post(SHARE_PATH)
def ask_to_share_again() -> Response:
    """Send the browser to the page, which asks to share once more: what was sent is not read, here or before."""
    return Response(status_code=303, headers={"Location": "/?share=again"})
