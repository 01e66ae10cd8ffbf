"""Runs a study of so many trials on Optuna's SQLite storage; prints the seconds that it took.

    python optuna-study.py <file> <trials>
"""

import sys
import time

import optuna

optuna.logging.set_verbosity(optuna.logging.ERROR)
study = optuna.create_study(
    storage=f"sqlite:///{sys.argv[1]}", sampler=optuna.samplers.RandomSampler(seed=1)
)
started = time.perf_counter()
study.optimize(lambda trial: trial.suggest_float("x", 0, 1), n_trials=int(sys.argv[2]))
print(time.perf_counter() - started)
