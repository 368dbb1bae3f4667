"""``GET /`` and the two files that the page uses."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter, Response

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

_STATIC = Path(__file__).with_name("static")


def _file(name: str, media_type: str) -> Response:
    return Response((_STATIC / name).read_bytes(), media_type=media_type)


@router.get("/")
def get_page() -> Response:
    """Give the page."""
    return _file("index.html", "text/html; charset=utf-8")


@router.get("/static/app.js")
def get_script() -> Response:
    """Give the page's script."""
    return _file("app.js", "text/javascript; charset=utf-8")


@router.get("/static/style.css")
def get_style() -> Response:
    """Give the page's style."""
    return _file("style.css", "text/css; charset=utf-8")
