# Blink the LED of the board. It goes on until you press Stop.
from machine import Pin
from time import sleep_ms

led = Pin("LED", Pin.OUT)  # the light on the board
pause = 500  # in milliseconds: try 100

while True:
    led.toggle()  # on becomes off, off becomes on
    print("LED on" if led.value() else "LED off")
    sleep_ms(pause)
