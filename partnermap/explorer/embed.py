"""The picture of a place for the pages of other sites: what anyone may see, whoever looks."""

from collections.abc import Sequence

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from partnermap.api.access import Door, SignInError
from partnermap.errors import PartnermapError
from partnermap.explorer.address import Choices, organisation_address
from partnermap.explorer.pages import answer
from partnermap.explorer.picture.answers import of_answer
from partnermap.explorer.picture.svg import Page, draw
from partnermap.explorer.places.picture import GROUPS
from partnermap.explorer.places.tab import asked, called_here
from partnermap.explorer.rendering import query_text, render
from partnermap.scope import PUBLIC

_CLOSED = (
    "Nothing is shown here, for nobody may read without signing in. Whoever runs partnermap can "
    "let anyone read what is public: PARTNERMAP_PUBLIC_READING=true."
)


async def _show(request: Request) -> Response:
    door: Door = request.app.state.door
    try:
        # By the door itself, which looks at no cookie: a frame is opened with its reader's.
        await door.admit(request)
        told = await _picture(request)
        status = 200
    except SignInError:
        told, status = {"refusal": _CLOSED}, 403
    except PartnermapError as error:
        told, status = {"refusal": str(error)}, 503 if error.code == "UNAVAILABLE" else 404
    headers = {
        "Content-Security-Policy": _policy(request.app.state.frame_ancestors),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cache-Control": "no-cache",
    }
    return HTMLResponse(render("embed.html", **({"refusal": None} | told)), status, headers)


def _policy(frames: Sequence[str]) -> str:
    allowed = " ".join(frames) or "'none'"
    return (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'none'; "
        f"base-uri 'none'; frame-ancestors {allowed}"
    )


async def _picture(request: Request) -> dict[str, object]:
    chosen = Choices.read(request.path_params["place"], request.query_params)
    data = await answer(request, query_text("embed"), asked(chosen), PUBLIC)
    title = f"Who works with whom: {called_here(chosen, data)}"

    def group(path: tuple[str, ...]) -> str:
        return chosen.address("picture", group=GROUPS.join(path))

    drawing = of_answer(data, title=title, layer=chosen.layer)
    manner = Page(organisation_address, organisation_address, group)
    return {
        "title": title,
        "svg": Markup(draw(drawing, manner)),  # noqa: S704 - written by us, every text escaped
        "address": chosen.address("picture"),
        "version_of_data": data["network"]["dataVersion"],
    }


ROUTES = (Route("/embed/{place:path}", _show, methods=["GET"]),)
