# asyncio for the virtual board: the interface of firmware's own module. The web build has one too, but it hands tasks to a
# web page's event loop and knows no `run`. The queue of tasks and the task itself are C (`_asyncio`); they look the names
# `_task_queue`, `cur_task` and `CancelledError` up in this module.
import io
import select
import sys
from time import ticks_add, ticks_diff
from time import ticks_ms as ticks

from _asyncio import Task, TaskQueue

_POLL_REQUEST = 3


class CancelledError(BaseException):
    pass


class TimeoutError(Exception):
    pass


# Tasks that can run, ordered by the time from which they can.
_task_queue = TaskQueue()
# The task that runs now.
cur_task = None


# ------------------------------------------------------------------ waiting


def sleep_ms(t):
    _task_queue.push(cur_task, ticks_add(ticks(), max(0, int(t))))
    yield


def sleep(t):
    return sleep_ms(int(t * 1000))


class _StreamWaits:
    # Which task waits for which stream. One can read and one can write at a time.
    def __init__(self):
        self.poller = select.poll()
        self.waits = {}

    def wait(self, stream, event):
        tasks = self.waits.setdefault(id(stream), [stream, {}])[1]
        if event in tasks:
            raise RuntimeError("stream already waited for")
        tasks[event] = cur_task
        # So that a cancelled task finds its way out.
        cur_task.data = self
        self._watch(stream, tasks)

    def remove(self, task):
        for stream, tasks in list(self.waits.values()):
            for event in [e for e in tasks if tasks[e] is task]:
                del tasks[event]
                self._watch(stream, tasks)

    def poll(self, ms):
        for stream, ready in self.poller.ipoll(ms):
            tasks = self.waits[id(stream)][1]
            for event in list(tasks):
                # An error or a hang-up wakes both.
                if ready & event or ready & ~(select.POLLIN | select.POLLOUT):
                    _task_queue.push(tasks.pop(event))
            self._watch(stream, tasks)

    def _watch(self, stream, tasks):
        if tasks:
            events = 0
            for event in tasks:
                events |= event
            self.poller.register(stream, events)
        else:
            self.poller.unregister(stream)
            del self.waits[id(stream)]


_streams = _StreamWaits()


def _readable(stream):
    _streams.wait(stream, select.POLLIN)
    yield


def _writable(stream):
    _streams.wait(stream, select.POLLOUT)
    yield


# ------------------------------------------------------------------ the loop


def create_task(coro):
    if not hasattr(coro, "send"):
        raise TypeError("coroutine expected")
    task = Task(coro, globals())
    _task_queue.push(task)
    return task


def current_task():
    if cur_task is None:
        raise RuntimeError("no running event loop")
    return cur_task


def _next_task():
    # Sleeps until a task can run; None when none ever will.
    while True:
        task = _task_queue.peek()
        if task:
            wait = max(0, ticks_diff(task.ph_key, ticks()))
        elif _streams.waits:
            wait = -1
        else:
            return None
        _streams.poll(wait)
        if wait == 0:
            return _task_queue.pop()


def _finish(task, error):
    # The coroutine has ended. Whoever awaits the task goes on; an error that nobody awaits is reported.
    # C's states: True while it runs unawaited, a queue of those who await it; None and False when it has ended.
    waiting = task.state
    task.data = error
    if waiting is not True:
        task.state = False
        while waiting.peek():
            _task_queue.push(waiting.pop())
    elif isinstance(error, (StopIteration, CancelledError)):
        task.state = None
    else:
        task.state = False
        Loop.call_exception_handler(
            {"message": "Task exception wasn't retrieved", "exception": error, "future": task}
        )


def run_until_complete(main_task=None):
    global cur_task
    try:
        while True:
            task = _next_task()
            if task is None:
                return None
            cur_task = task
            try:
                error = task.data
                if error:
                    task.data = None
                    task.coro.throw(error)
                else:
                    task.coro.send(None)
            except (CancelledError, Exception) as er:
                if task is main_task:
                    if isinstance(er, StopIteration):
                        return er.value
                    raise er
                if task is _stopper:
                    return None
                _finish(task, er)
    finally:
        cur_task = None


def run(coro):
    return run_until_complete(create_task(coro))


# Ends the loop when it runs.
_stopper = None


async def _stop():
    pass


class Loop:
    _handler = None

    @staticmethod
    def create_task(coro):
        return create_task(coro)

    @staticmethod
    def run_forever():
        global _stopper
        _stopper = None
        run_until_complete()

    @staticmethod
    def run_until_complete(aw):
        return run_until_complete(aw if isinstance(aw, Task) else create_task(aw))

    @staticmethod
    def stop():
        global _stopper
        if _stopper is None:
            _stopper = create_task(_stop())

    @staticmethod
    def close():
        pass

    @staticmethod
    def set_exception_handler(handler):
        Loop._handler = handler

    @staticmethod
    def get_exception_handler():
        return Loop._handler

    @staticmethod
    def default_exception_handler(loop, context):
        print(context["message"], file=sys.stderr)
        print("future:", context["future"], "coro=", context["future"].coro, file=sys.stderr)
        sys.print_exception(context["exception"], sys.stderr)

    @staticmethod
    def call_exception_handler(context):
        (Loop._handler or Loop.default_exception_handler)(Loop, context)


def get_event_loop(runq_len=0, waitq_len=0):
    return Loop


def new_event_loop():
    global _task_queue, _streams, _stopper
    _task_queue = TaskQueue()
    _streams = _StreamWaits()
    _stopper = None
    return Loop


# ------------------------------------------------------------------ tools


class Event:
    def __init__(self):
        self._set = False
        self._waiting = TaskQueue()

    def is_set(self):
        return self._set

    def set(self):
        self._set = True
        while self._waiting.peek():
            _task_queue.push(self._waiting.pop())

    def clear(self):
        self._set = False

    def wait(self):
        if not self._set:
            self._waiting.push(cur_task)
            cur_task.data = self._waiting
            yield
        return True


class ThreadSafeFlag(io.IOBase):
    # May be set by an interrupt's handler.
    def __init__(self):
        self._set = 0

    def ioctl(self, request, flags):
        if request == _POLL_REQUEST:
            return self._set * flags
        return -1

    def set(self):
        self._set = 1

    def clear(self):
        self._set = 0

    async def wait(self):
        if not self._set:
            await _readable(self)
        self._set = 0


class Lock:
    def __init__(self):
        self._locked = False
        # The task that the lock was handed to and that has not run since.
        self._heir = None
        self._waiting = TaskQueue()

    def locked(self):
        return self._locked

    def release(self):
        if not self._locked:
            raise RuntimeError("Lock not acquired")
        if self._waiting.peek():
            self._heir = self._waiting.pop()
            _task_queue.push(self._heir)
        else:
            self._locked = False

    def acquire(self):
        if self._locked:
            self._waiting.push(cur_task)
            cur_task.data = self._waiting
            try:
                yield
            except CancelledError:
                if self._heir is cur_task:
                    self._heir = None
                    self.release()
                raise
            self._heir = None
        self._locked = True
        return True

    async def __aenter__(self):
        await self.acquire()

    async def __aexit__(self, exc_type, exc, tb):
        self.release()


async def wait_for(aw, timeout, sleep=sleep):
    if timeout is None:
        return await aw
    task = aw if isinstance(aw, Task) else create_task(aw)
    expired = False

    async def expire():
        nonlocal expired
        await sleep(timeout)
        if not task.done():
            expired = True
            task.cancel()

    timer = create_task(expire())
    try:
        return await task
    except CancelledError:
        if expired:
            raise TimeoutError
        raise
    finally:
        if not timer.done():
            timer.cancel()


def wait_for_ms(aw, timeout):
    return wait_for(aw, timeout, sleep_ms)


async def gather(*aws, return_exceptions=False):
    results = [None] * len(aws)
    left = len(aws)
    failure = None
    done = Event()

    async def one(i, aw):
        nonlocal left, failure
        try:
            results[i] = await aw
        except (CancelledError, Exception) as er:
            results[i] = er
            if not return_exceptions:
                failure = failure or er
                done.set()
        left -= 1
        if not left:
            done.set()

    tasks = [create_task(one(i, aw)) for i, aw in enumerate(aws)]
    if tasks:
        try:
            await done.wait()
        except CancelledError:
            for task in tasks:
                if not task.done():
                    task.cancel()
            raise
    if failure:
        raise failure
    return results


class Stream:
    # Reads without ever waiting inside C, which would stop all other tasks.
    def __init__(self, s, e={}):
        self.s = s
        self.e = e
        self.out_buf = b""

    def get_extra_info(self, v):
        return self.e[v]

    def close(self):
        pass

    async def wait_closed(self):
        self.s.close()

    async def _next(self):
        await _readable(self.s)
        return self.s.read(1)

    async def read(self, n=-1):
        data = await self._next()
        poller = select.poll()
        poller.register(self.s, select.POLLIN)
        while data and (n < 0 or len(data) < n) and (n < 0 or poller.poll(0)):
            more = await self._next()
            if not more:
                break
            data += more
        return data

    async def readexactly(self, n):
        data = b""
        while len(data) < n:
            more = await self._next()
            if not more:
                raise EOFError
            data = data + more if data else more
        return data

    async def readline(self):
        line = await self._next()
        while line and line[-1:] not in ("\n", b"\n"):
            more = await self._next()
            if not more:
                break
            line += more
        return line

    def write(self, buf):
        self.out_buf += buf.encode() if isinstance(buf, str) else buf

    async def drain(self):
        if self.out_buf:
            await _writable(self.s)
            buf, self.out_buf = self.out_buf, b""
            getattr(self.s, "buffer", self.s).write(buf)
        else:
            await sleep_ms(0)


StreamReader = Stream
StreamWriter = Stream
