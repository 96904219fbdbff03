"""The check: everything that an article, a record or a pull request must satisfy, one small file for each rule.

`run.check` gives findings; `output` writes them down. A rule says in Arabic and in English what is wrong and what to
do about it, and never stops the others.
"""
