"""The command line: `smpolicy`, one file per group of commands; `main` gathers them, and alone is asked for.

Results go to stdout, notices to stderr.
Exit codes: 0 for any answer; 1 where `check` finds an error; 2 where something was asked that cannot be;
3 for a fault of this program; 130 where somebody ended it with Ctrl-C.
What a command needs beyond `import smpolicy` is imported when it runs, so that `--help` waits for nothing.
"""
