"""Times the simulators of others: `comparison.py <system> <trials> <slots> <repetitions>`.

Prints JSON: the seconds of each repetition and the version, or why there are none. Each trial takes
from 1 to 5 simulated seconds; where time has to be stepped, it is by 1 second.
"""

import json
import random
import sys
import time
from importlib.metadata import version


def ax_simulator(runtimes, slots):
    import logging

    from ax.utils.testing.backend_simulator import BackendSimulator, BackendSimulatorOptions

    options = BackendSimulatorOptions(max_concurrency=slots, internal_clock=0.0)
    simulator = BackendSimulator(options=options, verbose_logging=False)
    logging.disable(logging.CRITICAL)
    begin = time.perf_counter()
    for index, runtime in enumerate(runtimes):
        simulator.run_trial(trial_index=index, runtime=runtime)
    while simulator.num_completed < len(runtimes):
        simulator.update()
    return time.perf_counter() - begin


def syne_tune_simulator(runtimes, slots):
    import logging

    from syne_tune.backend.simulator_backend.simulator_backend import (
        SimulatorBackend,
        SimulatorConfig,
    )
    from syne_tune.backend.trial_status import Status

    logging.disable(logging.CRITICAL)

    class InstantJobs(SimulatorBackend):
        def _run_job_and_collect_results(self, trial_id, config=None):
            return Status.completed, [{"elapsed": runtimes[trial_id]}]

    config = SimulatorConfig(
        delay_on_trial_result=0,
        delay_complete_after_final_report=0,
        delay_complete_after_stop=0,
        delay_start=0,
        delay_stop=0,
    )
    backend = InstantJobs(__file__, elapsed_time_attr="elapsed", simulator_config=config)
    backend.time_keeper.start_of_time()
    begin = time.perf_counter()
    # It has no queue: as many trials as there are slots are kept with it.
    live = [backend.start_trial({}).trial_id for _ in range(min(slots, len(runtimes)))]
    started = len(live)
    completed = 0
    while completed < len(runtimes):
        backend.time_keeper.advance(1.0)
        statuses, _ = backend.fetch_status_results(live)
        ended = {i for i in live if statuses[i][1] == Status.completed}
        completed += len(ended)
        live = [i for i in live if i not in ended]
        while len(live) < slots and started < len(runtimes):
            live.append(backend.start_trial({}).trial_id)
            started += 1
    return time.perf_counter() - begin


def simpy_simulator(runtimes, slots):
    import simpy

    def trial(environment, cluster, runtime):
        with cluster.request() as slot:
            yield slot
            yield environment.timeout(runtime)

    begin = time.perf_counter()
    environment = simpy.Environment()
    cluster = simpy.Resource(environment, capacity=slots)
    for runtime in runtimes:
        environment.process(trial(environment, cluster, runtime))
    environment.run()
    return time.perf_counter() - begin


systems = {
    "ax": (ax_simulator, "ax-platform"),
    "syne-tune": (syne_tune_simulator, "syne-tune"),
    "simpy": (simpy_simulator, "simpy"),
}

if __name__ == "__main__":
    system, trials, slots, repetitions = sys.argv[1], *map(int, sys.argv[2:])
    simulate, package = systems[system]
    source = random.Random(0)
    runtimes = [source.uniform(1, 5) for _ in range(trials)]
    try:
        seconds = [simulate(runtimes, slots) for _ in range(repetitions)]
        print(json.dumps({"version": version(package), "seconds": seconds}))
    except ImportError as error:
        print(json.dumps({"absent": str(error)}))
