"""How the committed geographic files were made; nothing here runs when documents are read."""
