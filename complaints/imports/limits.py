"""How much a file may be. What is larger is split by whoever sends it, and told so."""

MB = 2**20
MAX_UPLOAD = 64 * MB  # bytes as they lie on disk
MAX_UNPACKED = 512 * MB  # bytes after gzip or zip: 100,000 rows of 1,700 Chinese letters
MAX_RATIO = 200  # unpacked to packed, above RATIO_FREE; tables of text reach about 40
RATIO_FREE = 16 * MB  # so little unpacked is harmless whatever the ratio
MAX_ROWS = 100_000
MAX_COLUMNS = 200
MAX_CELL = 1_000_000  # characters; an intake text may have 100,000, the rest is for the message
MAX_LINE = 2_000_000  # characters of one physical line
MAX_ROW_LINES = 20_000  # physical lines of one quoted row
MAX_BROKEN = 1_000  # rows with broken quoting; a file with more is no CSV
MAX_SHARED = 2_000_000  # different texts of a workbook
CHUNK = 64 * 1024  # bytes read at a time
SAMPLE_ROWS = 20
