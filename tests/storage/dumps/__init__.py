"""What databases of every migration so far looked like, as SQL, with data in them: they must stay upgradable for ever.

`python -m tests.storage.dumps` writes the dump of the newest migration with the program as it is. Older ones are never
written again.
"""

from pathlib import Path

DUMPS = Path(__file__).parent
