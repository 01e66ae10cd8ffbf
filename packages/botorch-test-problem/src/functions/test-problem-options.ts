import type {
  AckleyMixedOptions,
  BoundsOption,
  CommonOptions,
  ConstantsPrecisionOption,
  DimOption,
  GsobolOptions,
  IshigamiOptions,
  NumObjectivesOption,
  RequiredDimOption,
  ShekelOptions,
  TrajectoryPlanningOptions,
} from "./options.ts";

type Fixed = CommonOptions;
type Bounded = CommonOptions & BoundsOption;
type Sized = Bounded & DimOption;
type Hartmann = Sized & ConstantsPrecisionOption;
type RequiredDim = CommonOptions & RequiredDimOption;
type Scalable = RequiredDim & NumObjectivesOption;

/** The options of each test function, by its name in BoTorch. */
export type TestProblemOptions = {
  readonly Ackley: Sized;
  readonly AckleyMixed: CommonOptions & AckleyMixedOptions;
  readonly AugmentedBranin: Bounded;
  readonly AugmentedHartmann: CommonOptions & ConstantsPrecisionOption;
  readonly AugmentedRosenbrock: CommonOptions & DimOption;
  readonly BNH: Fixed;
  readonly Beale: Bounded;
  readonly BoreholeMultiFidelity: Bounded;
  readonly Branin: Bounded;
  readonly BraninCurrin: Fixed;
  readonly Bukin: Bounded;
  readonly C2DTLZ2: Scalable;
  readonly CONSTR: Fixed;
  readonly CarSideImpact: Fixed;
  readonly ConstrainedBraninCurrin: Fixed;
  readonly ConstrainedGramacy: Bounded;
  readonly ConstrainedHartmann: Hartmann;
  readonly ConstrainedHartmannSmooth: Hartmann;
  readonly Cosine8: Bounded;
  readonly DH1: RequiredDim;
  readonly DH2: RequiredDim;
  readonly DH3: RequiredDim;
  readonly DH4: RequiredDim;
  readonly DTLZ1: Scalable;
  readonly DTLZ2: Scalable;
  readonly DTLZ3: Scalable;
  readonly DTLZ4: Scalable;
  readonly DTLZ5: Scalable;
  readonly DTLZ7: Scalable;
  readonly DiscBrake: Fixed;
  readonly DixonPrice: Sized;
  readonly DropWave: Bounded;
  readonly EggHolder: Bounded;
  readonly GMM: CommonOptions & NumObjectivesOption & ConstantsPrecisionOption;
  readonly Griewank: Sized;
  readonly Gsobol: CommonOptions & GsobolOptions;
  readonly Hartmann: Hartmann;
  readonly HolderTable: Bounded;
  readonly Ishigami: CommonOptions & IshigamiOptions;
  readonly KeaneBumpFunction: RequiredDim & BoundsOption;
  readonly Labs: CommonOptions & DimOption;
  readonly Levy: Sized;
  readonly MOMFBraninCurrin: Fixed;
  readonly MOMFPark: Fixed;
  readonly MW7: RequiredDim;
  readonly Michalewicz: Sized;
  readonly Morris: Fixed;
  readonly OSY: Fixed;
  readonly Penicillin: Fixed;
  readonly Powell: Sized;
  readonly PressureVessel: Bounded;
  readonly Rastrigin: Sized;
  readonly Rosenbrock: Sized;
  readonly SRN: Fixed;
  readonly Shekel: Bounded & ShekelOptions & ConstantsPrecisionOption;
  readonly SixHumpCamel: Bounded;
  readonly SpeedReducer: Bounded;
  readonly StyblinskiTang: Sized;
  readonly TensionCompressionString: Bounded;
  readonly ThreeHumpCamel: Bounded;
  readonly ToyRobust: Fixed;
  readonly TrajectoryPlanning: CommonOptions & TrajectoryPlanningOptions;
  readonly VehicleSafety: Fixed;
  readonly WeldedBeam: Fixed;
  readonly WeldedBeamSO: Bounded;
  readonly WingWeightMultiFidelity: Bounded;
  readonly ZDT1: Scalable;
  readonly ZDT2: Scalable;
  readonly ZDT3: Scalable;
};

/** The name of a test function: that of its class in BoTorch. */
export type TestProblemName = keyof TestProblemOptions;
