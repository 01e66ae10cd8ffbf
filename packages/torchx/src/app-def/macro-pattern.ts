/** Finds the macros in a text; the first group is TorchX's name of it. */
export const macroPattern: RegExp = /\0(app_id|replica_id|img_root|rank0_env)\0/g;
