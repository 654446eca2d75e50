"""The wheel works far from the checkout."""

from __future__ import annotations

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

SCRIPT = """
import sys, datetime, smpolicy
from smpolicy.si31 import Facts
library = smpolicy.load()
policy = library.resolve("secretariat", as_of=datetime.date(2026, 1, 1))
decision = policy.evaluate(Facts(interaction="like", category="intern"))
assert "pydantic" not in sys.modules, "the prepared documents were not used"
assert smpolicy.check().errors == 0
print(decision.answer, len(library.structures), smpolicy.__file__)
"""


def test_the_wheel_carries_documents_schemas_types_and_notice(wheel: Path) -> None:
    """Policies, schemas, the prepared form, `py.typed`, the theme, LICENSE and NOTICE are inside."""
    names = zipfile.ZipFile(wheel).namelist()
    for part in (
        "smpolicy/_packaged/policies/base/si31.yaml",
        "smpolicy/_packaged/schemas/overlay-1.schema.json",
        "smpolicy/_packaged/prepared.json",
        "smpolicy/py.typed",
        "smpolicy/js/evaluate.js",
        "smpolicy/site/theme/mkdocs_theme.yml",
        "licenses/NOTICE",
        "licenses/LICENSE",
    ):
        assert any(name.endswith(part) for name in names), part


def test_the_wheel_works_from_another_directory(wheel: Path, tmp_path: Path) -> None:
    """Installed into a new environment, in another directory, it loads, decides and checks its own documents."""
    home = tmp_path / "venv"
    venv.create(home, with_pip=False)
    site = next((home / "lib").glob("python*")) / "site-packages"
    zipfile.ZipFile(wheel).extractall(site)
    # Its dependencies come from this environment; the package itself must not.
    here = [path for path in sys.path if path.endswith("site-packages")]
    (site / "dependencies.pth").write_text("\n".join(here))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    run = subprocess.run(
        [home / "bin/python", "-c", SCRIPT], cwd=elsewhere, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    answer, structures, place = run.stdout.split()
    assert (answer, int(structures) >= 19) == ("undetermined", True)
    assert Path(place).is_relative_to(site)
