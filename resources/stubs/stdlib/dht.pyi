"""DHT11 and DHT22: sensors for temperature and humidity."""

from machine import Pin

class DHTBase:
    def __init__(self, pin: Pin) -> None:
        """The sensor on a pin."""
    def measure(self) -> None:
        """Measures. At most once in two seconds."""

class DHT11(DHTBase):
    """The blue sensor: whole degrees."""
    def humidity(self) -> int:
        """Humidity in percent, as last measured."""
    def temperature(self) -> int:
        """Temperature in degrees Celsius, as last measured."""

class DHT22(DHTBase):
    """The white sensor: tenths of degrees."""
    def humidity(self) -> float:
        """Humidity in percent, as last measured."""
    def temperature(self) -> float:
        """Temperature in degrees Celsius, as last measured."""
