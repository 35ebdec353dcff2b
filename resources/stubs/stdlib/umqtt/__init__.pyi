"""Messages by MQTT."""
