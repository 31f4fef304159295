"""The pages that Gradio makes: the guests' kiosk and the organiser's page. The only file that imports it.

Gradio draws both pages and runs what the organiser's buttons do. It never holds a picture: its components get
addresses of ours, and `booth.web.guard` keeps its own routes shut.
"""

import os
import shutil
from typing import Any

from fastapi import FastAPI

from booth.house import House
from booth.organiser import gallery, overview
from booth.tally import told

REFRESH_S = 3.0
PURGE_WORD = "DELETE"


def add_gradio(app: FastAPI, house: House) -> None:
    """Mount the two pages."""
    # Before the import, which reads it: no call to anyone's statistics.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    import gradio as gr  # noqa: PLC0415 - an extra, and seconds to load

    # Fonts of the system: others would be fetched from elsewhere.
    theme = gr.themes.Base(
        primary_hue="amber", neutral_hue="stone", font=["system-ui", "sans-serif"], font_mono=["monospace"]
    )
    settings: dict[str, Any] = {
        "footer_links": [],
        "run_history": False,
        "ssr_mode": False,
        "enable_monitoring": False,
        "pwa": False,
        "mcp_server": False,
        "show_error": False,
        "max_file_size": 1,
        "theme": theme,
    }
    gr.mount_gradio_app(app, _kiosk(gr, house), path="/kiosk", head=_head("kiosk", "type"), **settings)
    head = _head("organiser", "organiser")
    gr.mount_gradio_app(app, _organiser(gr, house), path="/organiser", head=head, **settings)


def _head(script: str, style: str) -> str:
    return (
        '<link rel="icon" href="/pages/icon.svg" type="image/svg+xml">'
        f'<link rel="stylesheet" href="/pages/{style}.css">'
        f'<script type="module" src="/pages/{script}.js"></script>'
    )


def _kiosk(gr: Any, house: House) -> Any:
    title = f"{house.branding.event} · Photo booth".strip(" ·")
    with gr.Blocks(title=title, analytics_enabled=False, fill_width=True) as page:
        gr.HTML('<div id="booth"></div>', padding=False)
    return page


def _organiser(gr: Any, house: House) -> Any:
    looks = {look.names["en"]: look.id for look in house.studio.catalogue()}

    def albums() -> str:
        return gallery(house.store.albums())

    async def state() -> str:
        return await _overview(house)

    def counts() -> str:
        return told(house.tally.counts(), len(house.store.albums()))

    def switch(names: list[str]) -> None:
        house.looks_on = {looks[name] for name in names}

    def write_quote(text: str) -> None:
        house.branding.quote = text.strip()

    async def purge(word: str) -> tuple[str, str]:
        if word.strip() != PURGE_WORD:
            return f"Nothing was deleted: write {PURGE_WORD} first.", word
        return f"{await house.desk.purge()} albums were deleted.", ""

    with gr.Blocks(title="Photo booth · Organiser", analytics_enabled=False, fill_width=True) as page:
        gr.Markdown(f"# {house.branding.event or 'Photo booth'}")
        quiet = {"api_visibility": "private", "show_progress": "hidden"}
        with gr.Tab("Now"):
            now = gr.HTML()
        with gr.Tab("Gallery"):
            shown = gr.HTML()
        with gr.Tab("Looks and words"):
            switches = gr.CheckboxGroup(
                list(looks),
                value=[name for name, look in looks.items() if look in house.looks_on],
                label="Looks that guests may choose",
            )
            switches.change(switch, switches, None, **quiet)
            quote = gr.Textbox(
                house.branding.quote, label="Quote of the day, on every picture", max_length=120
            )
            quote.change(write_quote, quote, None, **quiet)
        with gr.Tab("Report and end"):
            counted = gr.Textbox(label="Counts", lines=12, interactive=False, elem_classes="counts")
            word = gr.Textbox(label=f"To delete every picture now, write {PURGE_WORD}")
            gr.Button("Delete every picture", variant="stop").click(
                purge, word, [said := gr.Markdown(), word], **quiet
            )
            _ = said
        for happens in (page.load, gr.Timer(REFRESH_S).tick):
            happens(state, None, now, **quiet)
            happens(albums, None, shown, **quiet)
            happens(counts, None, counted, **quiet)
    return page


async def _overview(house: House) -> str:
    albums = house.store.albums()
    return overview(
        counts=house.tally.counts(),
        kept=len(albums),
        waiting=sum(album.wall == "waiting" for album in albums),
        printer=await house.prints.state(),
        camera_problem=house.feed.problem if house.feed else "",
        free_mb=shutil.disk_usage(house.store.folder).free >> 20,
        kiosks=len(house.sessions),
        link=await house.links.base(),
        notices=house.notices.recent(),
    )
