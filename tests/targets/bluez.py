"""A bluetoothd made of nothing, on the bus of DBUS_SYSTEM_BUS_ADDRESS: one adapter, and one device with the Nordic UART service.

    bluez.py PORT NAME MTU

What is behind the UART is at PORT of this computer; when that connection ends, the device goes out of reach. It speaks as BlueZ 5
does (doc/org.bluez.*.rst of BlueZ), as far as a client needs that scans, connects, writes and listens. Prints "ready" when it can
be used, then a line for each write: its type and its length.
"""

import os
import socket
import sys

from gi.repository import Gio, GLib

UART = "6e400001-b5a3-f393-e0a9-e50e24dcca9e"
RX = "6e400002-b5a3-f393-e0a9-e50e24dcca9e"
TX = "6e400003-b5a3-f393-e0a9-e50e24dcca9e"

ADAPTER = "/org/bluez/hci0"
ADDRESS = "A4:CF:12:00:00:01"
DEVICE = ADAPTER + "/dev_" + ADDRESS.replace(":", "_")
SERVICE = DEVICE + "/service000a"
RX_PATH = SERVICE + "/char000b"
TX_PATH = SERVICE + "/char000d"

PORT, NAME, MTU = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])

INTERFACES = """<node>
<interface name="org.freedesktop.DBus.ObjectManager">
  <method name="GetManagedObjects"><arg type="a{oa{sa{sv}}}" direction="out"/></method>
</interface>
<interface name="org.bluez.AgentManager1">
  <method name="RegisterAgent"><arg type="o" direction="in"/><arg type="s" direction="in"/></method>
  <method name="RequestDefaultAgent"><arg type="o" direction="in"/></method>
</interface>
<interface name="org.bluez.Adapter1"><method name="StartDiscovery"/><method name="StopDiscovery"/></interface>
<interface name="org.bluez.Device1"><method name="Connect"/><method name="Disconnect"/></interface>
<interface name="org.bluez.GattService1"/>
<interface name="org.bluez.GattCharacteristic1">
  <method name="WriteValue"><arg type="ay" direction="in"/><arg type="a{sv}" direction="in"/></method>
  <method name="StartNotify"/><method name="StopNotify"/>
</interface>
<interface name="org.freedesktop.DBus.Properties">
  <method name="Get">
    <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="v" direction="out"/>
  </method>
  <method name="GetAll"><arg type="s" direction="in"/><arg type="a{sv}" direction="out"/></method>
</interface>
</node>"""
INFO = {info.name: info for info in Gio.DBusNodeInfo.new_for_xml(INTERFACES).interfaces}


def characteristic(uuid, flags):
    return {
        "org.bluez.GattCharacteristic1": {
            "UUID": GLib.Variant("s", uuid),
            "Service": GLib.Variant("o", SERVICE),
            "Flags": GLib.Variant("as", flags),
            "Notifying": GLib.Variant("b", False),
            "MTU": GLib.Variant("q", MTU),
        }
    }


class Bluez:
    def __init__(self):
        self.bus = Gio.DBusConnection.new_for_address_sync(
            os.environ["DBUS_SYSTEM_BUS_ADDRESS"],
            Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
            | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION,
            None,
            None,
        )
        self.objects = {}
        self.registrations = {}
        self.behind = None
        self.watch = None
        self.methods = {
            "GetManagedObjects": lambda path, args: GLib.Variant(
                "(a{oa{sa{sv}}})", (self.objects,)
            ),
            "Get": lambda path, args: GLib.Variant("(v)", (self.objects[path][args[0]][args[1]],)),
            "GetAll": lambda path, args: GLib.Variant("(a{sv})", (self.objects[path][args[0]],)),
            "StartDiscovery": self.start_discovery,
            "StopDiscovery": lambda path, args: self.change(ADAPTER, "Discovering", "b", False),
            "Connect": self.connect,
            "Disconnect": lambda path, args: self.disconnect(),
            "WriteValue": self.write,
            "StartNotify": lambda path, args: self.change(path, "Notifying", "b", True),
            "StopNotify": lambda path, args: self.change(path, "Notifying", "b", False),
            "RegisterAgent": lambda path, args: None,
            "RequestDefaultAgent": lambda path, args: None,
        }
        self.register("/", "org.freedesktop.DBus.ObjectManager")
        self.add("/org/bluez", {"org.bluez.AgentManager1": {}})
        self.add(
            ADAPTER,
            {
                "org.bluez.Adapter1": {
                    "Address": GLib.Variant("s", "00:00:00:00:00:01"),
                    "Powered": GLib.Variant("b", True),
                    "Discovering": GLib.Variant("b", False),
                }
            },
        )
        Gio.bus_own_name_on_connection(
            self.bus, "org.bluez", 0, lambda *_: print("ready", flush=True), None
        )

    # ---- the bus -------------------------------------------------------------------------------------------------

    def register(self, path, interface):
        registration = self.bus.register_object(path, INFO[interface], self.call, None, None)
        self.registrations.setdefault(path, []).append(registration)

    def add(self, path, interfaces):
        if path in self.objects:
            return
        self.objects[path] = interfaces
        for interface in [*interfaces, "org.freedesktop.DBus.Properties"]:
            self.register(path, interface)
        self.tell("/", "org.freedesktop.DBus.ObjectManager", "InterfacesAdded", GLib.Variant(
            "(oa{sa{sv}})", (path, interfaces)
        ))

    def remove(self, path):
        interfaces = list(self.objects.pop(path, {}))
        for registration in self.registrations.pop(path, []):
            self.bus.unregister_object(registration)
        self.tell("/", "org.freedesktop.DBus.ObjectManager", "InterfacesRemoved", GLib.Variant(
            "(oas)", (path, interfaces)
        ))

    def change(self, path, name, kind, value):
        (interface, properties), = self.objects[path].items()
        properties[name] = GLib.Variant(kind, value)
        self.tell(path, "org.freedesktop.DBus.Properties", "PropertiesChanged", GLib.Variant(
            "(sa{sv}as)", (interface, {name: properties[name]}, [])
        ))

    def tell(self, path, interface, signal, args):
        self.bus.emit_signal(None, path, interface, signal, args)

    def call(self, _bus, _sender, path, _interface, method, args, invocation):
        try:
            invocation.return_value(self.methods[method](path, args.unpack()))
        except OSError as error:
            invocation.return_dbus_error("org.bluez.Error.Failed", str(error))

    # ---- the radio -----------------------------------------------------------------------------------------------

    def start_discovery(self, _path, _args):
        self.change(ADAPTER, "Discovering", "b", True)
        GLib.timeout_add(50, self.advertise)

    def advertise(self):
        self.add(
            DEVICE,
            {
                "org.bluez.Device1": {
                    "Address": GLib.Variant("s", ADDRESS),
                    "AddressType": GLib.Variant("s", "public"),
                    "Name": GLib.Variant("s", NAME),
                    "Alias": GLib.Variant("s", NAME),
                    "Paired": GLib.Variant("b", False),
                    "Connected": GLib.Variant("b", False),
                    "ServicesResolved": GLib.Variant("b", False),
                    "UUIDs": GLib.Variant("as", [UART]),
                    "RSSI": GLib.Variant("n", -61),
                }
            },
        )
        self.change(DEVICE, "RSSI", "n", -61)
        return False

    def connect(self, _path, _args):
        self.behind = socket.create_connection(("127.0.0.1", PORT))
        self.behind.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.add(
            SERVICE,
            {
                "org.bluez.GattService1": {
                    "UUID": GLib.Variant("s", UART),
                    "Device": GLib.Variant("o", DEVICE),
                    "Primary": GLib.Variant("b", True),
                }
            },
        )
        self.add(RX_PATH, characteristic(RX, ["write", "write-without-response"]))
        self.add(TX_PATH, characteristic(TX, ["notify"]))
        self.change(DEVICE, "Connected", "b", True)
        GLib.timeout_add(20, self.resolve)

    def resolve(self):
        if self.behind is None:
            return False
        self.change(DEVICE, "ServicesResolved", "b", True)
        self.watch = GLib.io_add_watch(
            self.behind.fileno(), 0, GLib.IO_IN | GLib.IO_HUP, self.notify
        )
        return False

    def notify(self, _source, _condition):
        data = self.behind.recv(MTU - 3)
        if not data:
            self.watch = None  # by returning False
            self.disconnect()
            return False
        self.change(TX_PATH, "Value", "ay", data)
        return True

    def write(self, _path, args):
        data, options = bytes(args[0]), args[1]
        print(options.get("type"), len(data), flush=True)
        self.behind.sendall(data)

    def disconnect(self):
        if self.behind is None:
            return
        if self.watch is not None:
            GLib.source_remove(self.watch)
            self.watch = None
        self.behind.close()
        self.behind = None
        self.change(DEVICE, "ServicesResolved", "b", False)
        self.change(DEVICE, "Connected", "b", False)
        for path in (TX_PATH, RX_PATH, SERVICE):
            self.remove(path)


bluez = Bluez()
loop = GLib.MainLoop()
# Ends with who started it.
GLib.io_add_watch(0, 0, GLib.IO_HUP, lambda *_: loop.quit())
loop.run()
