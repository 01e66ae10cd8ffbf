"""Writes sobol-points.golden.json beside it, for sobol-points.test.ts. Needs SciPy 1.9 or later."""

import hashlib
import json
import pathlib

import numpy
import scipy
from scipy.stats import qmc

BITS = 32


def engine(dimensions: int) -> qmc.Sobol:
    return qmc.Sobol(dimensions, scramble=False, bits=BITS)


def points_from(position: int) -> list[list[float]]:
    return engine(8).fast_forward(position).random(4).tolist()


many = engine(256).random(4096)
# Fewer dimensions are the first of more, and fewer bits change nothing.
for dimensions in range(1, 65):
    default = qmc.Sobol(dimensions, scramble=False).random(1024)
    assert (default == many[:1024, :dimensions]).all()

golden = {
    "from": f"scipy {scipy.__version__}, numpy {numpy.__version__}: "
    f"scipy.stats.qmc.Sobol(d, scramble=False, bits={BITS})",
    "dimensions": many.shape[1],
    "points": many.shape[0],
    # Of all coordinates as little-endian doubles, point after point.
    "sha256": hashlib.sha256(many.astype("<f8").tobytes()).hexdigest(),
    "first": many[:64, :32].tolist(),
    "later": {
        str(position): points_from(position)
        for position in [4093, 2**20 - 2, 2**30 - 2, 2**31 - 2]
    },
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(golden) + "\n")
