/** Marks a SQLite file as a store of ours, in its header: "Runs" in ASCII. */
export const applicationId = 0x52756e73;
