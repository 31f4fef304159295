"""The event's own look: its colours and its logo, as files for the pages."""

from pathlib import Path

from live.config import BrandingConfig
from live.errors import ConfigError
from live.serving.static import Content

LOGO_TYPES = (".svg", ".png", ".webp", ".jpg", ".jpeg")
LOGO_BYTES_MAX = 1_000_000
"""Every phone in the hall fetches it, all at the same moment."""

_COLOURS = """\
:root[data-layout][data-theme="dark"] {{
  --ground: {ground};
  --ink: {ink};
  --accent: {accent};
  --soft: color-mix(in srgb, {ink} 80%, {ground});
  --raised: color-mix(in srgb, {ink} 10%, {ground});
  --rule: color-mix(in srgb, {ink} 25%, {ground});
}}
"""
"""For the big screen, unless it is asked for another theme in its address."""
_LOGO = """\
#words::before, header:has(> #event)::before {{
  content: "";
  flex: none;
  align-self: center;
  background: url("logo") left center / contain no-repeat {ground};
  background-origin: content-box;
}}
#words::before {{ display: block; width: 30vw; height: 12vh; margin-block-end: 5vh; }}
header:has(> #event)::before {{ width: 4.5rem; height: 1.5rem; padding: 0.15rem 0.3rem; }}
header:has(> #event) {{ gap: 0.625rem; }}
header:has(> #event) h1 {{ flex: 1; }}
"""


def branding_files(branding: BrandingConfig) -> dict[str, Content]:
    """`/branding.css` and `/logo`, as far as there are any. Raises ConfigError for a logo that won't do."""
    css = ""
    files = {}
    if branding.background is not None:
        css += _COLOURS.format(ground=branding.background, ink=branding.text, accent=branding.accent)
    if branding.logo is not None:
        css += _LOGO.format(ground=branding.background or "transparent")
        files["/logo"] = _logo(branding.logo)
    return files | ({"/branding.css": Content(".css", css.encode())} if css else {})


def _logo(path: Path) -> Content:
    if path.suffix.lower() not in LOGO_TYPES:
        raise ConfigError(f"The logo '{path}' is none of {', '.join(LOGO_TYPES)}.")
    try:
        body = path.read_bytes()
    except OSError as error:
        raise ConfigError(f"The logo '{path}' cannot be read: {error.strerror}.") from error
    if len(body) > LOGO_BYTES_MAX:
        raise ConfigError(f"The logo '{path}' has {len(body) / 1e6:.1f} MB. Make it smaller: 1 MB at most.")
    return Content(path.suffix.lower(), body)
