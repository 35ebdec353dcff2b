"""How the bench talks to its peers in Python: one line of JSON a request, one an answer, on stdin and stdout."""

import json
import sys
import time


def serve(actions):
    """Each action is a method of `actions`, a generator: it is timed between its first and its last `yield`, so that it can
    prepare before and check behind. What it yields becomes part of the answer.
    """
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = run(getattr(actions, request["do"]), request)
        except Exception as error:
            answer = {"error": "%s: %s" % (type(error).__name__, error)}
        print(json.dumps(answer), flush=True)


def run(action, request):
    times = []
    facts = {}
    for given in action(request):
        times.append(time.perf_counter())
        facts.update(given or {})
    return {"ms": (times[-1] - times[0]) * 1000 if times else 0, **facts}
