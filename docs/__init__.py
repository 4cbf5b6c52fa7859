"""The manual; `python -m docs.build` writes the pages that are made from the program itself."""
