"""Makes screenshots of every page on the demo: `python -m tests.browser.screenshots [FOLDER]`."""

import argparse
import asyncio
import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.browser.addresses import addresses, known_ids
from tests.browser.demo import chromium, served, started
from tests.browser.visits import NARROW, WIDE, visiting

_MANNERS = ((WIDE, "light"), (WIDE, "dark"), (NARROW, "light"))


async def make(executable: str, site: str, folder: Path) -> None:
    """Open every sample address, and keep in a folder what it looks like, wide and narrow."""
    ids = known_ids(site)
    async with started(executable) as browser:
        for address in addresses():
            name = re.sub(r"\W+", "-", address).strip("-") or "home"
            async with visiting(browser, site) as visit:
                await visit.open(address.format(**ids))
                for width, scheme in _MANNERS:
                    await visit.wears(width, scheme)
                    path = folder / f"{name}-{width}-{scheme}.png"
                    await visit.page.screenshot(path=path, full_page=True)
            print(address)


def main() -> None:
    """Serve the demo, and write its screenshots to the folder that is named, or `screenshots`."""
    parser = argparse.ArgumentParser(prog="python -m tests.browser.screenshots")
    parser.add_argument("folder", nargs="?", type=Path, default=Path("screenshots"))
    folder: Path = parser.parse_args().folder
    executable = chromium()
    if executable is None:
        sys.exit("chromium is not installed; `apt-get install chromium` installs it")
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as home, served(Path(home)) as site:
        asyncio.run(make(executable, site, folder))


if __name__ == "__main__":
    main()
