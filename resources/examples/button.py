# The LED is on while you press the button.
from machine import Pin
from time import sleep_ms

led = Pin("LED", Pin.OUT)
button = Pin("BUTTON", Pin.IN, Pin.PULL_UP)  # reads 0 while it is pressed
before = 1

while True:
    now = button.value()
    if now != before:
        print("pressed" if now == 0 else "released")
        led.value(1 - now)
        before = now
    sleep_ms(10)
