# Blink: switches the board's LED on and off.
from machine import Pin
from time import sleep

led = Pin("LED", Pin.OUT)

while True:
    led.toggle()
    print("LED is", "on" if led.value() else "off")
    sleep(0.5)
