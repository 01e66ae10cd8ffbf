import type { FormulaDefinition } from "./formula.ts";
import { augmentedBranin } from "./multi-fidelity/augmented-branin.ts";
import { augmentedHartmann } from "./multi-fidelity/augmented-hartmann.ts";
import { augmentedRosenbrock } from "./multi-fidelity/augmented-rosenbrock.ts";
import { boreholeMultiFidelity } from "./multi-fidelity/borehole-multi-fidelity.ts";
import { momfBraninCurrin } from "./multi-fidelity/momf-branin-currin.ts";
import { momfPark } from "./multi-fidelity/momf-park.ts";
import { wingWeightMultiFidelity } from "./multi-fidelity/wing-weight-multi-fidelity.ts";
import { bnh } from "./multi-objective/bnh.ts";
import { braninCurrin, constrainedBraninCurrin } from "./multi-objective/branin-currin.ts";
import { carSideImpact } from "./multi-objective/car-side-impact.ts";
import { constr } from "./multi-objective/constr.ts";
import { dh1, dh2, dh3, dh4 } from "./multi-objective/dh.ts";
import { discBrake } from "./multi-objective/disc-brake.ts";
import { c2dtlz2, dtlz2, dtlz3, dtlz4 } from "./multi-objective/dtlz-sphere.ts";
import { dtlz1 } from "./multi-objective/dtlz1.ts";
import { dtlz5 } from "./multi-objective/dtlz5.ts";
import { dtlz7 } from "./multi-objective/dtlz7.ts";
import { gmm } from "./multi-objective/gmm.ts";
import { mw7 } from "./multi-objective/mw7.ts";
import { osy } from "./multi-objective/osy.ts";
import { penicillin } from "./multi-objective/penicillin.ts";
import { srn } from "./multi-objective/srn.ts";
import { toyRobust } from "./multi-objective/toy-robust.ts";
import { vehicleSafety } from "./multi-objective/vehicle-safety.ts";
import { weldedBeam } from "./multi-objective/welded-beam.ts";
import { zdt1, zdt2, zdt3 } from "./multi-objective/zdt.ts";
import { gsobol } from "./sensitivity-analysis/gsobol.ts";
import { ishigami } from "./sensitivity-analysis/ishigami.ts";
import { morris } from "./sensitivity-analysis/morris.ts";
import { ackley, ackleyMixed } from "./synthetic/ackley.ts";
import { beale } from "./synthetic/beale.ts";
import { branin } from "./synthetic/branin.ts";
import { bukin } from "./synthetic/bukin.ts";
import { sixHumpCamel, threeHumpCamel } from "./synthetic/camel.ts";
import { constrainedGramacy } from "./synthetic/constrained-gramacy.ts";
import { cosine8 } from "./synthetic/cosine8.ts";
import { dixonPrice } from "./synthetic/dixon-price.ts";
import { dropWave } from "./synthetic/drop-wave.ts";
import { eggHolder } from "./synthetic/egg-holder.ts";
import { griewank } from "./synthetic/griewank.ts";
import { constrainedHartmann, constrainedHartmannSmooth, hartmann } from "./synthetic/hartmann.ts";
import { holderTable } from "./synthetic/holder-table.ts";
import { keaneBumpFunction } from "./synthetic/keane-bump-function.ts";
import { labs } from "./synthetic/labs.ts";
import { levy } from "./synthetic/levy.ts";
import { michalewicz } from "./synthetic/michalewicz.ts";
import { powell } from "./synthetic/powell.ts";
import { pressureVessel } from "./synthetic/pressure-vessel.ts";
import { rastrigin } from "./synthetic/rastrigin.ts";
import { rosenbrock } from "./synthetic/rosenbrock.ts";
import { shekel } from "./synthetic/shekel.ts";
import { speedReducer } from "./synthetic/speed-reducer.ts";
import { styblinskiTang } from "./synthetic/styblinski-tang.ts";
import { tensionCompressionString } from "./synthetic/tension-compression-string.ts";
import { trajectoryPlanning } from "./synthetic/trajectory/trajectory-planning.ts";
import { weldedBeamSO } from "./synthetic/welded-beam-so.ts";
import type { TestProblemName, TestProblemOptions } from "./test-problem-options.ts";

/** Every test function by its name in BoTorch. */
export const formulas: {
  readonly [N in TestProblemName]: FormulaDefinition<TestProblemOptions[N]>;
} = {
  Ackley: ackley,
  AckleyMixed: ackleyMixed,
  AugmentedBranin: augmentedBranin,
  AugmentedHartmann: augmentedHartmann,
  AugmentedRosenbrock: augmentedRosenbrock,
  BNH: bnh,
  Beale: beale,
  BoreholeMultiFidelity: boreholeMultiFidelity,
  Branin: branin,
  BraninCurrin: braninCurrin,
  Bukin: bukin,
  C2DTLZ2: c2dtlz2,
  CONSTR: constr,
  CarSideImpact: carSideImpact,
  ConstrainedBraninCurrin: constrainedBraninCurrin,
  ConstrainedGramacy: constrainedGramacy,
  ConstrainedHartmann: constrainedHartmann,
  ConstrainedHartmannSmooth: constrainedHartmannSmooth,
  Cosine8: cosine8,
  DH1: dh1,
  DH2: dh2,
  DH3: dh3,
  DH4: dh4,
  DTLZ1: dtlz1,
  DTLZ2: dtlz2,
  DTLZ3: dtlz3,
  DTLZ4: dtlz4,
  DTLZ5: dtlz5,
  DTLZ7: dtlz7,
  DiscBrake: discBrake,
  DixonPrice: dixonPrice,
  DropWave: dropWave,
  EggHolder: eggHolder,
  GMM: gmm,
  Griewank: griewank,
  Gsobol: gsobol,
  Hartmann: hartmann,
  HolderTable: holderTable,
  Ishigami: ishigami,
  KeaneBumpFunction: keaneBumpFunction,
  Labs: labs,
  Levy: levy,
  MOMFBraninCurrin: momfBraninCurrin,
  MOMFPark: momfPark,
  MW7: mw7,
  Michalewicz: michalewicz,
  Morris: morris,
  OSY: osy,
  Penicillin: penicillin,
  Powell: powell,
  PressureVessel: pressureVessel,
  Rastrigin: rastrigin,
  Rosenbrock: rosenbrock,
  SRN: srn,
  Shekel: shekel,
  SixHumpCamel: sixHumpCamel,
  SpeedReducer: speedReducer,
  StyblinskiTang: styblinskiTang,
  TensionCompressionString: tensionCompressionString,
  ThreeHumpCamel: threeHumpCamel,
  ToyRobust: toyRobust,
  TrajectoryPlanning: trajectoryPlanning,
  VehicleSafety: vehicleSafety,
  WeldedBeam: weldedBeam,
  WeldedBeamSO: weldedBeamSO,
  WingWeightMultiFidelity: wingWeightMultiFidelity,
  ZDT1: zdt1,
  ZDT2: zdt2,
  ZDT3: zdt3,
};
