"""Tests of the site; they share a corpus and a reader of pages."""  # noqa: A005  (never imported as `site`)
