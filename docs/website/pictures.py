"""Take the pictures of pages in the documentation: ``python -m docs.website.pictures``."""

import io
import json
import shutil
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from docs.website.shown import SHOWN, Shown, make_pages

PICTURES = Path(__file__).parents[1] / "pictures"
TAKEN = PICTURES / "taken.json"
WIDTH, MARGIN, SHARPNESS, COLOURS = 900, 14, 1.5, 48


def take() -> None:
    """Write every picture, and what each shows as a hash of its words."""
    PICTURES.mkdir(exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        folder = Path(made) / "guideline"
        make_pages(folder)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for shown in SHOWN:
            _picture(browser, folder, shown).save(PICTURES / f"{shown.name}.png", optimize=True)
        browser.close()
        taken = {shown.name: shown.told(folder) for shown in SHOWN}
    TAKEN.write_text(json.dumps(taken, indent=1) + "\n", encoding="utf-8")


def _picture(browser: Browser, folder: Path, shown: Shown) -> Image.Image:
    size = {"width": WIDTH, "height": shown.height}
    context = browser.new_context(viewport=size, device_scale_factor=SHARPNESS)
    page = context.new_page()
    page.goto((folder / shown.page).as_uri())
    box = page.locator(f"xpath={shown.part}").bounding_box()
    assert box is not None
    height = shown.height if shown.to_the_full else min(box["height"] + 2 * MARGIN, shown.height)
    top = max(box["y"] - MARGIN, 0)
    clip = {"x": 0, "y": top, "width": WIDTH, "height": height}
    drawn = page.screenshot(full_page=True, clip=clip)
    context.close()
    return Image.open(io.BytesIO(drawn)).convert("RGB").quantize(COLOURS, dither=0)


if __name__ == "__main__":
    take()
