"""Writes the golden values of BoTorch's test functions, as the installed BoTorch computes them.

    python -m venv /tmp/botorch && /tmp/botorch/bin/pip install botorch
    /tmp/botorch/bin/python scripts/golden.py > src/functions/botorch.golden.json

Every class that botorch.test_functions defines is found by itself; the script fails when one has
no instance below. Values are float64, written with as many digits as restore them exactly.
"""

import importlib
import inspect
import itertools
import json
import math
import pkgutil
import platform
import sys
import warnings

import numpy as np

warnings.filterwarnings("ignore")

import botorch.test_functions as test_functions  # noqa: E402
import scipy  # noqa: E402
import torch  # noqa: E402
from botorch.exceptions.errors import UnsupportedError  # noqa: E402
from botorch.test_functions.base import (  # noqa: E402
    BaseTestProblem,
    ConstrainedBaseTestProblem,
)

RANDOM_POINTS = 16
CENTRAL_POINTS = 8
CORNERS = 16

# Constructor arguments of the instances, by class. A class that is not named here has {} only.
INSTANCES = {
    "Ackley": [{}, {"dim": 1}, {"dim": 5}, {"dim": 20}, {"bounds": [(-5.0, 10.0), (-2.0, 3.5)]}],
    "AckleyMixed": [{}, {"dim": 4}, {"dim": 10, "randomize_optimum": True}],
    "AugmentedRosenbrock": [{}, {"dim": 5}],
    "Branin": [{}, {"negate": True}],
    "BraninCurrin": [{}, {"negate": True}],
    "C2DTLZ2": [{"dim": 4}, {"dim": 5, "num_objectives": 3}],
    "ConstrainedBraninCurrin": [{}, {"negate": True}],
    "ConstrainedHartmann": [{}, {"dim": 3}, {"dim": 4}, {"negate": True}],
    "ConstrainedHartmannSmooth": [{}, {"dim": 3}, {"dim": 4}],
    "Cosine8": [{}, {"negate": True}],
    "DH1": [{"dim": 2}, {"dim": 5}],
    "DH2": [{"dim": 2}, {"dim": 5}],
    "DH3": [{"dim": 3}, {"dim": 5}],
    "DH4": [{"dim": 3}, {"dim": 5}],
    "DixonPrice": [{}, {"dim": 1}, {"dim": 5}],
    "DTLZ1": [{"dim": 4}, {"dim": 5, "num_objectives": 3}],
    "DTLZ2": [{"dim": 4}, {"dim": 6}, {"dim": 5, "num_objectives": 3}, {"dim": 8, "num_objectives": 6}],
    "DTLZ3": [{"dim": 4}, {"dim": 5, "num_objectives": 3}],
    "DTLZ4": [{"dim": 4}, {"dim": 5, "num_objectives": 3}],
    "DTLZ5": [{"dim": 4}, {"dim": 5, "num_objectives": 3}, {"dim": 7, "num_objectives": 5}],
    "DTLZ7": [{"dim": 4}, {"dim": 5, "num_objectives": 3}],
    "GMM": [{}, {"num_objectives": 3}, {"num_objectives": 4}],
    "Griewank": [{}, {"dim": 5}],
    "Gsobol": [{"dim": 6}, {"dim": 8}, {"dim": 15}, {"dim": 3, "a": [0.0, 1.5, 7.0]}],
    "Hartmann": [{}, {"dim": 3}, {"dim": 4}, {"negate": True}],
    "Ishigami": [{}, {"b": 0.05}],
    "KeaneBumpFunction": [{"dim": 2}, {"dim": 3}, {"dim": 10}, {"dim": 30}],
    "Labs": [{}] + [{"dim": dim} for dim in (7, 10, 20, 40, 50, 60)],
    "Levy": [{}, {"dim": 1}, {"dim": 5}],
    "Michalewicz": [{}, {"dim": 3}, {"dim": 5}, {"dim": 10}],
    "MW7": [{"dim": 2}, {"dim": 3}, {"dim": 6}],
    "Powell": [{}, {"dim": 6}, {"dim": 8}],
    "PressureVessel": [{}, {"bounds": [(0.03, 4.99), (0.9, 6.0), (10.0, 50.0), (150.0, 200.0)]}],
    "Rastrigin": [{}, {"dim": 5}],
    "Rosenbrock": [{}, {"dim": 1}, {"dim": 5}],
    "Shekel": [{}, {"m": 5}, {"m": 7}],
    "StyblinskiTang": [{}, {"dim": 5}],
    "TrajectoryPlanning": [
        {},
        {"dim": 4},
        {"dim": 20, "use_smooth_interp": False},
        {"dim": 40, "max_step_size": 0.2},
    ],
    "ZDT1": [{"dim": 2}, {"dim": 4}],
    "ZDT2": [{"dim": 2}, {"dim": 4}],
    "ZDT3": [{"dim": 2}, {"dim": 4}],
}

# Has no values of its own: it replaces another problem's values at random by a caller's.
WITHOUT_VALUES = {"CorruptedTestProblem"}

# The index of a fidelity that the formula compares with whole numbers.
WHOLE_FIDELITY = {"WingWeightMultiFidelity": 10, "BoreholeMultiFidelity": 8}


def classes():
    """Every test problem class that botorch.test_functions defines, by name."""
    found = {}
    for module in pkgutil.iter_modules(test_functions.__path__):
        module = importlib.import_module(f"botorch.test_functions.{module.name}")
        for name, value in vars(module).items():
            if inspect.isclass(value) and value.__module__ == module.__name__:
                if issubclass(value, BaseTestProblem):
                    found[name] = value
    return found


def points(problem, random):
    """Random points, points around the centre, corners of the bounds."""
    lower, upper = problem.bounds.numpy()
    whole = list(problem.discrete_inds) + list(problem.categorical_inds)
    fidelity = WHOLE_FIDELITY.get(type(problem).__name__)

    def tidy(x, index):
        # Few digits keep the file small; they are exact numbers all the same.
        x = np.clip(np.round(x, 6), lower, upper)
        x[whole] = np.round(x[whole])
        if fidelity is not None and index % 6 != 5:
            x[fidelity] = index % (int(upper[fidelity]) + 1)
        return x

    rows = []
    for index in range(RANDOM_POINTS):
        rows.append(tidy(lower + random.random_sample(len(lower)) * (upper - lower), index))
    for index in range(CENTRAL_POINTS):
        offset = (random.random_sample(len(lower)) - 0.5) * (upper - lower) * 0.2
        rows.append(tidy((lower + upper) / 2 + offset, index))
    if 2 ** len(lower) <= CORNERS:
        choices = list(itertools.product([0, 1], repeat=len(lower)))
    else:
        choices = [[0] * len(lower), [1] * len(lower)]
        choices += random.randint(0, 2, size=(CORNERS - 2, len(lower))).tolist()
    rows += [np.where(np.array(choice) == 1, upper, lower) for choice in choices]
    return rows


def attribute(problem, name):
    """The attribute as plain JSON, or None where the problem has none."""
    try:
        value = getattr(problem, name)
    except (NotImplementedError, AttributeError, UnsupportedError):
        return None
    return value.tolist() if isinstance(value, torch.Tensor) else value


def camel(name):
    head, *tail = name.split("_")
    return head + "".join(word.capitalize() for word in tail)


def plain(value):
    """JSON has no NaN and no infinities: their names stand for them. Whole numbers lose their .0."""
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, float):
        if not math.isfinite(value):
            return {math.inf: "Infinity", -math.inf: "-Infinity"}.get(value, "NaN")
        if value == int(value) and abs(value) < 1e15 and math.copysign(1, value) > 0:
            return int(value)
    return value


def golden(name, cls, arguments, random):
    torch.manual_seed(20)
    # GMM keeps float32 tensors and computes in float32 unless it is told otherwise.
    problem = cls(**arguments).to(torch.double)
    rows = points(problem, random)
    optimizers = attribute(problem, "optimizers")
    lower, upper = problem.bounds.numpy()
    for optimizer in optimizers or []:
        if all(lower <= optimizer) and all(optimizer <= upper):
            rows.append(np.array(optimizer))
    options = {camel(key): value for key, value in arguments.items()}
    if options.pop("randomizeOptimum", False):
        options["optimum"] = optimizers[0]
    x = torch.tensor(np.array(rows), dtype=torch.double)
    values = problem.evaluate_true(x)
    constrained = isinstance(problem, ConstrainedBaseTestProblem)
    assert values.dtype == torch.double
    entry = {
        "name": name,
        "options": options,
        "dim": problem.dim,
        "bounds": problem.bounds.T.tolist(),
        "discreteIndices": list(problem.discrete_inds),
        "numObjectives": problem.num_objectives,
        "numConstraints": problem.num_constraints if constrained else 0,
        "optimalValue": attribute(problem, "optimal_value"),
        "optimizers": optimizers,
        "refPoint": attribute(problem, "ref_point"),
        "maxHv": attribute(problem, "max_hv"),
        "worstFeasibleValue": attribute(problem, "worst_feasible_value"),
        "isMinimization": attribute(problem, "is_minimization_problem"),
        "points": x.tolist(),
        "values": values.reshape(len(rows), problem.num_objectives).tolist(),
    }
    if constrained:
        entry["slacks"] = problem.evaluate_slack_true(x).tolist()
    if arguments.get("negate"):
        entry["forward"] = problem(x).reshape(len(rows), problem.num_objectives).tolist()
    if hasattr(problem, "cost"):
        entry["fidelityCosts"] = problem.cost(x).tolist()
    return {key: plain(value) for key, value in entry.items() if value is not None}


def main():
    found = classes()
    bases = sorted(name for name, cls in found.items() if inspect.isabstract(cls))
    concrete = [name for name in found if name not in bases and name not in WITHOUT_VALUES]
    unknown = set(INSTANCES) - set(concrete)
    assert not unknown, f"INSTANCES names what BoTorch does not have: {sorted(unknown)}"
    random = np.random.RandomState(7)
    instances = [
        golden(name, found[name], arguments, random)
        for name in sorted(concrete)
        for arguments in INSTANCES.get(name, [{}])
    ]
    head = {
        "versions": {
            "botorch": __import__("botorch").__version__,
            "torch": torch.__version__,
            "numpy": np.__version__,
            "scipy": scipy.__version__,
            "python": platform.python_version(),
            "machine": f"{platform.machine()}, {torch.backends.cpu.get_cpu_capability()}",
        },
        "precision": "float64",
        "bases": bases,
        "withoutValues": sorted(WITHOUT_VALUES),
        "constructors": {
            name: [camel(key) for key in inspect.signature(found[name]).parameters]
            for name in sorted(concrete)
        },
    }
    write = sys.stdout.write
    write("{\n")
    for key, value in head.items():
        write(f'"{key}": {json.dumps(value)},\n')
    write('"instances": [\n')
    compact = (json.dumps(entry, separators=(",", ":"), allow_nan=False) for entry in instances)
    write(",\n".join(compact))
    write("\n]\n}\n")


main()
