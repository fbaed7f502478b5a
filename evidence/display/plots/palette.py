"""Colours and sizes of every figure, in points.

Each meaning has a shape of its own, so colour carries nothing alone. The blues and the orange
differ in lightness, which keeps them apart in grey print and for colour-blind readers; text keeps
a contrast of at least 4.5 to 1 on white and on the stripe.
"""

PAPER = "#ffffff"
INK = "#1a1a1a"
MUTED = "#4d4d4d"
RULE = "#8c8c8c"
STRIPE = "#f3f5f8"
STUDY = "#7fa6cf"
INTERVAL = "#1f3552"
POOLED = "#123a6b"
PREDICTION = "#d98324"
NULL_LINE = "#333333"
IMPORTANT = "#6b6b6b"

SIZE = 8.0
SMALL = 7.5
LINE_HEIGHT = 10.4
ROW_PADDING = 2.6
MARGIN = 6.0
ASCENT = 0.76
DESCENT = 0.24
