"""Tests of what pages decide by: `smpolicy/js/evaluate.js`, in an engine and in a browser."""
