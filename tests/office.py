"""LibreOffice, which opens what is written for an office as whoever is sent it does."""

import shutil
import subprocess
from pathlib import Path

from tests.engines import lacking


def converted(file: Path, form: str, folder: Path, *options: str) -> Path:
    """The file as LibreOffice writes it again in another form, such as `csv` or `txt:Text`."""
    if shutil.which("soffice") is None:
        lacking("LibreOffice is not installed; `.ci/run` installs it")
    profile = f"-env:UserInstallation=file://{folder.parent}/profile"
    done = subprocess.run(
        ["soffice", profile, "--headless", *options, "--convert-to", form, "--outdir", folder,
         file],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    # Of a sheet that is asked for the name stands behind the file's.
    written = [*folder.glob(f"{file.stem}*.{form.partition(':')[0]}")]
    assert len(written) == 1, done.stderr
    return written[0]
