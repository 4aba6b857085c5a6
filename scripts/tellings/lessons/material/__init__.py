"""What exercises are made of: gold read as their questions need it, and parts that they share.

Modules here know ``Layers`` and no form: who a source is and how sure it is, what two articles
share, how an event is dated, which passages are fit to be read, where the passes agree; and the
items, foils and sentences that one exercise has too many of, or several have in common. Only
``exercises`` and other modules of this package import them. A solver that is to find the keys by
itself must not.
"""
