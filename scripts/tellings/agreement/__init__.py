"""How far two annotations of the same articles agree: one core for `agree` and `score`.

Pure functions over plain units; nothing here reads files. Passes and predictions become
units in :mod:`.sides`, units of two sides find each other in :mod:`.pairing`; the measures
are in :mod:`.spans`, :mod:`.unitizing`, :mod:`.labels` and :mod:`.coreference`.
"""
