"""Measures BoTorch's evaluations for src/against-botorch.bench.ts; prints JSON.

Reads cases from standard input: {"<label>": {"name", "options", "point", "batch"}}, and for each
repeats problem.evaluate_true for more than a second, on one point and on the batch.
"""

import json
import re
import sys
import time
import warnings

warnings.filterwarnings("ignore")

import botorch  # noqa: E402
import torch  # noqa: E402
from botorch import test_functions  # noqa: E402


def seconds_per_call(call, seconds=1.5, rounds=50):
    """That of the fastest of several rounds, after one to warm up: others use the machine too."""
    count, spent = 1, 0.0
    while spent < 0.02:
        count *= 2
        spent = timed(call, count)
    count = max(1, int(count * seconds / rounds / spent))
    return min(timed(call, count) / count for _ in range(rounds))


def timed(call, count):
    start = time.perf_counter()
    for _ in range(count):
        call()
    return time.perf_counter() - start


def main():
    figures = {}
    for label, case in json.load(sys.stdin).items():
        options = {re.sub("[A-Z]", lambda m: "_" + m[0].lower(), key): value for key, value in case["options"].items()}
        problem = getattr(test_functions, case["name"])(**options)
        point = torch.tensor([case["point"]], dtype=torch.double)
        batch = torch.tensor(case["batch"], dtype=torch.double).reshape(-1, problem.dim)
        figures[label] = {
            "single": seconds_per_call(lambda: problem.evaluate_true(point)),
            "batch": seconds_per_call(lambda: problem.evaluate_true(batch)),
        }
    json.dump({"version": botorch.__version__, "threads": torch.get_num_threads(), "seconds": figures}, sys.stdout)


main()
