"""From items as they are made to items as they are shown.

Rights decide which words of the articles may stand there; placing says in words where the others
stand; resolving shuffles, gives letters and applies both; provenance says how the key came about.
What comes out is ``lessons.shown.Lesson``, and nothing else reaches a form.
"""
