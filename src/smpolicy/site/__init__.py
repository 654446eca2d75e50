"""The site: pages rendered from a library, a thin mkdocs plugin, and our own theme.

    Library + day --Book--> pages (pure) --plugin--> mkdocs --theme--> files

Only the command line imports this folder, and only when it is asked for a site.
It may import `build`; mkdocs finds `plugin` and `theme` by their entry points.
"""
