"""The colours of the first frame. Made by `make looks` from the default theme."""

from typing import Any

LOOKS: dict[str, dict[str, dict[str, Any]]] = {
    "detail": {
        "": {"color": (224, 224, 224), "ground": (30, 30, 30)},
    },
    "footer": {
        "": {"color": (224, 224, 224), "ground": (36, 41, 47)},
    },
    "hint": {
        "": {"color": (224, 224, 224), "ground": (18, 18, 18)},
        "active": {"bold": True, "color": (224, 224, 224), "ground": (18, 18, 18), "reverse": True},
        "muted": {"color": (176, 176, 176), "ground": (18, 18, 18)},
        "strong": {"bold": True, "color": (108, 182, 245), "ground": (18, 18, 18)},
    },
    "list": {
        "": {"color": (224, 224, 224), "ground": (18, 18, 18)},
        "accent": {"color": (215, 179, 255), "ground": (18, 18, 18)},
        "accent+cursor": {"bold": True, "color": (255, 255, 255), "ground": (8, 79, 143)},
        "cursor": {"bold": True, "color": (255, 255, 255), "ground": (8, 79, 143)},
        "error": {"bold": True, "color": (255, 143, 163), "ground": (18, 18, 18)},
        "error+cursor": {"bold": True, "color": (255, 255, 255), "ground": (8, 79, 143)},
        "head": {"bold": True, "color": (176, 176, 176), "ground": (30, 30, 30)},
        "heading": {"bold": True, "color": (108, 182, 245), "ground": (18, 18, 18)},
        "heading+cursor": {"bold": True, "color": (255, 255, 255), "ground": (8, 79, 143)},
        "muted": {"color": (176, 176, 176), "ground": (18, 18, 18)},
        "muted+accent": {"color": (215, 179, 255), "ground": (18, 18, 18)},
        "muted+accent+cursor": {"bold": True, "color": (255, 255, 255), "ground": (8, 79, 143)},
        "muted+cursor": {"bold": True, "color": (255, 255, 255), "ground": (8, 79, 143)},
        "muted+error": {"bold": True, "color": (255, 143, 163), "ground": (18, 18, 18)},
        "muted+error+cursor": {"bold": True, "color": (255, 255, 255), "ground": (8, 79, 143)},
        "muted+muted": {"color": (176, 176, 176), "ground": (18, 18, 18)},
        "muted+muted+cursor": {"bold": True, "color": (255, 255, 255), "ground": (8, 79, 143)},
        "muted+ok": {"color": (111, 208, 140), "ground": (18, 18, 18)},
        "muted+ok+cursor": {"bold": True, "color": (255, 255, 255), "ground": (8, 79, 143)},
        "muted+warning": {"bold": True, "color": (255, 191, 102), "ground": (18, 18, 18)},
        "muted+warning+cursor": {"bold": True, "color": (255, 255, 255), "ground": (8, 79, 143)},
        "ok": {"color": (111, 208, 140), "ground": (18, 18, 18)},
        "ok+cursor": {"bold": True, "color": (255, 255, 255), "ground": (8, 79, 143)},
        "warning": {"bold": True, "color": (255, 191, 102), "ground": (18, 18, 18)},
        "warning+cursor": {"bold": True, "color": (255, 255, 255), "ground": (8, 79, 143)},
    },
    "top": {
        "": {"color": (224, 224, 224), "ground": (36, 41, 47)},
        "active": {"bold": True, "color": (224, 224, 224), "ground": (36, 41, 47), "reverse": True},
        "muted": {"color": (176, 176, 176), "ground": (36, 41, 47)},
        "strong": {"bold": True, "color": (108, 182, 245), "ground": (36, 41, 47)},
    },
}
