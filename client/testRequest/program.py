"""A client of a Twinkle server, as people write one, that reports each of its steps and cleans up behind itself.

It is sent over the standard input of the interpreter that runs the server, with a call of `main` behind it. What it
reports are records of a JSON text sequence (RFC 7464) on standard output, where the packages print lines of their own:
`{"step", "state", "ms"}`, and of a step that has failed the error.
"""

import json
import os
import signal
import sys
import threading
import time
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

# Each proxy of Ray Serve learns of an application by itself, a moment after it runs (ray/serve/_private/proxy.py, 2.60).
UNKNOWN_SECONDS = 10
# The keeper kills what has not ended 2 seconds after SIGTERM.
HURRY_SECONDS = 1.5
MESSAGE_CHARACTERS = 8000
PROMPT = [1, 2, 3, 4, 5, 6, 7, 8]
RANK = 8

seen = []


class Stopped(BaseException):
    """Somebody has cancelled the request."""


class Late(Exception):
    """A step has not ended in time."""


def main(asked):
    """Takes the steps that are asked for: `{"base", "token", "model", "rank"?, "train"?, "sample"?, "seconds"}`."""
    signal.signal(signal.SIGTERM, stop)
    client = Client(asked)
    try:
        if take("client", asked, client.load) and take("session", asked, client.open):
            if "train" in asked and take("model", asked, client.create) and asked["train"]["answers"]:
                take("train", asked, client.train)
            if "sample" in asked and asked["sample"]["answers"]:
                take("sample", asked, client.sample)
        if client.model is not None:
            take("cleanup", asked, client.unload)
    except Stopped:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        bounded(client.leave, HURRY_SECONDS)
    finally:
        sys.stdout.flush()
        # Threads of the client may wait for answers that never come.
        os._exit(0)


def stop(_number, _frame):
    raise Stopped()


def take(step, asked, work):
    """Runs one step for as long as it may take, and reports it. True where it has succeeded."""
    tell(step=step, state="begun")
    began = time.monotonic()
    error, value = bounded(work, asked["seconds"][step])
    ms = round((time.monotonic() - began) * 1000)
    if error is None:
        tell(step=step, state="done", ms=ms, **(value or {}))
        return True
    tell(step=step, state="failed", ms=ms, error=described(error, asked["base"]))
    return False


def bounded(work, seconds):
    """The error of some work and its value. The work goes on where its time is over: no library here can be cut off."""
    ended = threading.Event()
    result = [None, None]
    del seen[:]

    def run():
        try:
            result[1] = work()
        except BaseException as error:
            result[0] = error
        ended.set()

    threading.Thread(target=run, daemon=True).start()
    if not ended.wait(seconds):
        return Late("no answer in %d s" % seconds), None
    return result


def described(error, base):
    """What is known of an error, without a judgement."""
    # Where the client has tried again and again, what it has seen says more than that the time is over.
    last = seen[-1] if isinstance(error, Late) and seen else error
    body = getattr(last, "body", None)
    detail = body.get("detail") if isinstance(body, dict) else None
    found = {
        "type": "TimeoutError" if isinstance(last, Late) else type(last).__name__,
        "message": (detail if isinstance(detail, str) else str(last))[-MESSAGE_CHARACTERS:],
        "late": isinstance(error, Late),
        "proxy": uses_proxy(base),
    }
    status = getattr(last, "status_code", None)
    if isinstance(status, int):
        found["status"] = status
    root = last
    while root.__cause__ is not None:
        root = root.__cause__
    if root is not last:
        found["cause"] = ("%s: %s" % (type(root).__name__, root))[-MESSAGE_CHARACTERS:]
    return found


def uses_proxy(base):
    """True where the variables of the environment send requests for the server to a proxy."""
    url = urlsplit(base)
    return url.scheme in getproxies() and not proxy_bypass(url.hostname or "")


def tell(**event):
    """One write, so that the parts of two events are never mixed with other lines."""
    os.write(1, ("\x1e%s\n" % json.dumps(event)).encode())


class Client:
    """The calls of a tinker client (tinker 0.16.1, twinkle_client/utils/patch_tinker.py of twinkle-kit 0.5.1)."""

    def __init__(self, asked):
        self.asked = asked
        self.tinker = None
        self.service = None
        self.model = None
        self.creating = False

    def load(self):
        """Imports the client, and has it accept any key."""
        import tinker
        from tinker.lib.internal_client_holder import InternalClientHolder
        from twinkle_client import init_tinker_client

        init_tinker_client()
        self.tinker = tinker
        judge = InternalClientHolder._is_retryable_exception

        def remember(error):
            seen.append(error)
            return judge(error)

        InternalClientHolder._is_retryable_exception = staticmethod(remember)
        return {"version": getattr(tinker, "__version__", None)}

    def open(self):
        """Opens a session at the gateway."""
        self.service = self.tinker.ServiceClient(
            base_url=self.asked["base"], api_key=self.asked["token"], max_retries=1
        )

    def create(self):
        """Adds an adapter to the model; of one that is trained in full there is only the model itself."""
        base_model = self.asked["model"]
        self.creating = True
        try:
            if self.asked["train"]["full"]:
                self.model = known(lambda: self.service.create_full_training_client(base_model=base_model))
            else:
                self.model = known(
                    lambda: self.service.create_lora_training_client(base_model=base_model, rank=RANK)
                )
        finally:
            self.creating = False

    def train(self):
        """One pass over as many samples as the model has data ranks."""
        types = self.tinker.types
        targets = types.TensorData(data=PROMPT[1:] + [9], dtype="int64", shape=[len(PROMPT)])
        weights = types.TensorData(data=[1.0] * len(PROMPT), dtype="float32", shape=[len(PROMPT)])
        sample = types.Datum(
            model_input=types.ModelInput.from_ints(PROMPT),
            loss_fn_inputs={"target_tokens": targets, "weights": weights},
        )
        self.model.forward_backward([sample] * self.asked["train"]["batch"], "cross_entropy").result()
        if not self.asked["train"]["full"]:
            # A step of size 0 learns nothing and drops the gradients: the next user of the adapter's place would get
            # them (twinkle/model/multi_lora.py `release_lora`). Of a whole model they are dropped as it is unloaded.
            self.model.optim_step(types.AdamParams(learning_rate=0.0)).result()

    def sample(self):
        """A few tokens of the base model."""
        types = self.tinker.types
        sampler = self.service.create_sampling_client(base_model=self.asked["model"])
        answer = known(
            lambda: sampler.sample(
                prompt=types.ModelInput.from_ints(PROMPT),
                num_samples=self.asked["sample"]["batch"],
                sampling_params=types.SamplingParams(max_tokens=8),
            ).result()
        )
        return {"tokens": sum(len(each.tokens) for each in answer.sequences)}

    def unload(self):
        """Removes the adapter, and waits until it is gone. The session ends by itself: no request ends one."""
        from tinker.lib.api_future_impl import _APIFuture

        asked = time.time()
        future = self._ask_unload()
        types = self.tinker.types
        _APIFuture(types.UnloadModelResponse, self.model.holder, future, asked, "UnloadModel").result()
        self.model = None

    def leave(self):
        """As unload, without waiting for the answer. A model that is about to be there is waited for."""
        while self.creating:
            time.sleep(0.05)
        if self.model is not None:
            self._ask_unload()

    def _ask_unload(self):
        from tinker.lib.client_connection_pool_type import ClientConnectionPoolType

        holder, request = self.model.holder, self.tinker.types.UnloadModelRequest(model_id=self.model.model_id)

        async def ask():
            with holder.aclient(ClientConnectionPoolType.TRAIN) as client:
                return await client.models.unload(request=request)

        return holder.run_coroutine_threadsafe(ask()).result()


def known(call):
    """The answer, once the proxy that is asked knows the application."""
    until = time.monotonic() + UNKNOWN_SECONDS
    while True:
        try:
            return call()
        except Exception as error:
            if getattr(error, "status_code", None) != 404 or time.monotonic() >= until:
                raise
            time.sleep(0.5)
