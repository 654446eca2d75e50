"""Write what is generated and checked in: JSON Schemas, typed facts, conformance cases. Tests keep them current.

Run as `python scripts/generate.py`.
"""

from pathlib import Path

from conformance import conformance_files

from smpolicy.authoring.generated import generated_files

ROOT = Path(__file__).parents[1]

if __name__ == "__main__":
    for name, content in {**generated_files(), **conformance_files()}.items():
        path = ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
        print(name)
