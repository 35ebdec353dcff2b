"""mpremote's own reading of command lines: a line of JSON with words comes in, one with what they say goes out. Nothing is done: in the place of
each command its arguments are written down."""

import io
import json
import sys

from mpremote import main


# A line of these alone ends in the prompt.
PREPARE = ("connect", "disconnect", "sleep", "resume", "mount", "umount")


def noted(steps, name):
    def note(state, args):
        if name not in PREPARE or getattr(args, "device", None) == ["list"]:
            state.did_action()
        values = {key: value for key, value in vars(args).items() if key != "next_command"}
        steps.append([name, values])
        if name in ("help", "version"):
            sys.exit(0)

    return note


def read(words):
    steps = []
    for name, (_, parser) in list(main._COMMANDS.items()):
        main._COMMANDS[name] = (noted(steps, name), parser)
    main.do_repl = lambda state, args: steps.append(["repl", {"implicit": True}])
    sys.argv = ["mpremote"] + words
    sys.stdout, sys.stderr = io.StringIO(), io.StringIO()
    try:
        code = main.main()
    except SystemExit as end:
        code = end.code
    answer = {"steps": steps, "code": code, "stderr": sys.stderr.getvalue(), "stdout": sys.stdout.getvalue()}
    sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__
    return answer


for line in sys.stdin:
    print(json.dumps(read(json.loads(line))), flush=True)
