# Make the LED brighter and darker, again and again.
from machine import PWM, Pin
from time import sleep_ms

led = PWM(Pin("LED"), freq=1000)  # switches the LED so fast that it looks dimmed

while True:
    for percent in list(range(0, 100, 2)) + list(range(100, 0, -2)):
        led.duty_u16(percent * 65535 // 100)
        sleep_ms(20)
    print("one breath")
