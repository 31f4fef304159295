"""Serves a booth until Ctrl-C: one process, one folder, one port."""

import asyncio
import logging
from collections.abc import Callable

import uvicorn

from booth.app import create_app
from booth.cameras.camera import Camera
from booth.config import BoothConfig
from booth.house import House
from booth.parts import Parts
from booth.pictures import SHOT_BYTES
from booth.web.auth import Doorkeeper, kiosk_key, new_pin
from live.serving.addresses import base_url
from live.serving.server import free_port

LAST_WORDS_S = 3


async def serve(
    config: BoothConfig, parts: Parts, *, event: str, camera: Camera | None, tell: Callable[[str], None]
) -> None:
    """Serve until the process is asked to end. Raises ServerError for a port that cannot be used."""
    port = await free_port(config.host, config.port)
    pin = config.organiser_pin.read().get_secret_value() if config.organiser_pin else new_pin()
    key = kiosk_key(config.folder)
    house = House(config, parts, event=event, port=port, camera=camera)
    app = create_app(house, Doorkeeper(pin, key))
    # Paths hold guests' codes: they are written to no log.
    logging.getLogger("uvicorn.access").disabled = True
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            host=config.host,
            port=port,
            log_level="warning",
            access_log=False,
            ws="websockets-sansio",
            ws_max_size=SHOT_BYTES,
            ws_per_message_deflate=False,  # shots are JPEGs, which only take time to squeeze
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=LAST_WORDS_S,
        )
    )
    here = base_url("localhost", port)
    tell(f"Kiosk      {here}/open?key={key}")
    tell(f"Organiser  {here}/organiser/" + ("" if config.organiser_pin else f"   PIN {pin}"))
    tell(f"Wall       {here}/wall")
    tell(f"Pictures   {config.folder}, deleted after {config.keep_days} days")
    tell("Ctrl-C ends the booth.")
    async with asyncio.TaskGroup() as tasks:
        warming = tasks.create_task(house.warm_up(), name="warming up")
        await server.serve()
        warming.cancel()
