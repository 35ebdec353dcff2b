# Print numbers, and the plotter draws them.
from math import sin
from time import sleep_ms

x = 0.0

while True:
    print("wave:", sin(x), "half:", sin(x / 2))
    x += 0.1
    sleep_ms(50)
