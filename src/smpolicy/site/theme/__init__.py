"""Our own theme: one template, one stylesheet, one small script; nothing that is not in this folder."""
