"""DS18B20: temperature sensors on one wire."""

from onewire import OneWire

class DS18X20:
    """Temperature sensors on a wire."""
    def __init__(self, onewire: OneWire) -> None: ...
    def scan(self) -> list[bytearray]:
        """The sensors on the wire."""
    def convert_temp(self) -> None:
        """Starts to measure; it takes 750 milliseconds."""
    def read_temp(self, rom: bytearray) -> float | None:
        """The temperature in degrees Celsius of one sensor."""
    def resolution(self, rom: bytearray, bits: int | None = None) -> int | None: ...
