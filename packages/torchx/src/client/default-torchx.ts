/** The command that is looked for on PATH where none is given. */
export const defaultTorchX = "torchx";
